#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "libcg/ingest/facts_codec.h"
#include "libcg/ingest/meaning_change.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/tree_change.h"
#include "libcg/ingest/update.h"
#include "libcg/parse/extract.h"
#include "libcg/parse/language.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/index_dump.h"

// What an edit costs: which files are linked again. That what comes out is right is update_law_test.cc's.

using namespace cg;
using namespace cg::ingest;

namespace {

parse::Facts facts_of(std::string_view language, std::string_view text) {
  parse::Parser parser;
  parse::Syntax syntax;
  return parse::extract(parse::language_of_name(language), "", text, parser, syntax);
}

MeaningChange change(std::string_view language, std::string_view before, std::string_view now) {
  return compare_meaning(parse::language_of_name(language), facts_of(language, before), facts_of(language, now));
}

using Names = std::set<std::string>;
using Ordinals = std::vector<std::uint32_t>;

/// A tree in C, and its index.
class Tree {
 public:
  Tree() {
    write("set.h", "typedef struct set { int size; } set;\nset *set_new(void);\nint set_add(set *s, int x);\n");
    write("set.c", "#include \"set.h\"\nset *set_new(void) { return 0; }\nint set_add(set *s, int x) { return s->size + x; }\n");
    write("use.c", "#include \"set.h\"\nint use(void) { return set_add(set_new(), 1); }\n");
    write("make.c", "#include \"set.h\"\nset *make(void) { return set_new(); }\n");
    write("apart.c", "int apart(void) { return 3; }\nint again(void) { return apart(); }\n");
    (void)update();
  }
  void write(const std::string& path, const std::string& text) { tree_.write(path, text); }
  void remove(const std::string& path) { std::filesystem::remove(tree_.file(path)); }
  void rename(const std::string& from, const std::string& to) {
    std::filesystem::create_directories(std::filesystem::path(tree_.file(to)).parent_path());
    std::filesystem::rename(tree_.file(from), tree_.file(to));
  }

  /// Files that an update linked; 0 also stands for sites that only moved. Checks the index against a fresh one.
  std::uint64_t linked() {
    const BuildSummary summary = linked_or_built();
    REQUIRE(summary.outcome == Outcome::kUpdated);
    return summary.linked;
  }
  /// The same of any update.
  BuildSummary linked_or_built() {
    const BuildSummary summary = update();
    BuildOptions options;
    options.threads = 1;
    options.rebuild = true;
    NullEvents events;
    (void)build_index(list(), indexes_.file("fresh"), options, events);
    const std::string kept = dump_index(indexes_.file("kept")), fresh = dump_index(indexes_.file("fresh"));
    if (kept != fresh) FAIL(dump_difference(kept, fresh));
    read_ = summary.read;
    return summary;
  }
  /// Files whose definitions the last of these updates looked at.
  [[nodiscard]] std::uint64_t read() const { return read_; }

 private:
  TreeListing list() {
    NullEvents events;
    TreeOptions options;
    options.use_git = false;
    return list_tree(tree_.path(), options, events);
  }
  BuildSummary update() {
    BuildOptions options;
    options.threads = 2;
    NullEvents events;
    return update_index(list(), indexes_.file("kept"), options, events);
  }
  TemporaryDirectory tree_, indexes_;
  std::uint64_t read_ = 0;
};

}  // namespace

TEST_CASE("heads of facts say to others what whole facts say") {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(CG_TESTDATA) + "/linking")) {
    const std::string path = entry.path().string();
    const std::size_t language = parse::language_of_path(path).language;
    if (!entry.is_regular_file() || language == parse::kNoLanguage) continue;
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    parse::Parser parser;
    parse::Syntax syntax;
    const parse::Facts facts = parse::extract(language, "", text, parser, syntax);
    Program whole, head;
    whole.add("", language, facts);
    head.add("", language, decode_head(encode_facts(facts).head));
    INFO(path);
    CHECK(whole.same_as(head));
  }
}

TEST_CASE("a change of meaning is told by names") {
  CHECK(change("c", "int f(void) { return 1; }\n", "int f(void) { g(); return 2; }\n").none);

  const MeaningChange added = change("c", "int f(void);\nint h(void);\n", "int f(void);\nint g(void);\nint h(void);\n");
  CHECK_FALSE(added.none);
  CHECK_FALSE(added.unbounded);
  CHECK(added.names == Names{"g"});
  CHECK(added.now_of == Ordinals{0, 1, 3});

  const MeaningChange typed = change("c", "int f(int x);\nint h(void);\n", "int f(long x, int y);\nint h(void);\n");
  CHECK(typed.names == Names{"f"});
  CHECK(typed.now_of == Ordinals{0, kNone, 2});

  const MeaningChange moved = change("c", "int f(void);\nint g(void);\nint h(void);\n", "int g(void);\nint h(void);\nint f(void);\n");
  CHECK(moved.names == Names{"f"});
  CHECK(moved.now_of == Ordinals{0, kNone, 1, 2});

  const MeaningChange field = change("c", "struct a { int x; };\n", "struct a { int y; int x; };\n");
  CHECK(field.names == Names{"y"});
  CHECK(field.now_of == Ordinals{0, 1, 3});

  const MeaningChange included = change("c", "#include \"a.h\"\n", "#include \"b.h\"\n");
  CHECK(included.includes);
  CHECK(included.names.empty());
}

TEST_CASE("what is asked for without a name counts as its container") {
  const MeaningChange made = change("java", "class A { int f() { return 1; } }\n", "class A { A(int x) {} int f() { return 1; } }\n");
  CHECK(made.names == Names{"A"});
  const MeaningChange method = change("python", "class A:\n    def f(self): pass\n", "class A:\n    def f(self): pass\n    def g(self): pass\n");
  CHECK(method.names == Names{"g"});
  const MeaningChange based = change("python", "class A(B):\n    def f(self): pass\n", "class A(C):\n    def f(self): pass\n");
  CHECK(based.names == Names{"A", "f"});
}

TEST_CASE("what names cannot tell is said to be unbounded") {
  CHECK(change("python", "from a import x\n", "from a import *\n").unbounded);
  CHECK(change("java", "package a;\nclass A {}\n", "package b;\nclass A {}\n").unbounded);
  CHECK(change("javascript", "export default class A {}\n", "export default class B {}\n").unbounded);
  CHECK(change("cpp", "namespace a { int f(); }\n", "namespace b { int f(); }\n").unbounded);
  CHECK(change("java", "class A { int f() { return 1; } }\n", "class A { int get() { return 1; } }\n").unbounded);
  CHECK_FALSE(change("python", "import os\n", "import os\nimport sys\n").unbounded);
}

TEST_CASE("only files that ask for a changed name are linked again") {
  Tree tree;
  tree.write("apart.c", "int apart(void) { return 3; }\nstatic int more(void) { return 4; }\nint again(void) { return apart(); }\n");
  CHECK(tree.linked() == 1);
  tree.write("set.h", "typedef struct set { int size; } set;\nset *set_new(void);\nint set_add(set *s, long x);\n");
  CHECK(tree.linked() == 2);  // itself and use.c; set.c defines it and asks nobody for it
  tree.write("set.h", "int first(void);\ntypedef struct set { int size; } set;\nset *set_new(void);\nint set_add(set *s, long x);\n");
  CHECK(tree.linked() == 1);  // all others by the numbers that its symbols have now
  tree.write("use.c", "#include \"set.h\"\nint use(void) { return set_new() ? apart() : 0; }\n");
  CHECK(tree.linked() == 1);
  tree.write("use.c", "#include \"set.h\"\nint apart(void);\nint use(void) { return set_new() ? apart() : 0; }\n");
  CHECK(tree.linked() == 2);
  tree.write("apart.c", "int again(void) { return apart(); }\n");
  CHECK(tree.linked() == 2);
}

TEST_CASE("what a file sees through its includes decides what it means") {
  Tree tree;
  tree.write("set.c", "set *set_new(void) { return 0; }\nint set_add(set *s, int x) { return s->size + x; }\n");
  CHECK(tree.linked() == 2);  // and the header that it included
  tree.write("set.c", "#include \"set.h\"\nset *set_new(void) { return 0; }\nint set_add(set *s, int x) { return s->size + x; }\n");
  CHECK(tree.linked() == 2);
  tree.write("set.c", "#include <stdio.h>\n#include \"set.h\"\nset *set_new(void) { return 0; }\nint set_add(set *s, int x) { return s->size + x; }\n");
  CHECK(tree.linked() == 1);
}

TEST_CASE("of a tree in C only files are read that define what an edit asks for") {
  Tree tree;
  tree.write("apart.c", "int apart(void) { return 3; }\nint again(void) { return apart() + apart(); }\n");
  CHECK(tree.linked() == 1);
  CHECK(tree.read() == 1);
  tree.write("apart.c", "int use(void);\nint apart(void) { return 3; }\nint again(void) { return apart() + apart() + use(); }\n");
  CHECK(tree.linked() == 1);
  CHECK(tree.read() == 2);  // and use.c
  // The type of what is called, and then its member: set_new() in set.c and set.h, whose type is in set.h.
  tree.write("make.c", "#include \"set.h\"\nset *make(void) { return set_new(); }\nint count(void) { return make()->size; }\n");
  CHECK(tree.linked() == 1);
  CHECK(tree.read() == 2);
  tree.write("make.c", "#include \"set.h\"\nset *make(void) { return set_new(); }\nint count(void) { return set_new()->size; }\n");
  CHECK(tree.linked() == 1);
  CHECK(tree.read() == 3);
}

TEST_CASE("a name that nothing defines means the same whether the tree is read or not") {
  Tree tree;
  // What stands behind a member that no one has is outside of the tree; behind one that the tree mentions it may be anything.
  tree.write("one.c", "struct other { int last; };\nstatic int f(struct other *o) { return o->none; }\n");
  (void)tree.linked_or_built();
  tree.write("one.c", "struct other { int last; };\nstatic int f(struct other *o) { return o->none->last; }\n");
  CHECK(tree.linked() == 1);
  tree.write("two.c", "struct more { int x; };\nvoid g(void (*none)(struct more *m));\nint h(UNKNOWN *u, struct more *m) { return u->x(m->x, u->none.last); }\n");
  (void)tree.linked_or_built();
  tree.write("two.c", "struct more { int x; };\nvoid g(void (*none)(struct more *m));\nint h(UNKNOWN *u, struct more *m) { return u->x(m->x, u->none.last) + u->none.x(); }\n");
  CHECK(tree.linked() == 1);
  tree.write("one.c", "struct other { int last; };\nUNKNOWN *given(void);\nstatic int f(struct other *o) { return o->none->last + given()->last(); }\n");
  CHECK(tree.linked() >= 1);
}

TEST_CASE("an include more concerns those who see others by it") {
  Tree tree;
  tree.write("types.h", "typedef int number;\n");
  tree.write("set.h", "#include \"types.h\"\ntypedef struct set { int size; } set;\nset *set_new(void);\nint set_add(set *s, int x);\n");
  (void)tree.linked_or_built();
  const std::string apart = "int apart(void) { return 3; }\nint again(void) { return apart(); }\n";
  tree.write("apart.c", "#include \"set.h\"\n" + apart);
  CHECK(tree.linked() == 3);  // itself, and the two headers, which it may be read before
  CHECK(tree.read() == 3);
  tree.write("apart.c", "#include \"types.h\"\n#include \"set.h\"\n" + apart);
  CHECK(tree.linked() == 1);  // it has read types.h anyway
  tree.write("apart.c", apart + "number twice(number x) { return 2 * x; }\n");
  CHECK(tree.linked() == 3);
}

TEST_CASE("what a macro gives to a struct is linked again with the macro") {
  Tree tree;
  const std::string head = "struct mixed {\n  OUTER\n  int own;\n};\nstruct mixed *mix(void);\n";
  tree.write("inner.h", "#define INNER int inner;\n");
  tree.write("mixed.h", "#include \"inner.h\"\n#define OUTER int outer; \\\n  INNER\n" + head);
  tree.write("mixed.c", "#include \"mixed.h\"\nint see(struct mixed *m) { return m->inner + m->outer + mix()->inner + m->own; }\n");
  (void)tree.linked_or_built();
  tree.write("mixed.h", "#include \"inner.h\"\n#define OUTER int outer;\n" + head);  // neither has an inner any more
  (void)tree.linked_or_built();
  tree.write("mixed.h", "#include \"inner.h\"\n#define OUTER int outer; \\\n  INNER\n" + head);
  (void)tree.linked_or_built();
  tree.write("inner.h", "#define INNER int other;\n");
  (void)tree.linked_or_built();
  tree.write("inner.h", "#define INNER struct set *inner;\n");
  (void)tree.linked_or_built();
  tree.write("mixed.h", "#include \"inner.h\"\n#define OUTER int outer; \\\n  INNER\n" + head.substr(0, 15) + head.substr(23));  // not in the struct
  CHECK(tree.linked() >= 1);
}

TEST_CASE("a file that comes or goes concerns those who ask for what it defines") {
  Tree tree;
  tree.write("begin.c", "int begin(void) { return 0; }\n");  // in front of all others
  CHECK(tree.linked() == 1);
  CHECK(tree.read() == 1);
  tree.write("main.c", "int begin(void);\nint again(void);\nint main(void) { return begin() + again() + missing(); }\n");
  CHECK(tree.linked() == 1);
  tree.write("late.c", "int missing(void) { return 1; }\n");
  CHECK(tree.linked() == 2);
  tree.remove("begin.c");
  CHECK(tree.linked() == 1);  // main.c, which declares it as well
  tree.rename("late.c", "first/late.c");
  CHECK(tree.linked() == 2);
  tree.remove("apart.c");
  tree.write("apart.c", "int apart(void) { return 3; }\n");
  CHECK(tree.linked() == 2);
  tree.remove("main.c");
  CHECK(tree.linked() == 0);
  tree.remove("first/late.c");
  CHECK(tree.linked() == 0);
}

TEST_CASE("an index knows that the last file of the tree is gone") {
  Tree tree;
  tree.write("zz.c", "int last(void) { return 0; }\n");
  (void)tree.linked_or_built();
  (void)tree.linked_or_built();  // stamps may be too young to be trusted
  tree.remove("zz.c");
  CHECK(tree.linked() == 0);
  CHECK(tree.linked_or_built().outcome == Outcome::kCurrent);
}

TEST_CASE("a function that comes or goes does not concern those who access a member of its name") {
  Tree tree;
  tree.write("node.h", "struct node { struct node *parent; int depth; };\n");
  tree.write("walk.c", "#include \"node.h\"\nint walk(struct node *n) { return n->parent->depth; }\n");
  tree.write("plain.c", "int plain(void) { return parent(3); }\n");
  (void)tree.linked_or_built();
  tree.write("heap.c", "static int parent(int i) { return i / 2; }\nint heap(void) { return parent(3); }\n");
  CHECK(tree.linked() == 2);  // itself and plain.c
  tree.rename("heap.c", "tree.c");
  CHECK(tree.linked() == 2);
  tree.write("tree.c", "#define parent other\n");  // of that name members are called otherwise
  CHECK(tree.linked() == 3);
  tree.write("tree.c", "static struct node *parent(struct node *n) { return n; }\n");
  CHECK(tree.linked() == 3);
  tree.write("node.h", "struct node { struct node *parent; long depth; };\n");
  CHECK(tree.linked() >= 2);
  tree.remove("tree.c");
  CHECK(tree.linked() == 1);
}

TEST_CASE("an include leads to a header that comes, and no longer to one that goes") {
  Tree tree;
  tree.write("user.c", "#include \"sub/late.h\"\nnumber twice(number x) { return LATE(x); }\n");
  (void)tree.linked_or_built();
  tree.write("sub/late.h", "#define LATE(x) (2 * (x))\ntypedef int number;\n");
  CHECK(tree.linked() == 2);
  tree.write("late.h", "#define LATE(x) (3 * (x))\ntypedef long number;\n");  // of that name, and not meant
  CHECK(tree.linked() == 2);
  tree.remove("sub/late.h");
  CHECK(tree.linked() == 1);
  tree.rename("late.h", "deep/sub/late.h");
  CHECK(tree.linked() == 2);
  tree.rename("deep/sub/late.h", "sub/late.h");
  CHECK(tree.linked() == 2);
  tree.rename("set.h", "inner/set.h");  // included by all, who find it by its name
  CHECK(tree.linked() == 4);
  tree.rename("inner/set.h", "set.h");
  CHECK(tree.linked() == 4);
}

TEST_CASE("how many files may change in place goes by the size of the tree") {
  CHECK(most_changed(5, false) == 64);
  CHECK(most_changed(800, false) == 100);
  CHECK(most_changed(50000, false) == 512);
  CHECK(most_changed(50000, true) == 64);
  constexpr int kFiles = 700, kChanged = 80;
  const auto path = [](int i) { return "part" + std::to_string(i % 20) + "/f" + std::to_string(i) + ".c"; };
  const auto text = [](int i, const std::string& name, const std::string& calls) {
    return "static int step" + std::to_string(i) + "(int a) { return a + 1; }\nint " + name + "(int a) { return step" + std::to_string(i) + "(" + calls + "(a)); }\n";
  };
  const auto name = [](int i) { return "run" + std::to_string(i); };
  Tree tree;
  for (int i = 0; i < kFiles; ++i) tree.write(path(i), text(i, name(i), name((i + 7) % kFiles)));
  CHECK(tree.linked_or_built().outcome == Outcome::kBuilt);
  (void)tree.linked_or_built();  // stamps may be too young to be trusted
  for (int i = 0; i < kChanged; ++i) {
    const int file = i * 8;
    const std::string now = text(file, i == 3 ? "runs" : name(file), name((file + 8) % kFiles));
    tree.write(path(file), i % 2 == 0 ? "/* a line more */\n" + now : now + "int more" + std::to_string(i) + "(void) { return 2; }\n");
  }
  CHECK(tree.linked() == kChanged + 1);  // and who called the function that is called otherwise now
  constexpr int kMoved = 15, kEdited = 50;  // one that moves is one that goes and one that comes
  for (int i = 0; i < kMoved; ++i) tree.rename(path(i * 8), "moved/" + std::to_string(i) + ".c");
  for (int i = kMoved; i < kMoved + kEdited; ++i) tree.write(path(i * 8), text(i * 8, name(i * 8), name((i + 9) % kFiles)));
  CHECK(tree.linked() >= kMoved + kEdited);
  for (int i = 0; i < 100; ++i) tree.write(path(i), text(i, name(i), "other"));
  CHECK(tree.linked_or_built().outcome == Outcome::kBuilt);
}

TEST_CASE("an index in which many files came and went is written anew") {
  Tree tree;
  for (int i = 0; i < 70; ++i) tree.write("more" + std::to_string(i) + ".c", "int more" + std::to_string(i) + "(void) { return 0; }\n");
  CHECK(tree.linked_or_built().outcome == Outcome::kBuilt);
  for (int i = 0; i < 70; i += 7) {
    tree.remove("more" + std::to_string(i) + ".c");
    tree.write("more" + std::to_string(i + 1) + ".c", "int other" + std::to_string(i) + "(void) { return more" + std::to_string(i + 2) + "(); }\n");
    CHECK(tree.linked_or_built().outcome == Outcome::kUpdated);
  }
}
