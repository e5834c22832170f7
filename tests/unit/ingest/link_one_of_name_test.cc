#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

TEST_CASE("a type of Scala is meant where a type stands and its companion elsewhere") {
  SmallTree tree({{"Monoid.scala", R"(package m
trait Monoid { def one: Int }
object Monoid {
  class Free extends Monoid
  val unit = 1
}
)"},
                  {"Uses.scala", R"(package uses
import m.Monoid
class Uses(given: Monoid) {
  val read = Monoid.unit
  val inner: Monoid.Free = null
}
)"}});
  CHECK(tree.edges(cg::EdgeKind::kUsesType) == "uses.Uses>m.Monoid uses.Uses>m.Monoid.Free");
  CHECK(tree.uses("Uses.scala", 2) == "Monoid:m.Monoid Monoid:m.Monoid");  // an import brings both
  CHECK(tree.target_line("Uses.scala", 3, "Monoid") == 2);
  CHECK(tree.target_line("Uses.scala", 4, "Monoid") == 3);
  CHECK(tree.target_line("Uses.scala", 5, "Monoid") == 3);
  CHECK(tree.target_line("Monoid.scala", 4, "Monoid") == 2);
}

TEST_CASE("of a module that is written in several files the one that is called like it is meant") {
  SmallTree tree({{"lib/a.rb", "module Shop\n  class Item\n  end\nend\n"},
                  {"lib/deep/shop.rb", "module Shop\n  class Order\n  end\nend\n"},
                  {"main.rb", "puts Shop.name\n"}});
  CHECK(tree.uses("main.rb", 1) == "shop:Shop");
}

TEST_CASE("a module that is opened by its path is the one inside the other") {
  SmallTree tree({{"a.rb", "module A\nend\nmodule A::B\n  def self.run(n)\n    n\n  end\n  class C\n    def go(n)\n      n\n    end\n  end\nend\n"},
                  {"main.rb", "def main\n  A::B.run(1)\n  A::B::C.new.go(2)\nend\n"}});
  CHECK(tree.calls("main.rb", "main") == "a:A::B::run a:A::B::C a:A::B::C::go");
}

TEST_CASE("parts of a class are one class, and classes that differ in type parameters are not") {
  SmallTree tree({{"Reader.Async.cs", "namespace N { public partial class Reader { public int Later() => 1; } }\n"},
                  {"Reader.cs", "namespace N { public partial class Reader { public int Now() => 1; } }\n"},
                  {"Box.cs", "namespace N { public class Box { } public class Box<T> { } }\n"},
                  {"Use.cs", R"(namespace N {
  public class Use {
    public Reader Take(Reader r) { return r; }
    public Box Hold;
  }
}
)"}});
  CHECK(tree.uses("Use.cs", 3) == "Reader:N.Reader Reader:N.Reader");
  CHECK(tree.path_of("Use.cs", 3, "Reader") == "Reader.cs");
  CHECK(tree.uses("Use.cs", 4).empty());
}

TEST_CASE("an alias of a generic type of Scala leads to its members") {
  SmallTree tree({{"a.scala", R"(package a
class Step[F, A](val run: A) {
  def next(other: A): Step[F, A] = this
}
object Types {
  type Named[A] = Step[String, A]
  type Whole = Named[Int]
}
class Uses {
  def chained(step: Types.Named[Long]): Unit = step.next(1L)
  def again(step: Types.Whole): Unit = step.next(3)
}
)"}});
  CHECK(tree.calls("a.scala", "a.Uses.chained") == "a:a.Step.next");
  CHECK(tree.calls("a.scala", "a.Uses.again") == "a:a.Step.next");
}

TEST_CASE("a class of Kotlin whose constructors are all in its body has none in its head") {
  SmallTree tree({{"a.kt", R"(package a
class Builder {
    constructor() {}
    constructor(text: String) {}
    fun build(): Int = 1
}
class Response {
    constructor(code: Int = 200) {}
}
fun use() {
    Builder().build()
    Builder("x").build()
}
fun plain() {
    Response()
}
)"}});
  CHECK(tree.calls("a.kt", "a.plain") == "a:a.Response.constructor");
  CHECK(tree.calls("a.kt", "a.use") == "a:a.Builder.constructor a:a.Builder.build a:a.Builder.constructor a:a.Builder.build");
}

TEST_CASE("type arguments that are written tell generic functions from others, and constructors of the class itself are not called") {
  SmallTree tree({{"a.cs", R"(namespace N {
  public class Settings {
    static Settings() { }
    public Settings() { }
  }
  public class Json {
    public static object Read(string text) { return null; }
    public static T Read<T>(string text) { return default(T); }
    public static T Same<T>(T one, int two) { return one; }
  }
  public class Use {
    public void Typed() { Json.Read<Use>("x"); }
    public void Plain() { Json.Read("x"); }
    public void Told() { Json.Same("x", 1); }
    public void Fresh() { new Settings(); }
  }
}
)"}});
  CHECK(tree.target_line("a.cs", 12, "Json.Read") == 8);
  CHECK(tree.target_line("a.cs", 13, "Json.Read") == 7);
  CHECK(tree.target_line("a.cs", 14, "Json.Same") == 9);
  CHECK(tree.target_line("a.cs", 15, "Settings.Settings") == 4);
}

TEST_CASE("a function of a script of Ruby is there for what lies beside it and for those who require it, one of lib for all") {
  SmallTree tree({{"bench/run.rb", "def site\n  1\nend\n"},
                  {"bench/more.rb", "site\n"},
                  {"lib/mixin.rb", "module Mixin\n  def all\n    site\n  end\nend\n"},
                  {"Rakefile", "def version\n  2\nend\n"},
                  {"rake/release.rake", "puts version\n"},
                  {"lib/asks.rb", "require_relative '../bench/run'\nsite()\n"},
                  {"lib/words.rb", "def shout\n  3\nend\n"},
                  {"test/helper.rb", "require 'words'\n"},
                  {"test/words_test.rb", "require_relative 'helper'\nshout\n"}});
  CHECK(tree.uses("bench/more.rb", 1) == "run:site");
  CHECK(tree.uses("lib/mixin.rb", 3).empty());
  CHECK(tree.target_line("rake/release.rake", 1, "version") == 1);
  CHECK(tree.target_line("lib/asks.rb", 2, "site") == 1);
  CHECK(tree.target_line("test/words_test.rb", 2, "shout") == 1);
}
