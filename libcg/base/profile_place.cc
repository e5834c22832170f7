#include "libcg/base/profile_place.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"

namespace cg {
namespace fs = std::filesystem;
namespace {

// The name that the processor gives itself; where it cannot be asked, what the system calls its kind.
std::string processor_name() {
#if defined(__x86_64__) || defined(__i386__)
  // Three leaves of 16 bytes each (Intel SDM, volume 2A, CPUID, "processor brand string").
  std::array<unsigned, 12> words{};
  for (unsigned leaf = 0; leaf < 3; ++leaf) {
    unsigned* const at = words.data() + std::size_t{4} * leaf;
    if (__get_cpuid(0x80000002U + leaf, at, at + 1, at + 2, at + 3) == 0) break;
  }
  std::string name(sizeof words, '\0');
  std::memcpy(name.data(), words.data(), sizeof words);
  return name;
#else
  utsname system{};
  return ::uname(&system) == 0 ? std::string(system.machine) : std::string();
#endif
}

}  // namespace

std::string machine_key() {
  cpu_set_t usable;
  CPU_ZERO(&usable);
  const int threads = ::sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : 0;
  const std::string all = fmt::format("{}\n{}\n{}", processor_name(), threads, ::sysconf(_SC_PHYS_PAGES));
  return fmt::format("{:016x}", hash64(all));
}

std::string index_class(const fs::path& index_directory) {
  constexpr std::uintmax_t kMiB = std::uintmax_t{1} << 20;
  if (index_directory.empty()) return {};
  std::string name;
  if (read_file((index_directory / "live").string(), {.max_bytes = 64}, name) != ReadStatus::kOk) return {};
  while (name.ends_with('\n')) name.pop_back();
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(index_directory / name, error);
  if (error) return {};
  if (bytes <= 16 * kMiB) return "small";
  return bytes <= 256 * kMiB ? "medium" : "large";
}

fs::path profile_root() {
  const auto absolute = [](const char* variable) {
    const char* const value = std::getenv(variable);
    return value != nullptr && *value == '/' ? fs::path(value) : fs::path();
  };
  if (const fs::path cache = absolute("XDG_CACHE_HOME"); !cache.empty()) return cache / "cg" / "profiles";
  const fs::path home = absolute("HOME");
  return home.empty() ? home : home / ".cache" / "cg" / "profiles";
}

fs::path profile_directory(const fs::path& root, const std::string& machine, const std::string& index_class) {
  return root / machine / index_class;
}

}  // namespace cg
