#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "libcg/base/error.h"
#include "libcg/ingest/build.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/ingest/update.h"
#include "libcg/ingest/verify_index.h"
#include "libcg/search/answers.h"
#include "libcg/search/meaning.h"
#include "libcg/search/search_pass.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/table_forms.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/index_dump.h"

// Whatever is written is proved when it is verified: of every table of an index with search and of its store of facts, a
// flipped bit in any value is named. And whoever asks an index with such a bit gets answers or Error{kFormat}.

namespace cg::search {
namespace {

namespace fs = std::filesystem;

const embed::Model& model() {
  static const embed::Model opened = embed::Model::open(embed::Model::find());
  return opened;
}

struct Tree {
  TemporaryDirectory sources, out;
  fs::path index;

  Tree() : index(out.file("index")) {
    for (const auto& [path, content] : EditScript::read(std::string(CG_TESTDATA) + "/shop")) sources.write(path, content);
    update(index);
  }
  ingest::Outcome update(const fs::path& directory) {
    NullEvents events;
    ingest::TreeOptions tree;
    tree.use_git = false;
    SearchPass pass(1, out.path(), &model());
    ingest::BuildOptions options;
    options.threads = 1;
    options.pass = &pass;
    return ingest::update_index(ingest::list_tree(sources.path(), tree, events), directory, options, events).outcome;
  }
};

std::set<std::string> damaged_tables(const fs::path& index) {
  std::set<std::string> out;
  ingest::verify_index(index, [&](const ingest::TableCheck& check) {
    if (check.report.damaged_pages > 0) out.insert(check.table);
  });
  return out;
}

/// Flips a bit of some value of a table, as the disk would: through no checksum. False if the table is empty.
bool flip_a_bit(const fs::path& index, const storage::GenerationNames& names, const std::string& table_name, std::mt19937& random) {
  const storage::WriterLock lock(index / storage::kWriterLockName);
  storage::Environment env = storage::Environment::open_write(*storage::live_index(index, names), lock);
  storage::WriteTransaction txn(env);
  const storage::Table table = env.table(table_name);
  std::string key, value;
  {
    const std::uint64_t entries = txn.size(table).entries;
    if (entries == 0) return false;
    storage::Cursor cursor(txn, table);
    cursor.first();
    for (std::uint64_t skip = random() % entries; skip > 0; --skip) cursor.next();
    key = cursor.key();
    value = cursor.value();
  }
  const std::size_t bit = random() % (8 * value.size());
  value[bit / 8] = static_cast<char>(value[bit / 8] ^ 1 << bit % 8);
  txn.put(table, key, value);
  txn.commit();
  return true;
}

/// What an index answers in all modes; nothing if it is refused as damaged.
std::optional<std::string> answers(const fs::path& directory) {
  try {
    std::string out = dump_index(directory);
    graph::IndexReader reader(directory);
    SearchIndex index(reader);
    Meaning meaning(index, model());
    Answerer answerer(index, &meaning);
    for (const Mode mode : {Mode::kHybrid, Mode::kLexical, Mode::kSemantic}) {
      AnswerOptions options;
      options.mode = mode;
      for (const char* question : {"order", "where is the total price computed"}) {
        for (const Answer& a : answerer.answer(read_question(question), options)) {
          out += fmt::format("{}:{}-{} {}\n", a.file, a.start_line, a.end_line, a.score);
        }
      }
    }
    return out;
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::kFormat);
    return std::nullopt;
  }
}

TEST_CASE("a flipped bit in a value of any table is named, and no question ends in anything but answers or a refusal") {
  Tree tree;
  REQUIRE(damaged_tables(tree.index).empty());
  REQUIRE(answers(tree.index));
  std::mt19937 random(20);
  struct File {
    storage::GenerationNames names;
    std::string prefix;
  };
  constexpr int kTrials = 6;
  for (const File& file : {File{storage::kGraphNames, ""}, File{storage::kFactsNames, "facts/"}}) {
    std::vector<std::string> tables;
    {
      const storage::Environment env = storage::Environment::open_read(*storage::live_index(tree.index, file.names));
      tables = env.table_names();
    }
    CHECK(tables.size() == (file.prefix.empty() ? storage::kIndexTables.size() : 3U));
    for (const std::string& table : tables) {
      for (int trial = 0; trial < kTrials; ++trial) {
        const fs::path damaged = tree.out.file("damaged");
        fs::remove_all(damaged);
        fs::copy(tree.index, damaged, fs::copy_options::recursive);
        if (!flip_a_bit(damaged, file.names, table, random)) break;
        INFO(file.prefix << table << ", trial " << trial);
        const std::set<std::string> found = damaged_tables(damaged);
        // A store of facts whose version is another is no damage: it is begun anew.
        if (file.prefix + table != "facts/meta") CHECK(found.contains(file.prefix + table));  // and places that lead into it
        const bool answered = answers(damaged).has_value();
        CHECK((answered || file.prefix.empty()));
      }
    }
  }
}

TEST_CASE("an update makes no damage its own: what it builds on is proved, and what it has no need of stays named") {
  Tree tree;
  std::mt19937 random(21);
  for (int trial = 0; trial < 10; ++trial) {
    const fs::path damaged = tree.out.file("damaged"), fresh = tree.out.file("fresh");
    fs::remove_all(damaged);
    tree.update(damaged);
    const char* const table = trial % 3 == 0 ? "meta" : "search";
    REQUIRE(flip_a_bit(damaged, storage::kGraphNames, table, random));
    std::ofstream(tree.sources.file("shop/stock.py"), std::ios::app) << "# edited " << trial << "\n";
    tree.update(damaged);
    fs::remove_all(fresh);
    tree.update(fresh);
    INFO(table << ", trial " << trial);
    const std::set<std::string> found = damaged_tables(damaged);
    if (found.empty()) CHECK(answers(damaged) == answers(fresh));
    else CHECK(found == std::set<std::string>{"search"});
  }
}

}  // namespace
}  // namespace cg::search
