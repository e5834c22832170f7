#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/ingest/update.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/index_dump.h"

// The law of updates: after any edits, an updated index answers byte for byte like one built from nothing. Here with random
// edits of small real trees; CG_LONG_TESTS=1 does many more of them. CG_LAW_TREES=DIR:DIR does it to these trees, too, with
// CG_LAW_STEPS steps each and the seeds from CG_LAW_SEED on; CG_LAW_MANY=N has every step edit N files.

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

/// Of so many steps one more that changes what files there are.
constexpr int kNoFiles = 0;

/// `steps` edits of the tree from `seed`, an update after each, and a fresh index beside it. Returns how many updates were in place
/// though files had come or gone, or `many` had been edited.
int hold_the_law(const EditScript::Tree& sources, unsigned seed, int steps, int files_every = kNoFiles, std::uint64_t resident_bytes = 0,
                 std::size_t many = 0) {
  TemporaryDirectory tree;
  TemporaryDirectory indexes;
  EditScript script(tree, sources, seed);
  NullEvents events;
  std::string history = "seed " + std::to_string(seed);
  int in_place = 0;
  for (int i = 0; i <= steps; ++i) {
    const bool files = files_every != kNoFiles && i % files_every == 0;
    if (i > 0) history += "\n" + (many > 0 ? script.step_of_many(many) : files ? script.step_of_files() : script.step());
    const TreeListing listing = list(tree, events);
    BuildOptions options = options_of(false, 2);
    options.resident_bytes = resident_bytes;
    const BuildSummary updated = update_index(listing, indexes.file("kept"), options, events);
    build_index(listing, indexes.file("fresh"), options_of(true, 1), events);
    INFO(history);
    const std::string kept = dump_index(indexes.file("kept")), fresh = dump_index(indexes.file("fresh"));
    if (kept != fresh) FAIL(dump_difference(kept, fresh));
    in_place += (files || many > 0) && updated.outcome == Outcome::kUpdated ? 1 : 0;
    if (updated.outcome == Outcome::kCurrent) continue;
    // And once more, with nothing changed: nothing is written, or stamps only.
    REQUIRE(update_index(list(tree, events), indexes.file("kept"), options_of(false, 1), events).outcome == Outcome::kCurrent);
  }
  return in_place;
}

void hold_the_law_of_given_trees() {
  const char* trees = std::getenv("CG_LAW_TREES");
  const char* steps = std::getenv("CG_LAW_STEPS");
  const char* first = std::getenv("CG_LAW_SEED");
  std::string_view left(trees == nullptr ? "" : trees);
  for (unsigned seed = first == nullptr ? 5000U : static_cast<unsigned>(std::stoi(first)); !left.empty(); ++seed) {
    const std::size_t end = std::min(left.find(':'), left.size());
    const std::string folder(left.substr(0, end));
    const int count = steps == nullptr ? 20 : std::stoi(steps);
    if (const char* many = std::getenv("CG_LAW_MANY"); many != nullptr) {
      const int in_place = hold_the_law(EditScript::read(folder), seed, count, kNoFiles, 0, static_cast<std::size_t>(std::stoi(many)));
      WARN(folder << ": " << count << " steps of " << many << " files: " << in_place << " in place");
      left.remove_prefix(std::min(end + 1, left.size()));
      continue;
    }
    const int in_place = hold_the_law(EditScript::read(folder), seed, count, 2);
    WARN(folder << ": " << count << " steps, half of them with files that come or go: " << in_place << " of these in place");
    left.remove_prefix(std::min(end + 1, left.size()));
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
  hold_the_law_of_given_trees();
}

TEST_CASE("an updated index equals a fresh one, whatever was edited and however little memory there was") {
  const int rounds = long_tests() ? 20 : 1;
  const int steps = long_tests() ? 60 : 10;
  constexpr std::uint64_t kAlwaysTooMuch = 1;  // definitions leave whenever somebody looks
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<unsigned>(round);
    hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/linking"), 2500 + seed, steps, kNoFiles, kAlwaysTooMuch);
    hold_the_law(EditScript::read(std::string(CG_SOURCE_DIR) + "/libcg/storage"), 4500 + seed, steps, kNoFiles, kAlwaysTooMuch);
  }
}

TEST_CASE("an updated index equals a fresh one, whatever files came and went") {
  const int rounds = long_tests() ? 40 : 1;
  const int steps = long_tests() ? 100 : 30;
  int in_place = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<unsigned>(round);
    in_place += hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/linking/c"), 8000 + seed, steps, 1);
    in_place += hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/linking/c"), 9000 + seed, steps, 2);
  }
  CHECK(in_place > rounds * steps / 2);
}

TEST_CASE("an updated index equals a fresh one, whatever modules came and went") {
  const EditScript::Tree scripts{
      {"a.js", "import { b } from './b.js';\nimport * as lib from './lib';\n\nexport function a() { return b() + lib.lib(); }\n"},
      {"b.js", "export function b() { return 1; }\n\nexport default class B {\n  run() { return b(); }\n}\n"},
      {"c.js", "const { lib } = require('./lib');\n\nfunction c() {\n  const whole = require('./b');\n  return lib() + whole.b();\n}\n\nmodule.exports = { c };\n"},
      {"lib/index.ts", "import B, { b as other } from '../b';\nexport * from './more';\n\nexport { other };\n\nexport function lib() { return new B().run() + other(); }\n"},
      {"lib/more.ts", "import { lib } from '.';\n\nexport function more() { return lib(); }\n\nexport const most = more();\n"},
      {"d.tsx", "import { more, other } from './lib';\n\nexport const d = () => more() + other();\n"}};
  std::vector<EditScript::Tree> trees{scripts};
  for (const char* language : {"cpp", "go", "java", "python"}) trees.push_back(EditScript::read(std::string(CG_TESTDATA) + "/linking/" + language));
  const int rounds = long_tests() ? 30 : 1;
  const int steps = long_tests() ? 100 : 20;
  unsigned seed = 10000;
  for (const EditScript::Tree& tree : trees) {
    int in_place = 0;
    for (int round = 0; round < rounds; ++round) in_place += hold_the_law(tree, ++seed, steps, round % 2 + 1);
    CHECK(in_place > 0);
  }
}
