#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/update.h"
#include "libcg/search/answers.h"
#include "libcg/search/meaning.h"
#include "libcg/search/search_pass.h"
#include "libcg/search/term_lists.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_reader.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/edit_script.h"
#include "tests/unit/ingest/index_dump.h"

// The law of updates, for the tables of search: after any edits, an updated index has the same numbers, and so gives the same
// answers with the same scores, as one built from nothing. The edits are those of the law of the graph
// (tests/unit/ingest/update_law_test.cc), which holds here as well, with the pass riding along.

namespace cg::search {
namespace {

const embed::Model& model() {
  static const embed::Model opened = embed::Model::open(embed::Model::find());
  return opened;
}

/// The tokens of a table, of whose list a large tree has several pieces.
std::set<std::string> table_tokens(graph::IndexReader& reader, const char* table) {
  std::set<std::string> out;
  const storage::PageCodec codec(table);
  storage::NameTableReader names(reader.transaction(), reader.environment().table(table), codec);
  for (bool more = names.first(); more; more = names.next()) {
    const std::string_view name = names.name();
    out.emplace(name.substr(0, name.find('\0')));
  }
  return out;
}

/// Every number that ranking can read. Where blocks end is left out, which no answer shows.
std::string dump_tables(graph::IndexReader& reader) {
  SearchIndex index(reader);
  std::string out;
  const Totals& t = index.totals();
  out += fmt::format("totals {} {} {} {} {} {} {}\n", t.files, t.chunks, t.tokens[0], t.tokens[1], t.tokens[2], t.stem_tokens, t.directory_tokens);
  for (FileId f = 0; f < t.files; ++f) {
    const FileColumn c = index.file(f);
    out += fmt::format("file {} from {} has {} lengths {} {} {} weight {} {} {} {} {} {}{}{}\n", f, c.first_chunk, c.chunks, c.lengths[0], c.lengths[1],
                       c.lengths[2], c.stem_weight, c.stem_tokens, c.stem_parts, c.directory_tokens, c.depth, c.dotted, c.test, c.example);
  }
  for (std::uint32_t k = 0; k < t.chunks; ++k) {
    const ChunkColumn c = index.chunk(k);
    out += fmt::format("chunk {} of {} lines {}-{} lengths {} {} {}\n", k, index.file_of(k), c.start_line, c.end_line, c.lengths[0], c.lengths[1], c.lengths[2]);
  }
  for (std::uint32_t k = 0; k < t.chunks; ++k) {
    index.for_each_stretch(k, 1, [&](std::size_t block, std::size_t row, std::size_t) {
      const SearchIndex::Block& b = index.blocks()[block];
      out += fmt::format("vector {} ", k);
      out += index.column(block_key(kScalesColumn, b.first_file), b.chunks, sizeof(float)).substr(row * sizeof(float), sizeof(float));
      out += index.column(block_key(kVectorsColumn, b.first_file), b.chunks, model().dim()).substr(row * model().dim(), model().dim());
      out += '\n';
    });
  }
  for (const SearchIndex::StemWord& word : index.stem_words()) out += fmt::format("stem {} {}\n", word.word, word.files);
  // Lists in the order of files, not of the numbers that the tables have for them.
  for (const std::string& token : table_tokens(reader, storage::schema::kTerms)) {
    out += fmt::format("term {} {} {}", token, index.frequency(token), index.first_frequency(token));
    for (const Posting& p : index.postings(token)) out += fmt::format(" {}:{}.{}.{}", p.chunk, p.counts[0], p.counts[1], p.counts[2]);
    out += '\n';
  }
  for (const std::string& token : table_tokens(reader, storage::schema::kPathTerms)) {
    out += fmt::format("path term {}", token);
    for (const PathPosting& p : index.path_postings(token)) out += fmt::format(" {}:{}{}{}", p.file, p.stem_part, p.stem_compound, p.directories);
    out += '\n';
  }
  const storage::PageCodec codec(storage::schema::kFileTerms);
  storage::SegmentReader terms(reader.transaction(), reader.environment().table(storage::schema::kFileTerms), codec);
  std::size_t records = 0;
  for (bool more = terms.first(); more; more = terms.next()) ++records;
  out += fmt::format("terms of {} files\n", records);
  for (FileId f = 0; f < t.files; ++f) {
    const auto record = terms.find(reader.numbers().stored(f));
    out += fmt::format("terms of {} ", f);
    out += record ? std::string(record->bytes) : "none";
    out += '\n';
  }
  return out;
}

std::string dump_answers(graph::IndexReader& reader) {
  SearchIndex index(reader);
  Meaning meaning(index, model());
  Answerer answerer(index, &meaning);
  std::string out;
  for (const Mode mode : {Mode::kHybrid, Mode::kLexical, Mode::kSemantic}) {
    for (const char* question : {"order", "where is the total price computed", "read a page from disk", "Cursor", "parse", "add item to cart"}) {
      AnswerOptions options;
      options.mode = mode;
      options.all_chunks = true;
      options.limit = 50;
      for (const Answer& a : answerer.answer(read_question(question), options)) {
        out += fmt::format("{} {} lines {}-{} symbol {}.{} score {} {} {}\n", question, a.file, a.start_line, a.end_line, a.symbol.file, a.symbol.ordinal,
                           a.score, a.signals.file, a.signals.meaning);
      }
    }
  }
  return out;
}

std::string dump(const std::string& directory) {
  std::string out = dump_index(directory);
  graph::IndexReader reader(directory);
  out += dump_tables(reader);
  return out + dump_answers(reader);
}

/// A tree with an index that is kept up to date, and one that is built anew each time.
class Twins {
 public:
  explicit Twins(const TemporaryDirectory& tree) : tree_(tree) {}

  ingest::Outcome update() {
    SearchPass pass(2, indexes_.path(), &model());
    return ingest::update_index(list(), indexes_.file("kept"), options(pass, 2), events_).outcome;
  }
  void require_same() {
    SearchPass pass(1, indexes_.path(), &model());
    ingest::BuildOptions fresh = options(pass, 1);
    fresh.rebuild = true;
    ingest::build_index(list(), indexes_.file("fresh"), fresh, events_);
    REQUIRE(dump(indexes_.file("kept")) == dump(indexes_.file("fresh")));
  }

 private:
  [[nodiscard]] ingest::TreeListing list() {
    ingest::TreeOptions options;
    options.use_git = false;
    return ingest::list_tree(tree_.path(), options, events_);
  }
  static ingest::BuildOptions options(SearchPass& pass, int threads) {
    ingest::BuildOptions options;
    options.threads = threads;
    options.pass = &pass;
    return options;
  }

  const TemporaryDirectory& tree_;
  TemporaryDirectory indexes_;
  NullEvents events_;
};

/// Returns how often an index was changed in place.
int hold_the_law(const EditScript::Tree& sources, unsigned seed, int steps, bool files = false) {
  TemporaryDirectory tree;
  EditScript script(tree, sources, seed);
  Twins twins(tree);
  std::string history = "seed " + std::to_string(seed);
  int in_place = 0;
  for (int i = 0; i <= steps; ++i) {
    if (i > 0) history += "\n" + (files ? script.step_of_files() : script.step());
    in_place += twins.update() == ingest::Outcome::kUpdated ? 1 : 0;
    INFO(history);
    twins.require_same();
  }
  return in_place;
}

TEST_CASE("an updated index finds what a fresh one finds, whatever was edited") {
  const bool long_tests = std::getenv("CG_LONG_TESTS") != nullptr;
  const int rounds = long_tests ? 20 : 1;
  const int steps = long_tests ? 60 : 12;
  int in_place = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<unsigned>(round);
    in_place += hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/shop"), 5000 + seed, steps);
    in_place += hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/linking"), 6000 + seed, steps);
    in_place += hold_the_law(EditScript::read(std::string(CG_SOURCE_DIR) + "/libcg/storage"), 7000 + seed, steps);
  }
  CHECK(in_place > 5);
}

TEST_CASE("an updated index finds what a fresh one finds, whatever files came and went") {
  const bool long_tests = std::getenv("CG_LONG_TESTS") != nullptr;
  const int rounds = long_tests ? 20 : 1;
  const int steps = long_tests ? 60 : 15;
  int in_place = 0;
  for (int round = 0; round < rounds; ++round) {
    in_place += hold_the_law(EditScript::read(std::string(CG_TESTDATA) + "/linking/c"), 8000 + static_cast<unsigned>(round), steps, true);
  }
  CHECK(in_place > rounds * steps / 2);
}

TEST_CASE("edits of bodies and comments change the index in place, and it finds the new words and not the old") {
  TemporaryDirectory tree;
  tree.write("a.py", "def first():\n    return 1\n");
  tree.write("b.py", "def second():\n    print(zebra)\n");
  tree.write("c.py", "def third():\n    return 3\n");
  Twins twins(tree);
  twins.update();
  std::string long_body = "def second():\n";
  for (int i = 0; i < 400; ++i) long_body += "    # giraffe number " + std::to_string(i) + "\n";
  for (const std::string& text : {std::string("def second():\n    print(giraffe)\n"), long_body + "    print(2)\n", std::string("def second():\n    pass\n")}) {
    tree.write("b.py", text);
    REQUIRE(twins.update() == ingest::Outcome::kUpdated);
    twins.require_same();
  }
}

TEST_CASE("a word in more files than one piece of a list has is found in all of them, also after edits") {
  TemporaryDirectory tree;
  constexpr std::uint32_t kFiles = kFilesPerPiece + 20;
  for (std::uint32_t i = 0; i < kFiles; ++i) tree.write(fmt::format("f{:05}.lua", i), "-- common\n");
  Twins twins(tree);
  twins.update();
  tree.write("f00003.lua", "-- another\n");
  tree.write(fmt::format("f{:05}.lua", kFiles - 2), "-- common common\n");
  tree.write(fmt::format("f{:05}.lua", kFiles - 1), "-- another\n");
  REQUIRE(twins.update() == ingest::Outcome::kUpdated);
  twins.require_same();
}

TEST_CASE("a file that comes into a large tree is found where its path puts it") {
  TemporaryDirectory tree;
  constexpr std::uint32_t kFiles = kFilesPerPiece + 5;
  for (std::uint32_t i = 0; i < kFiles; ++i) tree.write(fmt::format("f{:05}.c", i), "/* common */\n");
  Twins twins(tree);
  twins.update();
  tree.write("f00001a.c", "/* common another */\nint another;\n");
  REQUIRE(twins.update() == ingest::Outcome::kUpdated);
  std::filesystem::remove(tree.file("f00000.c"));
  REQUIRE(twins.update() == ingest::Outcome::kUpdated);
  twins.require_same();
  tree.write("e.c", "/* another */\n");
  std::filesystem::remove(tree.file(fmt::format("f{:05}.c", kFiles - 1)));
  REQUIRE(twins.update() == ingest::Outcome::kUpdated);
  twins.require_same();
}

}  // namespace
}  // namespace cg::search
