#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// Types that doc comments give to what the language leaves untyped.

TEST_CASE("PHP's doc comments type properties, parameters and results") {
  SmallTree tree({{"lib.php", R"(<?php
namespace Lib;
class Engine { public function go() {} }
class Model { public function save() {} }
class Rival { public function go() {} public function save() {} }
)"},
                  {"car.php", R"(<?php
namespace App;
use Lib\Engine;
/** @template TModel of \Lib\Model */
class Car {
    /**
     * What drives it.
     *
     * @var \Lib\Engine
     */
    protected $engine;
    /** @var Engine|null */
    private $spare;
    /** @var TModel */
    private $model;
    /** @return Engine the one in use */
    public function current() { return $this->any(); }
    /** @return Engine[] */
    public function every(): array { return []; }
    /** @return mixed */
    public function any() { return $this->spare; }
    /**
     * @param  Engine  $other
     * @param  array<int, Engine>  $list
     * @return $this
     */
    public function take($other, array $list) { $other->go(); }
    public function own() { $this->engine->go(); }
    public function nullable() { $this->spare->go(); }
    public function bounded() { $this->model->save(); }
    public function result() { $this->current()->go(); }
    public function inferred() { $this->any()->go(); }
    public function listed() { foreach ($this->every() as $one) { $one->go(); } }
    /** @param array<int, Engine> $list */
    public function given($list) { foreach ($list as $one) { $one->go(); } }
    public function chained() { $this->take(1, [])->own(); }
    /** @param \Nowhere\Engine $other */
    public function foreign($other) { $other->go(); }
}
)"}});
  for (const char* method : {"take", "own", "nullable", "given"}) {
    INFO(method);
    CHECK(tree.calls("car.php", std::string("App::Car::") + method) == "lib:Lib::Engine::go");
  }
  CHECK(tree.calls("car.php", "App::Car::bounded") == "lib:Lib::Model::save");
  CHECK(tree.calls("car.php", "App::Car::result") == "car:App::Car::current lib:Lib::Engine::go");
  CHECK(tree.calls("car.php", "App::Car::inferred") == "car:App::Car::any lib:Lib::Engine::go");
  CHECK(tree.calls("car.php", "App::Car::listed") == "car:App::Car::every lib:Lib::Engine::go");
  CHECK(tree.calls("car.php", "App::Car::chained") == "car:App::Car::take car:App::Car::own");
  CHECK(tree.calls("car.php", "App::Car::foreign").empty());
}

TEST_CASE("JSDoc types parameters, results and variables") {
  SmallTree tree({{"lib.js", "export class Engine { go() {} }\nexport class Rival { go() {} }\n"},
                  {"car.js", R"(import { Engine } from './lib.js';
/**
 * @param {?Engine} engine - what drives it
 * @param {Engine} [spare=null]
 * @returns {Engine}
 */
export function take(engine, spare) { engine.go(); return spare; }
/** @param {Engine} [spare=null] */
function optional(spare) { spare.go(); }
/** @param {{engine: Engine}} o
 *  @param {string} s */
function shapes(o, s) { o.go(); s.go(); }
/** @param {Array<Engine>} all */
function listed(all) { for (const one of all) one.go(); }
/** @type {Engine} */
const shared = make();
function result() { take().go(); }
function variable() { shared.go(); }
/** @returns {Promise<Engine>} */
async function later() {}
async function waited() { (await later()).go(); }
)"}});
  for (const char* function : {"take", "optional", "listed", "variable"}) {
    INFO(function);
    CHECK(tree.calls("car.js", function) == "lib:Engine.go");
  }
  CHECK(tree.calls("car.js", "shapes").empty());
  CHECK(tree.calls("car.js", "result") == "car:take lib:Engine.go");
  CHECK(tree.calls("car.js", "waited") == "car:later lib:Engine.go");
}

TEST_CASE("YARD types parameters and results of Ruby, whichever order it has") {
  SmallTree tree({{"car.rb", R"(module Cars
  class Engine; def go; end; end
  class Rival; def go; end; end
  class Car
    # @param engine [Engine] what drives it
    # @return [Cars::Engine, nil]
    def take(engine)
      engine.go
    end
    # @param [Array<Cars::Engine>] all
    def listed(all)
      all.first.go
    end
    def result
      take(1).go
    end
  end
end
)"}});
  CHECK(tree.calls("car.rb", "Cars::Car::take") == "car:Cars::Engine::go");
  CHECK(tree.calls("car.rb", "Cars::Car::listed") == "car:Cars::Engine::go");
  CHECK(tree.calls("car.rb", "Cars::Car::result") == "car:Cars::Car::take car:Cars::Engine::go");
}
