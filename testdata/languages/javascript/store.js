#!/usr/bin/env node
import axios, { isCancel as cancelled, get } from './http.js';
import * as format from '../format';
import './polyfill.js';

export { cancelled, Store as Shop };
export * from './shared.js';
export * as dates from './dates.js';
export { default } from './main.js';
export { default as Panel, open } from './panel.js';

/** How often a request is tried. */
export const RETRIES = 3;
let last = null, current;

/**
 * Loads an item.
 * @param {string} id
 */
export async function load(id, { force = false, tags: [first] = [] } = {}, ...rest) {
  for (const part of rest) {
    part.check();
  }
  const { data, meta: info } = await get(`/items/${id}`);
  if (force) last = info.stamp();
  return data?.items ?? format.empty(first);
}

export const double = (n) => n * 2;

function* walk(tree) {
  yield tree.value;
  for (let i = 0; i < tree.children.length; i++) yield* walk(tree.children[i]);
}

export class Store extends format.Base {
  static instances = new Map();
  static #count = 0;
  #items = [];
  onChange = (event) => this.#items.push(event.item);

  constructor(name, options = {}) {
    super(name);
    this.name = name;
    this.cache = new Cache(options);
    this.flush = function () {
      return this.cache.clear();
    };
    Store.#count += 1;
  }

  get size() {
    return this.#items.length;
  }

  set size(value) {
    this.#items.length = value;
  }

  static of(name) {
    return new this(name);
  }

  async *[Symbol.asyncIterator]() {
    const cache = this.cache;
    await cache.open();
    super.start();
  }

  static {
    register(Store);
  }
}

const handlers = {
  save(item) {
    return axios.post('/items', item);
  },
  remove: async (id) => handlers.save({ id, gone: true }),
  'clear-all': function () {
    last = undefined;
  },
  limit: RETRIES,
};

const Page = ({ title, store }) => (
  <Layout.Main title={title}>
    <Header size={store.size} />
    <div className="page">{double(2)}</div>
  </Layout.Main>
);

[current, last] = [last, current];
({ size: current } = handlers);
format.html`<p>${current}</p>`;
setTimeout(function tick() {
  tick();
}, 10);
const lazy = await import('./lazy.js');
try {
  lazy.run();
} catch (error) {
  console.log(error.message);
}
export default function start(...names) {
  return names.map((name) => Store.of(name).size);
}
