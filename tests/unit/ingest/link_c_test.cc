#include "tests/unit/catch.h"
#include "tests/unit/ingest/small_tree.h"

// C: what a file has read of others, and what the linker brings together without its having read it.

TEST_CASE("a file of C uses what it has read, and what the linker brings") {
  SmallTree tree({
      {"win/compat.h", "#define strcasecmp _stricmp\n#define LIMIT 10\ntypedef unsigned long u_word;\nvoid release(void *p);\n"},
      {"src/words.h", "#define LIMIT 20\nint measure(int n);\n"},
      {"src/measure.c", "#include \"words.h\"\nint measure(int n) { return n; }\nint unseen(int n) { return n; }\nstatic int own(void) { return 1; }\n"},
      {"src/main.c", R"(#include "words.h"
int main(void) {
  strcasecmp("a", "b");
  int n = LIMIT;
  u_word w = 0;
  release(&n);
  unseen(n);
  own();
  return measure(n);
}
)"},
  });
  CHECK(tree.uses("src/main.c", 3).empty());  // the library's, not the macro of a header for another system
  CHECK(tree.uses("src/main.c", 4) == "words:LIMIT");
  CHECK(tree.uses("src/main.c", 5).empty());
  CHECK(tree.uses("src/main.c", 6).empty());  // a declaration that this file has not read says nothing to it
  CHECK(tree.calls("src/main.c", "main") == "measure:unseen measure:measure");
}

TEST_CASE("a macro that stands in a struct or function is the file's") {
  SmallTree tree({
      {"item.h", "struct item {\n#define ITEM_BUSY 1\n  int flags;\n#define ITEM_USED(i) ((i)->flags != 0)\n};\n"},
      {"main.c", R"(#include "item.h"
int ready(struct item *i) {
#define WANTED ITEM_BUSY
  return ITEM_USED(i) || i->flags == WANTED;
}
int later(void) { return WANTED; }
)"},
  });
  CHECK(tree.uses("main.c", 4) == "item:ITEM_USED item:item::flags main:WANTED");
  CHECK(tree.uses("main.c", 6) == "main:WANTED");
}

TEST_CASE("a list of X macros uses what its includers define") {
  SmallTree tree({
      {"main.c", "#include \"make.h\"\n#include \"list.h\"\n"},
      {"make.h", "#define ENTRY(name) int name;\n"},
      {"other.h", "#define OTHER(name) int name;\n"},
      {"list.h", "ENTRY(one)\nOTHER(two)\n"},
  });
  CHECK(tree.uses("list.h", 1) == "make:ENTRY");
  CHECK(tree.uses("list.h", 2).empty());
}

TEST_CASE("a declared name in parentheses keeps macros from expanding it, and is the name") {
  SmallTree tree({
      {"api.h", "#define API extern\nAPI void (push)(int n);\nAPI int (size)(void);\n"},
      {"api.c", "#include \"api.h\"\nAPI void (push)(int n) { size(); }\nAPI int (size)(void) { return 1; }\n"},
  });
  CHECK(tree.calls("api.c", "push") == "api:size");
}

TEST_CASE("a compilation database says where headers are, what is read first, and what names stand for") {
  const std::pair<std::string_view, std::string_view> files[] = {
      {"one/config.h", "void start(int one);\n#define LIMIT 1\n"},
      {"two/config.h", "void start(int two);\n#define LIMIT 2\n"},
      {"two/first.h", "#define FIRST 1\n"},
      {"src/main.c", "#include <config.h>\nint main(void) {\n  int n = LIMIT + FIRST;\n  ALLOC(n);\n  return 0;\n}\nvoid je_alloc(int n) { (void)n; }\n"},
      {"src/other.c", "#include <config.h>\nint other(void) { return LIMIT; }\n"},
      {"src/later.c", "#include <missing.h>\nint later(void) { return 0; }\n"},
      {"deep/missing.h", "int missing;\n"},
  };
  const std::string_view database = R"([
    {"directory": "build", "file": "../src/main.c",
     "command": "cc -I ../two -isystem ../one -include ../two/first.h '-DALLOC=je_alloc' -DNDEBUG -c ../src/main.c"},
    {"directory": "build", "file": "../src/other.c", "arguments": ["cc", "-I../one", "-c", "../src/other.c"]},
    {"directory": "build", "file": "../src/later.c", "command": "cc -I../one -I/usr/include -c ../src/later.c"},
    {"directory": "/elsewhere", "file": "x.c", "command": "cc x.c"}, 7, {}
  ])";
  const auto tree_with = [&](std::string_view text) {
    return SmallTree({files[0], files[1], files[2], files[3], files[4], files[5], files[6], {"compile_commands.json", text}});
  };
  SmallTree tree = tree_with(database);
  CHECK(tree.uses("src/main.c", 1) == "config:two/config.h");
  CHECK(tree.uses("src/main.c", 3) == "config:LIMIT first:FIRST");
  CHECK(tree.uses("src/other.c", 1) == "config:one/config.h");
  CHECK(tree.calls("src/main.c", "main") == "main:je_alloc");
  CHECK(tree.uses("src/later.c", 1).empty());  // the compiler does not look there
  SmallTree without = tree_with("not json");
  CHECK(without.uses("src/later.c", 1) == "missing:deep/missing.h");
  CHECK(without.calls("src/main.c", "main").empty());
}

TEST_CASE("a member of C++ that is written outside a class which is not known is no member of a library's types") {
  SmallTree tree({
      {"use.cc", R"(#include <vector>
#include <generated.h>
int Message::size() const { return 1; }
struct Pile {
  std::vector<int> all;
  int count() { return all.size(); }
};
)"},
  });
  CHECK(tree.calls("use.cc", "Pile::count") == "");
}

TEST_CASE("a namespace opened by its path has its members for every file") {
  SmallTree tree({
      {"t.h", R"(namespace a::b {
class T { public: int size(int n) const; static int make(); };
int plain(int n);
}
)"},
      {"t.cc", R"(#include <t.h>
namespace a::b {
int T::size(int n) const { return n; }
int T::make() { return 1; }
int plain(int n) { return n; }
}
)"},
      {"u.cc", R"(#include <t.h>
namespace a::b {
int inside(T& t) { return t.size(1) + plain(2); }
}
namespace a::other {
int beside(b::T& t) { return t.size(1) + b::plain(2) + b::T::make(); }
}
int outside(a::b::T& t) { return t.size(1) + a::b::plain(2) + a::b::T::make(); }
)"},
      {"v.cc", R"(#include <t.h>
namespace short_for = a::b;
int renamed(short_for::T& t) { return t.size(1) + short_for::plain(2); }
using namespace a::b;
int brought(T& t) { return t.size(1) + plain(2); }
)"},
      {"w.cc", "namespace c::b {\nint plain(int n);\nint other(int n) { return plain(n); }\n}\n"},
  });
  CHECK(tree.calls("u.cc", "a::b::inside") == "t:a::b::T::size t:a::b::plain");
  CHECK(tree.calls("u.cc", "a::other::beside") == "t:a::b::T::size t:a::b::plain t:a::b::T::make");
  CHECK(tree.calls("u.cc", "outside") == "t:a::b::T::size t:a::b::plain t:a::b::T::make");
  CHECK(tree.calls("v.cc", "renamed") == "t:a::b::T::size t:a::b::plain");
  CHECK(tree.calls("v.cc", "brought") == "t:a::b::T::size t:a::b::plain");
  CHECK(tree.calls("w.cc", "c::b::other") == "w:c::b::plain");  // another b
}

TEST_CASE("a plain name of C++ means the functions beside its arguments' classes, too") {
  SmallTree tree({
      {"shape.h", R"(namespace shapes {
struct Shape { int area() const; };
enum class Fill { kNone };
void show(const Shape& s);
void swap(Shape& a, Shape& b);
Shape join(const Shape& a, const Shape& b);
const char* name_of(Fill fill);
namespace round { struct Circle : Shape {}; void roll(Circle c); }
}
namespace other { struct Thing {}; void swap(Thing& a, Thing& b); void show(const Thing& t); }
)"},
      {"main.cc", R"(#include "shape.h"
namespace app {
void swap(int& a, int& b) {}
struct Panel { void show(const shapes::Shape& s); void draw(shapes::Shape s) { show(s); } };
void all(shapes::Shape s, shapes::round::Circle c, int n) {
  show(s);
  swap(s, s);
  swap(n, n);
  name_of(shapes::Fill::kNone);
  roll(c);
  show(c);
  join(s, c).area();
  missing(s);
}
template <class T> void any(T t) { show(t); }
}
)"},
  });
  CHECK(tree.calls("main.cc", "app::Panel::draw") == "main:app::Panel::show");
  CHECK(tree.calls("main.cc", "app::all") ==
        "shape:shapes::show shape:shapes::swap main:app::swap shape:shapes::name_of shape:shapes::round::roll shape:shapes::show "
        "shape:shapes::join shape:shapes::Shape::area");
  CHECK(tree.calls("main.cc", "app::any").empty());
}

TEST_CASE("enumerators of a list are made where the list is used") {
  SmallTree tree({
      {"errors.h", R"src(#define MORE(X) X(LAST, "the last")
#define ERRORS(X) \
  X(NOENT, "not (there)") \
  X(BUSY, say(1, 2)) \
  MORE(X)
enum error {
#define X(code, _) E_ ## code = -1,
  ERRORS(X)
#undef X
  E_MAX
};
enum plain {
#define X(code, _) code,
  ERRORS(X)
  UNKNOWN(X)
#undef X
};
)src"},
      {"use.c", "#include \"errors.h\"\nint f(int e) { return e == E_BUSY; }\nint g(int e) { return e == E_LAST; }\nint h(int e) { return e == NOENT; }\nint i(int e) { return e == E_GONE; }\n"},
  });
  CHECK(tree.uses("use.c", 2) == "errors:error::E_BUSY");
  CHECK(tree.uses("use.c", 3) == "errors:error::E_LAST");
  CHECK(tree.uses("use.c", 4) == "errors:plain::NOENT");
  CHECK(tree.uses("use.c", 5).empty());
}

TEST_CASE("a macro that is a template parameter's default hides nothing behind it") {
  SmallTree tree({{"a.hh", R"(#
template <typename T, typename = ENABLE_IF(is_number<T>())>
int first(T x);
#
template <class T, class U = PICK(T, (1)), typename V>
int second(T x) { return first(x); }
)"}});
  CHECK(tree.calls("a.hh", "second") == "a:first");
}

TEST_CASE("a macro that is a list of members gives them to each struct in which it stands") {
  SmallTree tree({
      {"base.h", R"(#include "unix.h"
#define HANDLE_FIELDS \
  void* data; /* free for users */ \
  struct loop *loop, *next; \
  void (*close)(struct loop* l); \
  HANDLE_PRIVATE_FIELDS
struct loop { int count; };
struct timer {
  HANDLE_FIELDS
  int interval;
};
struct stream {
  HANDLE_FIELDS
};
#define SWAP(a, b) int t = a; a = b; b = t;
#define STEP count += 1; i += 1;
)"},
      {"unix.h", "#define HANDLE_PRIVATE_FIELDS unsigned int flags; struct loop* owner;\n"},
      {"main.c", R"(#include "base.h"
void run(struct timer* t, struct stream* s) {
  t->flags = 1;
  t->interval = 2;
  s->loop->count = 3;
  s->next->count = 4;
  s->owner->count = 5;
  t->close(0);
  t->count;
}
)"},
  });
  CHECK(tree.uses("main.c", 3) == "unix:HANDLE_PRIVATE_FIELDS::flags");
  CHECK(tree.uses("main.c", 4) == "base:timer::interval");
  CHECK(tree.uses("main.c", 5) == "base:HANDLE_FIELDS::loop base:loop::count");
  CHECK(tree.uses("main.c", 6) == "base:HANDLE_FIELDS::next base:loop::count");
  CHECK(tree.uses("main.c", 7) == "unix:HANDLE_PRIVATE_FIELDS::owner base:loop::count");
  CHECK(tree.uses("main.c", 8) == "base:HANDLE_FIELDS::close");
  CHECK(tree.uses("main.c", 9).empty());
  CHECK(tree.uses("base.h", 9) == "base:HANDLE_FIELDS");
  CHECK(tree.uses("base.h", 6) == "unix:HANDLE_PRIVATE_FIELDS");
}

TEST_CASE("a type in a namespace is the one of a header that the file has read") {
  SmallTree tree({
      {"port/posix.h", "namespace port {\nclass Mutex { public: void lock() {} };\n}\n"},
      {"port/example.h", "namespace port {\nclass Mutex { public: void lock(); };\n}\n"},
      {"main.cc", "#include \"port/posix.h\"\nstruct State {\n  port::Mutex mutex;\n};\nvoid f(State& s) {\n  s.mutex.lock();\n}\n"},
  });
  CHECK(tree.uses("main.cc", 3) == "posix:port posix:port::Mutex");
  CHECK(tree.calls("main.cc", "f") == "posix:port::Mutex::lock");
}

TEST_CASE("enumerators of an enum in a class are names of the class") {
  SmallTree tree({
      {"iter.cc", "class Iter {\n  enum Direction { kForward, kReverse };\n  Iter() : way_(kForward) {}\n  void turn() { way_ = kReverse; }\n  Direction way_;\n};\n"},
      {"merge.cc", "class Merge {\n  enum Direction { kForward };\n  void turn() { way_ = kForward; }\n  Direction way_;\n};\n"},
  });
  CHECK(tree.uses("iter.cc", 3) == "iter:Iter::way_ iter:Iter::Direction::kForward");
  CHECK(tree.uses("iter.cc", 4) == "iter:Iter::way_ iter:Iter::Direction::kReverse");
  CHECK(tree.uses("merge.cc", 3) == "merge:Merge::way_ merge:Merge::Direction::kForward");
}
