#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// JavaScript and TypeScript: edges that the language leaves no doubt about, and names that must stay unbound.

TEST_CASE("what ECMAScript modules import is what other modules export") {
  SmallTree tree({
      {"math.js", R"(export function add(a, b) { return a + b; }
export const twice = (n) => add(n, n);
function hidden() {}
function plain() {}
export { plain as renamed, hidden as default };
)"},
      {"more.js", R"(export default class Shape { area() { return 0; } static unit() { return new Shape(); } }
export { add as plus } from "./math.js";
export * from "./star";
export * as maths from "./math.js";
)"},
      {"star/index.js", R"(import { twice } from "../math.js";
export function starred() { return twice(1); }
export { twice };
export default function never() {}
)"},
      {"anonymous.js", "export default () => 1;\n"},
      {"main.js", R"(import hide, { add, renamed as again } from "./math";
import Shape, { plus, starred, maths, twice } from "./more.js";
import * as all from "./math.js";
import anonymous from "./anonymous.js";
import { add as external } from "some-package";
export function run() {
  hide();
  again();
  plus(1, 2);
  starred();
  maths.twice(3);
  all.add(1, 2);
  twice(4);
  anonymous();
}
export function none() {
  external(1, 2);
  plain();
  all.hidden();
  never();
  add.call(null);
}
export function shape() {
  Shape.unit().area();
  new Shape().area();
}
)"},
  });
  CHECK(tree.calls("math.js", "twice") == "math:add");
  CHECK(tree.calls("star/index.js", "starred") == "math:twice");
  CHECK(tree.calls("main.js", "run") ==
        "math:hidden math:plain math:add index:starred math:twice math:add math:twice anonymous:default");
  CHECK(tree.calls("main.js", "none") == "");
  CHECK(tree.calls("more.js", "Shape.unit") == "more:Shape");
  CHECK(tree.calls("main.js", "shape") == "more:Shape.unit more:Shape.area more:Shape more:Shape.area");
}

TEST_CASE("barrels that export each other end, and hidden names stay hidden") {
  SmallTree tree({
      {"a.ts", "export * from './b';\nexport * from './c';\nfunction f() {}\n"},
      {"b.ts", "export * from './a';\nexport * from './b';\nexport * from './c';\n"},
      {"c.ts", "export * from './a';\nexport * from './b';\nexport function f() {}\nexport { g } from './a';\n"},
      {"use.ts", "import { f, g } from './b';\nfunction run() { f(); g(); }\n"},
  });
  CHECK(tree.calls("use.ts", "run") == "c:f");
}

TEST_CASE("CommonJS modules are read as values") {
  SmallTree tree({
      {"one.cjs", "module.exports = function single(a) { return a; };\n"},
      {"many.cjs", R"(function first() {}
const second = () => first();
module.exports = { first, other: second, third() { return 3; } };
)"},
      {"props.cjs", "exports.go = function () {};\nmodule.exports.stop = () => exports.go();\n"},
      {"Store.cjs", R"(function Store() { this.items = []; }
Store.prototype.add = function (item) { this.check(item); return this; };
Store.prototype.check = function (item) {};
Store.open = function () { return new Store(); };
module.exports = Store;
)"},
      {"main.cjs", R"(const one = require("./one.cjs");
const many = require("./many.cjs");
const { go, stop: halt } = require("./props.cjs");
const Store = require("./Store.cjs");
const fs = require("fs");
function run() {
  one(1);
  many.first();
  many.other();
  many.third();
  go();
  halt();
  fs.first();
}
function store() {
  new Store().add(1).check(2);
  Store.open().add(3);
}
)"},
  });
  CHECK(tree.calls("many.cjs", "second") == "many:first");
  CHECK(tree.calls("main.cjs", "run") ==
        "one:single many:first many:second many:third props:go props:stop");
  CHECK(tree.calls("Store.cjs", "Store.add") == "Store:Store.check");
  CHECK(tree.calls("main.cjs", "store") == "Store:Store Store:Store.add Store:Store.check Store:Store.open Store:Store.add");
}

TEST_CASE("types lead to members, in classes, interfaces and what they extend") {
  SmallTree tree({
      {"shapes.ts", R"(export interface Named { name(): string; }
export interface Shape extends Named { area(): number; scale(by: number): this; }
export abstract class Base implements Named {
  name(): string { return this.label(); }
  protected abstract label(): string;
  chain(): this { return this; }
}
export class Circle extends Base {
  private peer?: Circle;
  constructor(private readonly store: Store) { super(); }
  label() { return super.name(); }
  area() { this.peer?.area(); return this.store.find("x").size(); }
  static of(n: number): Circle { return new Circle(new Store()); }
  of() {}
}
export class Store { find(key: string): Item { return new Item(); } all(): Item[] { return []; } async load(): Promise<Item> { return new Item(); } }
export class Item { size(): number { return 1; } }
export function pick(a: string): Item;
export function pick(a: number): Item;
export function pick(a: any): Item { return new Item(); }
)"},
      {"use.ts", R"(import type { Shape } from "./shapes";
import { Circle, Store, pick } from "./shapes.js";
import * as shapes from "./shapes";
export function typed(s: Shape, store: Store, other: shapes.Item, u: unknown) {
  s.scale(2).area();
  s.name();
  store.all()[0].size();
  other.size();
  u.size();
}
export async function made() {
  const c = Circle.of(1);
  c.chain().area();
  c.of();
  pick("a").size();
  (await new Store().load()).size();
  for (const item of new shapes.Store().all()) item.size();
}
const local = { start() { this.stop(); }, stop() {} };
export const later = () => local.start();
function shadow(pick: () => void) { pick(); }
)"},
  });
  CHECK(tree.calls("shapes.ts", "Base.name") == "shapes:Base.label");
  CHECK(tree.calls("shapes.ts", "Circle.label") == "shapes:Base.name");
  CHECK(tree.calls("shapes.ts", "Circle.area") == "shapes:Circle.area shapes:Store.find shapes:Item.size");
  CHECK(tree.calls("shapes.ts", "Circle.of") == "shapes:Circle shapes:Store");
  CHECK(tree.calls("use.ts", "typed") == "shapes:Shape.scale shapes:Shape.area shapes:Named.name shapes:Store.all shapes:Item.size "
                                         "shapes:Item.size");
  CHECK(tree.calls("use.ts", "made") == "shapes:Circle.of shapes:Base.chain shapes:Circle.area shapes:Circle.of shapes:pick "
                                        "shapes:Item.size shapes:Store shapes:Store.load shapes:Item.size shapes:Store shapes:Store.all "
                                        "shapes:Item.size");
  CHECK(tree.calls("use.ts", "local.start") == "use:local.stop");
  CHECK(tree.calls("use.ts", "later") == "use:local.start");
  CHECK(tree.calls("use.ts", "shadow") == "");
}

TEST_CASE("of overload signatures without a body all that take the arguments may be meant") {
  SmallTree tree({{"a.ts", R"(interface Codec { read(): void; read(from: string): void; read(from: number, again?: number): void; }
function run(c: Codec) {
  c.read();
  c.read("x");
}
)"}});
  CHECK(tree.calls("a.ts", "run") == "a:Codec.read a:Codec.read a:Codec.read");
}

TEST_CASE("manifests say where packages and aliases lie") {
  SmallTree tree({
      {"packages/core/package.json", R"({"name": "@acme/core", "exports": {".": {"import": "./dist/index.mjs"}, "./sub/*": "./src/sub/*.ts"},
 "imports": {"#internal": "./src/internal.ts"}})"},
      {"packages/core/src/index.ts", "import { deep } from '#internal';\nexport function core() { deep(); }\n"},
      {"packages/core/src/internal.ts", "export function deep() {}\n"},
      {"packages/core/src/sub/x.ts", "export function x() {}\n"},
      {"packages/core/src/hidden.ts", "export function hidden() {}\n"},
      {"packages/app/tsconfig.json", R"({ // comments and a comma at the end
  "extends": "../../tsconfig.base.json", "compilerOptions": {"strict": true,},})"},
      {"tsconfig.base.json", R"({"compilerOptions": {"baseUrl": ".", "paths": {"~lib/*": ["packages/app/lib/*"]}}})"},
      {"packages/app/lib/tool.tsx", "export function tool() { return <Panel/>; }\nfunction Panel() { return <div/>; }\n"},
      {"packages/app/main.ts", R"(import { core } from "@acme/core";
import { x } from "@acme/core/sub/x";
import { tool } from "~lib/tool";
import { absolute } from "packages/app/absolute";
import { hidden } from "@acme/other/src/hidden";
function run() { core(); x(); tool(); absolute(); hidden(); }
)"},
      {"packages/app/absolute.ts", "export function absolute() {}\n"},
  });
  CHECK(tree.calls("packages/core/src/index.ts", "core") == "internal:deep");
  CHECK(tree.calls("packages/app/lib/tool.tsx", "tool") == "tool:Panel");
  CHECK(tree.calls("packages/app/main.ts", "run") == "index:core x:x tool:tool absolute:absolute");
}

TEST_CASE("declare module adds members to an interface of that module") {
  SmallTree tree({
      {"store.ts", "export interface Store {\n  size(): number;\n}\nexport const Store = 1;\nexport function open(): Store { return null as any; }\n"},
      {"more.ts", "import { open } from \"./store\";\ndeclare module \"./store\" {\n  interface Store {\n    sold(): number;\n  }\n}\n"},
      {"main.ts", "import { open } from \"./store\";\nimport \"./more\";\nexport function run() {\n  open().size();\n  open().sold();\n}\n"},
  });
  CHECK(tree.uses("main.ts", 4) == "store:open store:Store.size");
  CHECK(tree.uses("main.ts", 5) == "store:open more:./store.Store.sold");
  CHECK(tree.uses("more.ts", 3) == "store:Store");
}
