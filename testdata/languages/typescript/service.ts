import type { Task, Result as Outcome } from './types';
import { type Options, Http } from './http';
import path = require('path');
import Deep = Outer.Inner.Deep;
export type { Task };

/** What can be drawn. */
export interface Shape<T extends Task> extends Base<T>, Geo.Area {
  readonly area: number;
  name?: string;
  /** Draws it. */
  draw(context: Context, deep?: boolean): void;
  handler: (event: Event) => Outcome;
  (x: number): string;
  new (task: Task): Shape<T>;
  [key: string]: unknown;
}

type Point = {
  x: number;
  move(by: Point): Point;
  inner: { hidden: Task };
};
type Handler<E> = (event: E) => Promise<void>;
type Keys = keyof typeof settings;
type Item<X> = X extends Array<infer U> ? U : never;
type All = { [K in Keys]: Handler<K> } & Partial<Point>;

export const enum Color {
  Red,
  Green = 'g',
}

namespace Geo {
  export interface Area {
    corners: Point[];
  }
  export function area(shape: Shape<Task>): number {
    return shape.area;
  }
}

declare module 'plugin' {
  export function install(): void;
}
declare function later(name: string): Task;
declare const BUILD: string;

function parse(text: string): Task;
function parse(text: number): Outcome;
function parse(text: any): any {
  return later(String(text));
}

@Injectable({ scope: 'app' })
export abstract class Service<T> extends Repo<T> implements Shape<Task>, Geo.Area {
  static readonly all: Service<any>[] = [];
  @Input() label!: string;
  private cache?: Map<string, Task>;

  constructor(private readonly http: Http, public name: string = 'x', options: Options) {
    super();
    this.http.open(name, options);
  }

  abstract run(task: Task): Promise<T>;

  protected override async load(id: string, ...rest: Task[]): Promise<Outcome | undefined> {
    const raw = (await this.http.get<Outcome>(id)) as Raw;
    for (const item of rest) use(item!.value satisfies Value);
    return raw.rows.map((row: Row) => row.first());
  }

  find(id: string): Task;
  find(id: number): Task;
  find(id: any): Task {
    return this.cache!.get(id)!;
  }

  get size(): number {
    return (<Sized>this.cache).size;
  }

  onClick = (event: MouseEvent): void => {
    this.load(event.id);
  };
}

function isTask(value: unknown): value is Task {
  return value instanceof Service;
}

const settings = {
  url: 'x',
  load(this: Service<Task>) {
    return fetch(this.name);
  },
} as const;
let copy: typeof parse = parse;
const { url, nested: [first] } = settings;
const created: Service<Task>[] = [];
created[0].find('a');

export default interface Config {
  level: Color.Red;
}
