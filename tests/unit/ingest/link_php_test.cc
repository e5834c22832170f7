#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// PHP: namespaces and use, classes, traits, interfaces, static calls and typed properties.

TEST_CASE("names of PHP follow namespaces and use") {
  SmallTree tree({
      {"src/Model/User.php", R"(<?php
namespace App\Model;
class User {
  public function name(): string { return clean($this->raw()); }
  private function raw() { return strlen("x"); }
  public static function find(int $id): self { return new self(); }
  public static function make(): static { return new static(); }
}
function clean($s) { return $s; }
)"},
      {"src/Support/functions.php", R"(<?php
namespace App\Support;
function slug($s) { return helper($s); }
function helper($s) { return \global_one($s) . global_two($s); }
class Text { public static function of($s): Text { return new Text(); } public function up(): Text { return $this; } }
)"},
      {"globals.php", "<?php\nfunction global_one($s) {}\nfunction global_two($s) {}\nfunction name() {}\n"},
      {"src/main.php", R"(<?php
namespace App;
use App\Model\User;
use App\Model\User as Person;
use App\Support\{Text, Text as Words};
use App\Support;
use function App\Support\slug;
use Vendor\Package\Client;
function run() {
  slug("a");
  User::find(1)->name();
  Person::make()->name();
  Text::of("a")->up()->up();
  Words::of("b");
  Support\helper("x");
  \App\Model\clean("y");
  Model\clean("z");
  \global_one("q");
  (new \App\Model\User())->name();
}
function none(Client $client, $unknown) {
  $client->name();
  $unknown->name();
  Client::find(1);
  clean("x");
  \slug("x");
  Missing::make();
}
function typed(User $user, ?Person $person, User|Text $either) {
  $user->name();
  $person?->name();
  $either->up();
  $made = new User();
  $made->name();
  array_map(fn() => $user->name(), []);
}
)"},
  });
  CHECK(tree.calls("src/Model/User.php", "App\\Model::User::name") == "User:App\\Model::clean User:App\\Model::User::raw");
  CHECK(tree.calls("src/Support/functions.php", "App\\Support::slug") == "functions:App\\Support::helper");
  CHECK(tree.calls("src/Support/functions.php", "App\\Support::helper") == "globals:global_one globals:global_two");
  CHECK(tree.calls("src/main.php", "App::run") ==
        "functions:App\\Support::slug User:App\\Model::User::find User:App\\Model::User::name User:App\\Model::User::make "
        "User:App\\Model::User::name functions:App\\Support::Text::of functions:App\\Support::Text::up "
        "functions:App\\Support::Text::of functions:App\\Support::helper User:App\\Model::clean User:App\\Model::clean globals:global_one "
        "User:App\\Model::User User:App\\Model::User::name");
  CHECK(tree.calls("src/main.php", "App::none") == "");
  CHECK(tree.calls("src/main.php", "App::typed") ==
        "User:App\\Model::User::name User:App\\Model::User::name functions:App\\Support::Text::up User:App\\Model::User "
        "User:App\\Model::User::name User:App\\Model::User::name");
}

TEST_CASE("classes of PHP find members in parents, traits, interfaces and properties") {
  SmallTree tree({
      {"lib.php", R"(<?php
namespace Lib;
interface Logger { public function log(string $m): void; }
trait Logs {
  private Logger $logger;
  protected function note(string $m) { $this->logger->log($m); $this->describe(); }
  public static function boot() { return new static(); }
}
abstract class Base {
  use Logs;
  public function __construct(protected Queue $queue) { $this->setUp(); }
  protected function setUp(): void {}
  abstract public function handle(Job $job);
  public static function create(): static { return new static(new Queue()); }
  public function describe() { return static::label() . self::label(); }
  public static function label() { return ""; }
}
class Queue {
  private array $jobs = [];
  public ?Job $last = null;
  public function push(Job $job): static { $this->jobs[] = $job; return $this; }
  public function pop(): ?Job { return $this->last; }
}
class Job { public function run() {} const KIND = 1; }
enum Level: int { case Low = 1; public function label() { return self::from(1); } public static function top(): self { return self::Low; } }
)"},
      {"worker.php", R"(<?php
use Lib\Base;
use Lib\{Job, Level, Queue};
class Worker extends Base {
  private Job $current;
  public function __construct(Queue $queue) { parent::__construct($queue); $this->helper = new Helper(); }
  protected function setUp(): void { parent::setUp(); $this->note("x"); }
  public function handle(Job $job) {
    $this->queue->push($job)->push($job)->pop()->run();
    $this->queue->last->run();
    $this->current->run();
    $this->helper->assist($this);
    Level::top()->label();
    Level::Low->label();
    self::label();
    static::create()->describe();
    $this->missing();
    parent::missing();
    $job->pop();
  }
}
class Helper { public function assist(Base $b) { $b->handle(new Job()); $b->describe(); } }
$worker = Worker::create();
$worker->handle(new Job());
Worker::boot();
)"},
  });
  CHECK(tree.calls("lib.php", "Lib::Logs::note") == "lib:Lib::Logger::log");
  CHECK(tree.calls("lib.php", "Lib::Base::__construct") == "lib:Lib::Base::setUp");
  CHECK(tree.calls("lib.php", "Lib::Base::describe") == "lib:Lib::Base::label");
  CHECK(tree.calls("lib.php", "Lib::Base::create") == "lib:Lib::Base lib:Lib::Queue");
  CHECK(tree.calls("worker.php", "Worker::__construct") == "lib:Lib::Base::__construct worker:Helper");
  CHECK(tree.calls("worker.php", "Worker::setUp") == "lib:Lib::Base::setUp lib:Lib::Logs::note");
  CHECK(tree.calls("worker.php", "Worker::handle") ==
        "lib:Lib::Queue::push lib:Lib::Queue::pop lib:Lib::Job::run lib:Lib::Job::run lib:Lib::Job::run worker:Helper::assist "
        "lib:Lib::Level::top lib:Lib::Level::label lib:Lib::Level::label lib:Lib::Base::label lib:Lib::Base::create lib:Lib::Base::describe");
  CHECK(tree.calls("worker.php", "Helper::assist") == "lib:Lib::Base::handle lib:Lib::Job lib:Lib::Base::describe");
  CHECK(tree.calls("worker.php", "") == "lib:Lib::Base::create worker:Worker::handle lib:Lib::Job lib:Lib::Logs::boot");
}

TEST_CASE("inheritance loops and self-inheritance end") {
  SmallTree tree({{"loop.php", R"(<?php
class A extends B { function f() { $this->g(); $this->missing(); } }
class B extends A { function g() { $this->f(); } }
class C extends C { function h() { $this->h(); parent::h(); $this->missing(); } }
)"}});
  CHECK(tree.calls("loop.php", "A::f") == "loop:B::g");
  CHECK(tree.calls("loop.php", "B::g") == "loop:A::f");
  CHECK(tree.calls("loop.php", "C::h") == "loop:C::h");
}
