#include "libcg/graph/index_diff.h"

#include <set>
#include <string>

#include "libcg/ingest/build.h"
#include "libcg/ingest/tree_files.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;

namespace {

/// A tree of one or two files with its index.
struct Side {
  explicit Side(const std::string& a, const std::string& b = {}) {
    tree.write("a.cc", a);
    if (!b.empty()) tree.write("b.cc", b);
    NullEvents events;
    ingest::TreeOptions options;
    options.use_git = false;
    ingest::BuildOptions build;
    build.threads = 1;
    ingest::build_index(ingest::list_tree(tree.path(), options, events), tree.file(".cg"), build, events);
  }
  TemporaryDirectory tree;
};

using Lines = std::set<std::string>;

/// "+ f" added, "- f" removed, "~ f" signature, "b f" body; "+ f > g" an edge.
Lines diff(const Side& before, const Side& after) {
  graph::IndexReader old_reader(before.tree.file(".cg"));
  graph::IndexReader new_reader(after.tree.file(".cg"));
  const graph::TreePlace old_place(before.tree.path(), before.tree.path());
  const graph::TreePlace new_place(after.tree.path(), after.tree.path());
  graph::SourceTexts old_texts(old_place, "");
  graph::SourceTexts new_texts(new_place, "");
  Lines lines;
  CollectedEvents events;
  graph::diff_indexes({old_reader, old_texts}, {new_reader, new_texts}, {}, events, [&](const graph::Difference& d) {
    constexpr const char* kSigns[] = {"+ ", "- ", "~ ", "b "};
    std::string line = kSigns[static_cast<int>(d.change)];
    if (d.is_edge) {
      graph::IndexReader& reader = d.change == graph::Difference::Change::kAdded ? new_reader : old_reader;
      line += reader.qualified_name(d.edge.source) + " > " + reader.qualified_name(d.edge.target);
    } else {
      line += d.after.valid() ? new_reader.qualified_name(d.after) : old_reader.qualified_name(d.before);
    }
    lines.insert(line);
  });
  CHECK(events.events().empty());
  return lines;
}

}  // namespace

TEST_CASE("what moves and what is laid out otherwise is no difference") {
  const Side before("int f() { return 1; }\nint g() { return f(); }\n");
  CHECK(diff(before, Side("int f() { return 1; }\nint g() { return f(); }\n")).empty());
  CHECK(diff(before, Side("\n\n\nint f() { return 1; }\n\n\n\nint g() { return f(); }\n")).empty());
  CHECK(diff(before, Side("int g() { return f(); }\nint f() { return 1; }\n")).count("b g") == 0);
}

TEST_CASE("symbols added, removed, declared otherwise, of another body") {
  const Side before("int f() { return 1; }\nint g() { return 2; }\nint h() { return 3; }\n");
  CHECK(diff(before, Side("int f() { return 1; }\nint g() { return 2; }\nint h() { return 3; }\nint k() { return 4; }\n")) == Lines{"+ k"});
  CHECK(diff(before, Side("int f() { return 1; }\nint h() { return 3; }\n")) == Lines{"- g"});
  CHECK(diff(before, Side("int f() { return 1; }\nlong g() { return 2; }\nint h() { return 3; }\n")) == Lines{"~ g"});
  CHECK(diff(before, Side("int f() { return 1; }\nint g() { return 9; }\nint h() { return 3; }\n")) == Lines{"b g"});
}

TEST_CASE("a change shows at the innermost symbol around it") {
  const Side before("struct S {\n  int f() { return 1; }\n  int g() { return 2; }\n};\n");
  CHECK(diff(before, Side("struct S {\n  int f() { return 7; }\n  int g() { return 2; }\n};\n")) == Lines{"b S::f"});
  CHECK(diff(before, Side("// said of the file\nstruct S {\n  int f() { return 1; }\n  int g() { return 2; }\n};\n")).count("b S::f") == 0);
}

TEST_CASE("of overloads, those of equal signatures are the same") {
  const Side before("int f(int a) { return a; }\nint f(long a) { return 2; }\n");
  CHECK(diff(before, Side("int f(char a) { return 0; }\nint f(int a) { return a; }\nint f(long a) { return 2; }\n")) == Lines{"+ f"});
  CHECK(diff(before, Side("int f(long a) { return 2; }\n")) == Lines{"- f"});
}

TEST_CASE("edges added and removed, also in a file that stayed as it was") {
  const std::string caller = "int helper();\nint main() { return helper(); }\n";
  const Side before(caller, "int helper() { return 1; }\n");
  // Without the definition, the call means the declaration.
  CHECK(diff(before, Side(caller, "int other() { return 1; }\n")) == Lines{"- helper", "+ other", "- main > helper", "+ main > helper"});
  CHECK(diff(Side("int f() { return 1; }\nint g() { return 1; }\n"), Side("int f() { return 1; }\nint g() { return f() + f(); }\n")) ==
        Lines{"b g", "+ g > f"});
}

TEST_CASE("a body whose text is not the indexed one is not compared, and said") {
  const Side before("int f() { return 1; }\n");
  const Side after("int f() { return 2; }\n");
  after.tree.write("a.cc", "int f() { return 33; }\n");
  graph::IndexReader old_reader(before.tree.file(".cg"));
  graph::IndexReader new_reader(after.tree.file(".cg"));
  const graph::TreePlace old_place(before.tree.path(), before.tree.path());
  const graph::TreePlace new_place(after.tree.path(), after.tree.path());
  graph::SourceTexts old_texts(old_place, "");
  graph::SourceTexts new_texts(new_place, "");
  CollectedEvents events;
  int found = 0;
  graph::diff_indexes({old_reader, old_texts}, {new_reader, new_texts}, {}, events, [&](const graph::Difference&) { ++found; });
  CHECK(found == 0);
  CHECK(events.events().size() == 1);
}
