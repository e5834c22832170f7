#include "libcg/bench/history.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "libcg/base/error.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::bench {
namespace {

HistorySample sample(std::uint64_t n) { return {static_cast<std::int64_t>(n), 10 * n, 100 * n, static_cast<std::uint8_t>(n % 3), "cg-query callers"}; }

TEST_CASE("what is recorded reads back, in order") {
  const TemporaryDirectory directory;
  CHECK(read_history(directory.path()).empty());
  for (std::uint64_t n = 1; n <= 3; ++n) CHECK(add_to_history(directory.path(), sample(n)));
  CHECK(read_history(directory.path()) == std::vector<HistorySample>{sample(1), sample(2), sample(3)});
}

TEST_CASE("the history stays of one size and forgets the oldest") {
  const TemporaryDirectory directory;
  const std::uint64_t added = kHistorySamples + 10;
  for (std::uint64_t n = 1; n <= added; ++n) REQUIRE(add_to_history(directory.path(), sample(n)));
  const auto samples = read_history(directory.path());
  REQUIRE(samples.size() == kHistorySamples);
  CHECK(samples.front() == sample(11));
  CHECK(samples.back() == sample(added));
  CHECK(std::filesystem::file_size(std::filesystem::path(directory.path()) / kHistoryName) == 64 * (kHistorySamples + 1));
}

TEST_CASE("several at once lose nothing that they were told was recorded") {
  const TemporaryDirectory directory;
  std::atomic<std::uint64_t> recorded = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::uint64_t n = 1; n <= 200; ++n) recorded += add_to_history(directory.path(), sample(n)) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(read_history(directory.path()).size() == recorded);
  CHECK(recorded > 0);
}

TEST_CASE("a text that is too long is cut, a damaged sample is passed over") {
  const TemporaryDirectory directory;
  HistorySample longer = sample(1);
  longer.what = std::string(50, 'w');
  REQUIRE(add_to_history(directory.path(), longer));
  REQUIRE(add_to_history(directory.path(), sample(2)));
  CHECK(read_history(directory.path()).front().what == std::string(kHistoryTextBytes, 'w'));
  std::fstream file(std::filesystem::path(directory.path()) / kHistoryName, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(64 + 3);
  file.put('!');
  file.close();
  CHECK(read_history(directory.path()) == std::vector<HistorySample>{sample(2)});
}

TEST_CASE("a file that is no history is refused and left alone") {
  const TemporaryDirectory directory;
  const auto path = std::filesystem::path(directory.path()) / kHistoryName;
  std::ofstream(path) << "somebody's notes";
  CHECK_FALSE(add_to_history(directory.path(), sample(1)));
  CHECK_THROWS_AS(read_history(directory.path()), Error);
  CHECK(std::filesystem::file_size(path) == 16);
  CHECK_FALSE(add_to_history(std::filesystem::path(directory.path()) / "absent", sample(1)));
}

}  // namespace
}  // namespace cg::bench
