#include "libcg/bench/process_memory.h"

#include <charconv>
#include <string>
#include <string_view>

#include "libcg/base/file_read.h"
#include "libcg/base/memory_use.h"

namespace cg::bench {
namespace {

std::uint64_t kib_of(std::string_view text, std::string_view name) {
  std::size_t at = text.find(name);
  if (at == std::string_view::npos) return 0;
  at = text.find_first_not_of(' ', at + name.size());
  if (at == std::string_view::npos) return 0;
  std::uint64_t kib = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), kib);
  return kib;
}

}  // namespace

ProcessMemory read_process_memory() {
  ProcessMemory memory;
  memory.peak_bytes = peak_rss_bytes();
  std::string text;
  if (read_file("/proc/self/smaps_rollup", {}, text) != ReadStatus::kOk) {
    memory.resident_bytes = rss_bytes();
    return memory;
  }
  memory.resident_bytes = kib_of(text, "\nRss:") * 1024;
  memory.proportional_bytes = kib_of(text, "\nPss:") * 1024;
  memory.private_bytes = (kib_of(text, "\nPrivate_Clean:") + kib_of(text, "\nPrivate_Dirty:")) * 1024;
  return memory;
}

}  // namespace cg::bench
