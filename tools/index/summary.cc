#include "tools/index/summary.h"

#include <fmt/format.h>

namespace cg::tools {

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

void say_summary(const ingest::BuildSummary& s, bool verbose) {
  if (s.outcome == ingest::Outcome::kCurrent) {
    fmt::print(stderr, "cg-index: up to date: {} files, {} symbols\n", with_commas(s.counts.files),
               with_commas(s.counts.symbols - s.counts.files));
    return;
  }
  const std::string cpu = verbose ? fmt::format("; CPU time {:.3f} s for parsing and extracting, {:.3f} s for linking, {:.3f} s for search",
                                                s.parse_cpu_seconds, s.link_cpu_seconds, s.pass_cpu_seconds)
                                  : std::string();
  fmt::print(stderr, "cg-index: {} files, {} lines, {} symbols, {} references ({} bound) in {:.2f} s, {} MiB at most{}\n",
             with_commas(s.counts.files), with_commas(s.counts.lines), with_commas(s.counts.symbols - s.counts.files),
             with_commas(s.counts.sites), with_commas(s.counts.sites - s.counts.unbound), s.seconds, s.peak_bytes >> 20U, cpu);
  if (s.parsed < s.counts.files) {
    fmt::print(stderr, "cg-index: {} files parsed, {} linked; the others were known\n", with_commas(s.parsed), with_commas(s.linked));
  }
  if (s.skipped > 0) fmt::print(stderr, "cg-index: {} files skipped by rule (generated, minified, binary, too large); -v names them\n", with_commas(s.skipped));
}

void say_update(const ingest::BuildSummary& s) {
  fmt::print(stderr, "cg-index: {} files, {} symbols; {} parsed, {} linked in {:.2f} s\n", with_commas(s.counts.files),
             with_commas(s.counts.symbols - s.counts.files), with_commas(s.parsed), with_commas(s.linked), s.seconds);
}

}  // namespace cg::tools
