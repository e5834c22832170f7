#include "libcg/bench/fingerprint.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"

namespace cg::bench {
namespace {

std::string file_text(const char* path) {
  std::string text;
  if (read_file(path, {.max_bytes = std::uint64_t{4} << 20}, text) != ReadStatus::kOk) text.clear();
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

// The value of the first line "name<blanks>: value" of /proc/cpuinfo.
std::string_view cpu_value(std::string_view info, std::string_view name) {
  for (std::size_t at = 0; at < info.size();) {
    const std::size_t end = std::min(info.find('\n', at), info.size());
    const std::string_view line = info.substr(at, end - at);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && line.starts_with(name) &&
        line.substr(name.size(), colon - name.size()).find_first_not_of(" \t") == std::string_view::npos) {
      const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
      return begin == std::string_view::npos ? std::string_view{} : line.substr(begin);
    }
    at = end + 1;
  }
  return {};
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || text[at - 1] == ' ';
    const bool ends = at + word.size() == text.size() || text[at + word.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

// Widest first; the names that the kernel prints for x86 ("flags") and Arm ("Features").
std::string widest_vectors(std::string_view info) {
  std::string_view flags = cpu_value(info, "flags");
  if (flags.empty()) flags = cpu_value(info, "Features");
  struct Level {
    const char* flag;
    const char* name;
  };
  constexpr Level kLevels[] = {{"avx512_vnni", "avx512_vnni"}, {"avx512bw", "avx512"}, {"avx2", "avx2"}, {"ssse3", "ssse3"},
                               {"sse2", "sse2"},               {"sve2", "sve2"},       {"sve", "sve"},   {"asimd", "neon"}};
  for (const Level& level : kLevels) {
    if (has_word(flags, level.flag)) return level.name;
  }
  return {};
}

// "quota period" in microseconds, or "max period": cgroup v2's cpu.max. Only the innermost group that we see from
// inside a container matters, which is the one mounted at the root there.
unsigned quota_cores() {
  const std::string text = file_text("/sys/fs/cgroup/cpu.max");
  std::uint64_t quota = 0, period = 0;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, quota);
  if (first.ec != std::errc{} || first.ptr == end) return 0;
  if (std::from_chars(first.ptr + 1, end, period).ec != std::errc{} || period == 0) return 0;
  return static_cast<unsigned>((quota + period - 1) / period);
}

unsigned allowed_cores(unsigned cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) cores = static_cast<unsigned>(CPU_COUNT(&set));
  if (const unsigned quota = quota_cores(); quota > 0) cores = std::min(cores, quota);
  return std::max(cores, 1U);
}

}  // namespace

std::string Fingerprint::id() const {
  return fmt::format("{:016x}", hash64(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", cpu_model, simd, cores, usable_cores,
                                                   memory_bytes >> 30U, governor, virtualised)));
}

std::string Fingerprint::text() const {
  return fmt::format("{}, {}, {} of {} cores, {} GiB, {}", cpu_model.empty() ? "unknown CPU" : cpu_model,
                     simd.empty() ? "unknown vectors" : simd, usable_cores, cores, (memory_bytes + (1U << 29U)) >> 30U,
                     virtualised        ? "virtualised"
                     : governor.empty() ? "frequency governor unknown"
                                        : "governor " + governor);
}

Fingerprint read_fingerprint() {
  Fingerprint print;
  const std::string info = file_text("/proc/cpuinfo");
  print.cpu_model = cpu_value(info, "model name");
  if (print.cpu_model.empty()) print.cpu_model = cpu_value(info, "CPU part");  // Arm
  print.simd = widest_vectors(info);
  print.cores = static_cast<unsigned>(std::max(::sysconf(_SC_NPROCESSORS_ONLN), 1L));
  print.usable_cores = allowed_cores(print.cores);
  struct sysinfo system {};
  if (::sysinfo(&system) == 0) print.memory_bytes = std::uint64_t{system.totalram} * system.mem_unit;
  print.governor = file_text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  print.virtualised = has_word(cpu_value(info, "flags"), "hypervisor") || !file_text("/sys/hypervisor/type").empty();
  utsname name{};
  if (::uname(&name) == 0) print.kernel = name.release;
  return print;
}

}  // namespace cg::bench
