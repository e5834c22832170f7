#include <cstdlib>
#include <string>

#include "libcg/ingest/update.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/index_dump.h"

// The law of updates: after any edits, an updated index answers byte for byte like one built from nothing. Here with random
// edits of small real trees; CG_LONG_TESTS=1 does many more of them.

using namespace cg;
using namespace cg::ingest;

namespace {

BuildOptions options_of(bool rebuild, int threads) {
  BuildOptions options;
  options.threads = threads;
  options.rebuild = rebuild;
  return options;
}

TreeListing list(const TemporaryDirectory& tree, EventSink& events) {
  TreeOptions options;
  options.use_git = false;
  return list_tree(tree.path(), options, events);
}

bool long_tests() { return std::getenv("CG_LONG_TESTS") != nullptr; }

/// `steps` edits of the tree from `seed`, an update after each, and a fresh index beside it.
void hold_the_law(const EditScript::Tree& sources, unsigned seed, int steps) {
  TemporaryDirectory tree;
  TemporaryDirectory indexes;
  EditScript script(tree, sources, seed);
  NullEvents events;
  std::string history = "seed " + std::to_string(seed);
  for (int i = 0; i <= steps; ++i) {
    if (i > 0) history += "\n" + script.step();
    const TreeListing listing = list(tree, events);
    const BuildSummary updated = update_index(listing, indexes.file("kept"), options_of(false, 2), events);
    build_index(listing, indexes.file("fresh"), options_of(true, 1), events);
    INFO(history);
    REQUIRE(dump_index(indexes.file("kept")) == dump_index(indexes.file("fresh")));
    if (updated.outcome == Outcome::kCurrent) continue;
    // And once more, with nothing changed: nothing is written, or stamps only.
    REQUIRE(update_index(list(tree, events), indexes.file("kept"), options_of(false, 1), events).outcome == Outcome::kCurrent);
  }
}

}  // namespace

TEST_CASE("an updated index equals a fresh one, whatever was edited") {
  const int rounds = long_tests() ? 40 : 1;
  const int steps = long_tests() ? 60 : 15;
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<unsigned>(round);
    hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/shop"), 1000 + seed, steps);
    hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/linking"), 2000 + seed, steps);
    hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/languages"), 3000 + seed, steps);
    hold_the_law(EditScript::read(std::string(CG_SOURCE_DIR) + "/libcg/storage"), 4000 + seed, steps);
  }
}
