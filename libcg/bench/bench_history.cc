// What it costs a tool to record its sample: promised to be under 20 microseconds.

#include <fcntl.h>
#include <fmt/format.h>

#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "libcg/base/write_all.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/history.h"

namespace cg::bench {

void bench_history(Bench& bench) {
  const auto directory = bench.settings().scratch;
  const HistorySample sample{1'700'000'000'000'000'000, 3'500'000, 9U << 20U, 0, "cg-query callers"};
  const std::string log = (directory / "history.txt").string();
  const Way append = [&] {
    const UniqueFd fd(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    const std::string line = fmt::format("{}\t{}\t{}\t{}\t{}\n", sample.time_ns, sample.elapsed_ns, sample.peak_bytes, sample.status, sample.what);
    return static_cast<std::uint64_t>(fd && write_all(fd.get(), line));
  };
  const Way record = [&] { return static_cast<std::uint64_t>(add_to_history(directory, sample)); };
  if (record() == 0) throw Error(ErrorKind::kIo, fmt::format("{}: no history can be written there; name another place with TMPDIR", directory.string()));
  Result result = bench.time({"history", "", "a line appended to a file that grows for ever", append, "a sample in the ring of the history", record},
                             bench.plan(0.5));
  result.facts = {{"promised_ns", 20'000}};
  bench.add(std::move(result));
}

}  // namespace cg::bench
