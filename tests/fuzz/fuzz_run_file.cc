// Reads the input as a run of cg-bench. Whatever comes is read or refused with Error{kFormat}; what was read can be judged and
// summarised without another error, and what is written of it reads back the same.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "libcg/base/error.h"
#include "libcg/bench/run_file.h"
#include "libcg/bench/targets.h"

namespace {

void check(const cg::bench::Run& run) {
  using namespace cg::bench;
  for (const Result& result : run.results) {
    if (result.after.samples.empty()) std::abort();
    for (const double sample : result.after.samples) {
      if (!std::isfinite(sample) || sample <= 0) std::abort();
    }
  }
  try {
    static_cast<void>(judge(parse_targets(default_targets(), "default"), run));
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat) std::abort();  // a benchmark in another unit than its target's
  }
  std::string text = run_line(run.head);
  for (const Result& result : run.results) text += run_line(result);
  for (const NotMeasured& missing : run.not_measured) text += run_line(missing);
  text += run_line(run.end, run.results.size());
  const Run again = parse_run(text, "what was written");
  if (!(again.head == run.head) || again.results != run.results || again.not_measured != run.not_measured) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    check(cg::bench::parse_run({reinterpret_cast<const char*>(data), size}, "input"));
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat) std::abort();
  }
  return 0;
}
