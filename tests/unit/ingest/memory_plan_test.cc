#include "libcg/ingest/memory_plan.h"

#include "tests/unit/catch.h"

using namespace cg;
using namespace cg::ingest;

namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

TreeListing tree_of(std::size_t files, std::uint64_t bytes_each) {
  TreeListing listing;
  for (std::size_t i = 0; i < files; ++i) listing.files.push_back({"f" + std::to_string(i) + ".c", {.size_bytes = bytes_each}});
  listing.files.push_back({"picture.png", {.size_bytes = 4096 * kMiB}});  // nothing that is read
  return listing;
}

}  // namespace

TEST_CASE("with room enough, memory is planned as it is without a bound") {
  const MemoryPlan plan = plan_memory(tree_of(100, 10000), 8, 4096 * kMiB);
  CHECK(plan.fits);
  CHECK(plan.threads == 8);
  CHECK(plan.settings == knobs());
}

TEST_CASE("less memory gives smaller buffers first, then definitions in files, then one thread, then a word that it cannot be kept") {
  const TreeListing tree = tree_of(1000, 100000);
  MemoryPlan before = plan_memory(tree, 8, 4096 * kMiB);
  bool smaller_with_all_threads = false, in_files = false, one_thread = false, refused = false;
  for (std::uint64_t budget = 512 * kMiB; budget > 0; budget -= 4 * kMiB) {
    const MemoryPlan plan = plan_memory(tree, 8, budget);
    INFO(budget);
    CHECK(plan.fits == (plan.expected_bytes <= budget));
    CHECK((before.fits || !plan.fits));
    CHECK(plan.threads <= before.threads);
    CHECK(plan.expected_bytes <= before.expected_bytes);
    smaller_with_all_threads = smaller_with_all_threads || (plan.threads == 8 && plan.settings.index_commit_bytes < knobs().index_commit_bytes);
    in_files = in_files || (plan.fits && plan.resident_bytes > 0);
    CHECK(plan.resident_bytes <= budget);
    one_thread = one_thread || (plan.fits && plan.threads == 1);
    refused = refused || !plan.fits;
    before = plan;
  }
  CHECK(smaller_with_all_threads);
  CHECK(in_files);
  CHECK(one_thread);
  CHECK(refused);
}

TEST_CASE("a large file counts once for each thread") {
  const auto expected = [](int threads) { return plan_memory(tree_of(2, 20 * kMiB), threads, std::uint64_t{1} << 40).expected_bytes; };
  CHECK(expected(2) - expected(1) == (45 * 2 + 6 * 18) * kMiB);
}
