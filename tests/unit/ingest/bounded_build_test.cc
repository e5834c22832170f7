#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "libcg/ingest/artifact.h"
#include "libcg/ingest/build.h"
#include "libcg/ingest/tree_files.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;
using namespace cg::ingest;

namespace {

/// C whose definitions are many enough that tables of them are large blocks: 60,000, of which files use each other's.
void write_tree(const TemporaryDirectory& tree) {
  constexpr int kFiles = 150;
  constexpr int kMacros = 360;
  constexpr int kFunctions = 40;
  for (int f = 0; f < kFiles; ++f) {
    std::string header = fmt::format("struct s{0} {{ int a; struct s{1} *next; }};\n", f, (f + 1) % kFiles);
    for (int m = 0; m < kMacros; ++m) header += fmt::format("#define M{}_{} {}\n", f, m, m);
    std::string source = fmt::format("#include \"h{}.h\"\n#include \"h{}.h\"\n", f, (f * 7 + 1) % kFiles);
    for (int i = 0; i < kFunctions; ++i) {
      header += fmt::format("int f{}_{}(struct s{} *s);\n", f, i, f);
      source += fmt::format("int f{0}_{1}(struct s{0} *s) {{ return s->a + M{0}_{1} + f{2}_{1}(0); }}\n", f, i, (f * 7 + 1) % kFiles);
    }
    tree.write(fmt::format("h{}.h", f), header);
    tree.write(fmt::format("c{}.c", f), source);
  }
}

/// What --export writes of a fresh index: the records of all tables, and the facts.
std::string exported(const TemporaryDirectory& tree, int threads, std::uint64_t resident_bytes) {
  const TemporaryDirectory out;
  NullEvents events;
  TreeOptions tree_options;
  tree_options.use_git = false;
  BuildOptions options;
  options.threads = threads;
  options.resident_bytes = resident_bytes;
  build_index(list_tree(tree.path(), tree_options, events), out.file("index"), options, events);
  (void)export_index(out.file("index"), {}, out.file("artifact"), events);
  std::ifstream artifact(out.file("artifact"), std::ios::binary);
  return {std::istreambuf_iterator<char>(artifact), {}};
}

}  // namespace

TEST_CASE("a build whose definitions keep leaving memory gives the same index, byte for byte") {
  const TemporaryDirectory tree;
  write_tree(tree);
  const std::string whole = exported(tree, 2, 0);
  for (const int threads : {1, 2}) CHECK(exported(tree, threads, 1) == whole);  // they leave whenever somebody looks
}
