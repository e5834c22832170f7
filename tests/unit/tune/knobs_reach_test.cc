// Each knob of libcg/base/knobs.def gets to what it is for, and turned from end to end no answer changes.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "libcg/graph/index_reader.h"
#include "libcg/ingest/build.h"
#include "libcg/ingest/phase_threads.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/search/search_pass.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/page_codec.h"
#include "libcg/tune/in_force.h"
#include "libcg/tune/operation.h"
#include "libcg/tune/search_operation.h"
#include "libcg/tune/tuning.h"
#include "libcg/tune/vector_operation.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;

namespace {

/// C in which functions call those of two other files, with comments to be asked for.
void write_tree(const TemporaryDirectory& tree, int files = 40) {
  for (int f = 0; f < files; ++f) {
    std::string source = fmt::format("#include \"part{}.h\"\n#include \"part{}.h\"\n", (f + 1) % files, (f + 7) % files);
    std::string header;
    for (int i = 0; i < 30; ++i) {
      header += fmt::format("/* Takes the measure {1} of the vessel {0} and writes it down. */\nint measure_{0}_{1}(int depth);\n", f, i);
      source += fmt::format("int measure_{0}_{1}(int depth) {{ return depth ? measure_{2}_{1}(depth - 1) + measure_{3}_{4}(depth) : outside_{1}(); }}\n", f, i,
                            (f + 1) % files, (f + 7) % files, (i + 3) % 30);
    }
    tree.write(fmt::format("part{}.h", f), header);
    tree.write(fmt::format("part{}.c", f), source);
  }
}

ingest::TreeListing listing_of(const TemporaryDirectory& tree) {
  NullEvents quiet;
  ingest::TreeOptions options;
  options.use_git = false;
  return ingest::list_tree(tree.path(), options, quiet);
}

void build(const TemporaryDirectory& tree, const std::string& index, ingest::FilePass* pass) {
  NullEvents quiet;
  ingest::BuildOptions options;
  options.pass = pass;
  ingest::build_index(listing_of(tree), index, options, quiet);
}

/// The ends of its range, what is shipped, and what is tried first from there; of threads no more than a test can have.
std::set<std::uint64_t> values_of(const KnobInfo& knob) {
  const auto steps = tune::values_to_try(knob, knob.shipped, 4);
  std::set<std::uint64_t> values(steps.begin(), steps.end());
  for (const std::uint64_t value : {knob.low, knob.shipped, knob.high}) {
    values.insert(tune::shares_resource(knob.resource, "cores") ? std::min<std::uint64_t>(value, 4) : value);
  }
  return values;
}

void require_same_answers(tune::Operation& operation) {
  const std::uint64_t shipped = operation.run({}).answers;
  for (const KnobInfo* const knob : tune::knobs_of(operation.name())) {
    for (const std::uint64_t value : values_of(*knob)) {
      INFO(knob->name << " " << value);
      Knobs settings;
      settings.*knob->value = value;
      REQUIRE(operation.run(settings).answers == shipped);
    }
  }
}

/// Says who looked at what, and who was taken; waits for a second thread, if it is to.
class Watcher final : public ingest::FilePass {
 public:
  explicit Watcher(bool company = false) : company_(company) {}
  [[nodiscard]] std::string version() const override { return "watcher"; }
  void begin() override {}
  std::string look(std::string_view, std::string_view, const parse::Facts&, int thread) override {
    seen.fetch_or(1U << static_cast<unsigned>(thread));
    for (int i = 0; company_ && seen.load() == 1 && i < 1000; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (!company_) order += 'l';
    return {};
  }
  void take(FileId, std::string_view, std::string_view) override { order += 't'; }
  void finish(storage::Environment&) override {}
  void update(storage::Environment&, storage::WriteTransaction&, std::span<const Edited>, std::size_t) override {}

  std::atomic<unsigned> seen{0};  ///< threads, a bit each
  std::string order;              ///< of one thread alone

 private:
  bool company_;
};

}  // namespace

TEST_CASE("whatever a knob of the index, of queries or of search is set to, every answer is the same") {
  const TemporaryDirectory tree, out;
  write_tree(tree, 10);
  NullEvents quiet;
  tune::IndexOperation index(tree.path(), std::uint64_t{1} << 20, true, quiet);
  require_same_answers(index);
  search::SearchPass pass(2, out.path(), nullptr);
  build(tree, out.file("index"), &pass);
  tune::QueryOperation query(out.file("index"), "");
  require_same_answers(query);
  tune::SearchOperation search(out.file("index"));
  require_same_answers(search);
}

TEST_CASE("vectors compared by bytes alone find no less than is promised") {
  tune::VectorOperation vectors;
  Knobs bytes;
  bytes.knn_code = 1;
  REQUIRE(vectors.run(bytes).answers == 1);
}

TEST_CASE("each class of pages is written at its own level, and at that of all where it has none") {
  std::string page;
  for (unsigned i = 0; i < 6000; ++i) page += fmt::format("{} {} ", i * 2654435761U % 977, i % 13);
  const auto size_of = [&](const char* page_class, const Knobs& settings) {
    const tune::InForce force(settings);
    return storage::PageCodec(page_class).encode(page).size();
  };
  struct Of {
    const char* page_class;
    std::uint64_t Knobs::*level;
  };
  for (const auto& [page_class, level] : {Of{"facts", &Knobs::facts_level}, Of{"sites", &Knobs::sites_level}, Of{"texts", &Knobs::texts_level},
                                          Of{"incoming", &Knobs::incoming_level}, Of{"symbols", &Knobs::symbols_level}, Of{"names", &Knobs::names_level},
                                          Of{"unbound", &Knobs::names_level}, Of{"terms", &Knobs::terms_level}}) {
    INFO(page_class);
    Knobs all, own;
    all.page_level = 19;
    own.*level = 19;
    REQUIRE(size_of(page_class, all) < size_of(page_class, {}));
    REQUIRE(size_of(page_class, own) == size_of(page_class, all));
    REQUIRE(size_of("files", own) == size_of("files", {}));
    all.*level = 3;
    REQUIRE(size_of(page_class, all) == size_of(page_class, {}));
  }
}

TEST_CASE("each phase has the threads of its own knob, else of index_threads, and the user's word goes for all") {
  Knobs settings;
  settings.index_threads = 3;
  settings.parse_threads = 5;
  settings.terms_threads = 1;
  const tune::InForce force(settings);
  const ingest::PhaseThreads by_knobs = ingest::phase_threads(0);
  REQUIRE(by_knobs.parse == 5);
  REQUIRE(by_knobs.link == 3);
  REQUIRE(by_knobs.write == 3);
  REQUIRE(by_knobs.terms == 1);
  REQUIRE(by_knobs.most() == 5);
  const ingest::PhaseThreads asked = ingest::phase_threads(2);
  REQUIRE(asked.parse == 2);
  REQUIRE(asked.terms == 2);
}

TEST_CASE("a build parses with parse_threads, and takes parse_batch files at a time") {
  const TemporaryDirectory tree, out;
  write_tree(tree);
  Knobs settings;
  settings.index_threads = 1;
  {
    const tune::InForce force(settings);
    Watcher alone;
    build(tree, out.file("alone"), &alone);
    REQUIRE(alone.seen == 1);
    REQUIRE(alone.order.substr(0, 8) == "ltltltlt");
  }
  settings.parse_batch = 4;
  {
    const tune::InForce force(settings);
    Watcher batches;
    build(tree, out.file("batches"), &batches);
    REQUIRE(batches.order.substr(0, 16) == "llllttttlllltttt");
  }
  settings.parse_threads = 2;
  const tune::InForce force(settings);
  Watcher two(true);
  build(tree, out.file("two"), &two);
  REQUIRE(two.seen == 3);
}

TEST_CASE("readers keep pages by the policy of the knob, and have as many as it says") {
  const TemporaryDirectory tree, out;
  write_tree(tree);
  build(tree, out.file("index"), nullptr);
  const auto counters = [&](std::uint64_t policy, std::uint64_t bytes) {
    Knobs settings;
    settings.query_cache_policy = policy;
    settings.query_cache_bytes = bytes;
    settings.query_chunks = 1;
    const tune::InForce force(settings);
    graph::IndexReader reader(out.file("index"));
    for (int round = 0; round < 6; ++round) {
      for (FileId file = 0; file < reader.file_count(); file += 9) static_cast<void>(reader.text({file, 1}));
    }
    return reader.cache_counters();
  };
  REQUIRE(counters(0, 65536).records > 0);
  for (const std::uint64_t policy : {1, 2}) REQUIRE(counters(policy, 65536).records == 0);
  REQUIRE(counters(1, 65536).evictions > 0);
  REQUIRE(counters(1, 1 << 24).evictions == 0);
}
