// A full index of the tree, as a process: what `cg-index` costs from the first file to the commit.

#include <fmt/format.h>

#include <filesystem>

#include "libcg/base/error.h"
#include "libcg/base/subprocess.h"
#include "libcg/bench/benchmark.h"

namespace cg::bench {
namespace {

constexpr const char* kMetric = "nodes_processed";
/// Above this a full index takes minutes, which the quick suite has not got.
constexpr double kQuickSymbols = 500'000;

}  // namespace

void bench_index(Bench& bench) {
  const auto& settings = bench.settings();
  const std::string tool = (settings.tools / "cg-index").string();
  const auto number = [&](const char* key) {
    const std::string text = bench.reader().meta(key);
    return text.empty() ? 0.0 : std::stod(text);
  };
  const double symbols = number("symbols");
  if (symbols == 0) return bench.missing("index", kMetric, "the index has no symbols");
  if (!std::filesystem::exists(tool)) return bench.missing("index", kMetric, fmt::format("{}: there is no cg-index beside cg-bench; install both", tool));
  if (!std::filesystem::exists(settings.tree)) return bench.missing("index", kMetric, fmt::format("{}: the tree is not where it was indexed", settings.tree.string()));
  if (!settings.full && symbols > kQuickSymbols) {
    return bench.missing("index", kMetric, fmt::format("a full index of {:.0f} symbols takes longer than the quick suite; ask for --suite index", symbols));
  }
  const auto build = [&](const char* place, const std::vector<std::string>& more) {
    const auto index = settings.scratch / place;
    std::filesystem::remove_all(index);  // a fresh one each time: an index that is there would only be updated
    std::vector<std::string> argv{tool, "--quiet", "-i", index.string(), settings.tree.string()};
    argv.insert(argv.end(), more.begin(), more.end());
    const CommandResult result = run_command(argv);
    // With exit status 2 there may be a good index all the same: some files could not be read, as when it was built first.
    if (!std::filesystem::exists(index / "live")) throw Error(ErrorKind::kIo, fmt::format("{}: it failed: {}", tool, result.errors));
    return std::uint64_t{0};
  };
  MeasurePlan plan = bench.plan(4);
  plan.warm_up_rounds = 0;
  plan.min_rounds = symbols > kQuickSymbols ? 2 : 3;
  plan.max_rounds = 30;
  Result result = bench.time({"index", kMetric, "cg-index --threads 1", [&] { return build("index-1", {"--threads", "1"}); }, "cg-index, all threads",
                              [&] { return build("index-all", {}); }, static_cast<std::size_t>(symbols)}, plan);
  const double seconds = median(result.after.samples) * symbols / 1e9;
  result.facts = {{"symbols", symbols}, {"files", number("files")}, {"symbols_per_second", symbols / seconds}, {"files_per_second", number("files") / seconds}, {"seconds", seconds}};
  result.note = "a sample is a symbol's share of the whole process";
  bench.add(std::move(result));
}

}  // namespace cg::bench
