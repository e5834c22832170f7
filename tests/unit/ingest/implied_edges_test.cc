#include "libcg/ingest/test_code.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// Edges that follow from others: which member of a base a member stands for, and what tests test. Only what is certain has one.

using cg::EdgeKind;

TEST_CASE("members of C++ override what is virtual and has their parameters") {
  SmallTree tree({
      {"base.h", R"(
class Base {
 public:
  virtual int run(int a);
  virtual void stop() = 0;
  virtual void put(int a);
  virtual void put(Base* a);
  void plain();
  static void make();
};
class Middle : public Base { void run(); };
)"},
      {"derived.h", "#include \"base.h\"" R"(
class Derived : public Middle {
  int run(int a) override;
  void stop();
  void put(Base* a);
  void put(int a, int b);
  void plain();
  static void make();
};
class Last : public Derived { void stop() {} void run(int a, int b) {} };
)"},
      {"derived.cc", "#include \"derived.h\"\nint Derived::run(int a) { return a; }\n"},
  });
  CHECK(tree.edges(EdgeKind::kOverrides) ==
        "Derived::run>Base::run Derived::stop>Base::stop Derived::put>Base::put Last::stop>Derived::stop");
}

TEST_CASE("members of Java override by their parameters' types, not by their name") {
  SmallTree tree({
      {"a/Base.java", R"(package a;
interface Shape { double area(); default String name() { return ""; } }
abstract class Base<T> implements Shape {
  abstract void put(T item, int at);
  void put(String text) {}
  private void own() {}
  static void make() {}
}
)"},
      {"a/Square.java", R"(package a;
class Square extends Base<Integer> {
  public double area() { return 1; }
  @Override void put(Integer item, int at) {}
  void put(int other) {}
  void own() {}
  static void make() {}
  public String name() { return "square"; }
}
)"},
  });
  CHECK(tree.edges(EdgeKind::kOverrides) == "a.Square.area>a.Shape.area a.Square.put>a.Base.put a.Square.name>a.Shape.name");
}

TEST_CASE("methods of impl blocks implement those of their trait") {
  SmallTree tree({
      {"src/lib.rs", R"(
pub trait Draw { fn draw(self: Box<Self>); fn new() -> Self; fn twice(&self) {} }
pub trait Other { fn draw(&self); }
pub struct Pen;
impl Draw for Pen { fn draw(self: Box<Self>) {} fn new() -> Self { Pen } }
impl Pen { fn twice(&self) {} }
impl std::fmt::Display for Pen { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } }
)"},
  });
  CHECK(tree.edges(EdgeKind::kOverrides) == "Pen::draw>Draw::draw Pen::new>Draw::new");
}

TEST_CASE("types of Go implement the interfaces whose methods they all have") {
  SmallTree tree({
      {"go.mod", "module shop\n"},
      {"shop.go", R"(package shop

type Reader interface { Read(p []byte) int }
type Closer interface { Close() error; hidden() }
type Both interface { Reader; Close() error }
type File struct{}
func (f *File) Read(p []byte) int { return 0 }
func (f *File) Close() error { return nil }
type Half struct{}
func (h Half) Read(p string) int { return 0 }
type Wrapped struct { *File }
func (w Wrapped) Sync() {}
)"},
  });
  CHECK(tree.edges(EdgeKind::kImplements) == "shop.File>shop.Reader shop.File>shop.Both");
  CHECK(tree.edges(EdgeKind::kOverrides) == "shop.File.Read>shop.Reader.Read shop.File.Close>shop.Both.Close");
}

TEST_CASE("methods of Python and TypeScript override those of the nearest base") {
  SmallTree tree({
      {"base.py", "class Base:\n    def run(self): pass\n    @staticmethod\n    def make(): pass\n"},
      {"shop.py", "from base import Base\nclass Shop(Base):\n    def run(self, deep=1): pass\n    def make(self): pass\n    def other(self): pass\n"},
      {"a.ts", "export interface Sink { write(text: string): void; }\nexport class Log implements Sink { write(text: string) {} flush() {} }\n"},
      {"b.ts", "import { Log } from './a';\nclass Deep extends Log { write(text: string) {} }\n"},
  });
  CHECK(tree.edges(EdgeKind::kOverrides) == "Log.write>Sink.write Deep.write>Log.write Shop.run>Base.run");
}

TEST_CASE("bases that go round in circles override nothing twice") {
  SmallTree tree({{"a.py", "class A(B):\n    def f(self): pass\nclass B(A):\n    def f(self): pass\nclass C(C):\n    def f(self): pass\n"}});
  CHECK(tree.edges(EdgeKind::kOverrides) == "A.f>B.f B.f>A.f");
}

TEST_CASE("tests test what they call outside the tests, once for each") {
  SmallTree tree({
      {"shop.py", "def price(): return tax()\ndef tax(): return 1\nclass Shop:\n    def run(self): price()\n"},
      {"tests/helpers.py", "from shop import Shop\ndef shop(): return Shop()\n"},
      {"tests/test_shop.py", R"(
from shop import price, Shop
from helpers import shop
def test_price():
    price()
    price()
class TestShop:
    def test_run(self):
        Shop().run()
    def test_helper(self):
        shop()
)"},
      {"src/lib.rs", R"(
pub fn double(n: u32) -> u32 { n * 2 }
#[cfg(test)]
mod tests {
    use super::*;
    fn check() { double(1); }
    #[test]
    fn doubles() { check(); }
}
)"},
      {"cart.js", "export function total() { return 1; }\n"},
      {"cart.spec.js", "import { total } from './cart.js';\nit('adds', () => { total(); });\n"},
  });
  CHECK(tree.edges(EdgeKind::kTests) ==
        "cart.spec.js>total tests::check>double shop>Shop test_price>price TestShop.test_run>Shop TestShop.test_run>Shop.run");
  CHECK(tree.tests("shop.py", "tax") == "test_price/2 TestShop.test_run/3");
  CHECK(tree.tests("shop.py", "Shop") == "TestShop.test_run/1 TestShop.test_helper/2");
  CHECK(tree.tests("src/lib.rs", "double") == "tests::doubles/2");
  CHECK(tree.tests("cart.js", "total") == "cart.spec.js/1");
}

TEST_CASE("a path says whether it holds tests as runners of its language do") {
  for (const auto& [path, language] : {std::pair("tests/a.py", "python"), {"src/test/java/A.java", "java"}, {"pkg/a_test.go", "go"}, {"lib/a.spec.ts", "typescript"},
                                       {"a/FooTest.java", "java"}, {"spec/a_spec.rb", "ruby"}, {"conftest.py", "python"}, {"t/run.bats", "bash"}}) {
    INFO(path);
    CHECK(cg::ingest::is_test_path(path, language));
  }
  for (const auto& [path, language] : {std::pair("src/testing.py", "python"), {"contest.go", "go"}, {"spec/a.go", "go"}, {"latest/a.ts", "typescript"},
                                       {"Test.java", "java"}, {"test.c", "c"}, {"a/Contest.java", "java"}}) {
    INFO(path);
    CHECK_FALSE(cg::ingest::is_test_path(path, language));
  }
}
