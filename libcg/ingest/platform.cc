#include "libcg/ingest/platform.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <string>

namespace cg::ingest {
namespace {

enum System : std::uint32_t {
  kLinux = 1U << 0,
  kAndroid = 1U << 1,
  kMac = 1U << 2,
  kIos = 1U << 3,
  kFreeBsd = 1U << 4,
  kNetBsd = 1U << 5,
  kOpenBsd = 1U << 6,
  kDragonfly = 1U << 7,
  kSolaris = 1U << 8,
  kAix = 1U << 9,
  kIbmI = 1U << 10,
  kZos = 1U << 11,
  kHaiku = 1U << 12,
  kHurd = 1U << 13,
  kCygwin = 1U << 14,
  kQnx = 1U << 15,
  kWasm = 1U << 16,
  kFuchsia = 1U << 17,
  kHpux = 1U << 18,
  kWindows = 1U << 19,
  kSomeOther = 1U << 20,
};

constexpr std::uint32_t kApple = kMac | kIos;
constexpr std::uint32_t kBsds = kFreeBsd | kNetBsd | kOpenBsd | kDragonfly;
constexpr std::uint32_t kUnix = ~static_cast<std::uint32_t>(kWindows);

enum Processor : std::uint32_t {
  kX86 = 1U << 0,
  kArm32 = 1U << 1,
  kArm64 = 1U << 2,
  kRiscv = 1U << 3,
  kMips = 1U << 4,
  kPowerPc = 1U << 5,
  kSparc = 1U << 6,
  kS390 = 1U << 7,
  kLoong = 1U << 8,
  kOtherProcessor = 1U << 9,
};

struct Word {
  std::string_view text;
  std::uint32_t systems;
  std::uint32_t processors;
};

// Words that mean a platform wherever they stand in a path. Short or common words (arm, alpha, sun) are left out: those
// of processors count below a folder `arch` only.
constexpr Word kWords[] = {
    {"linux", kLinux | kAndroid, ~0U},
    {"epoll", kLinux | kAndroid, ~0U},
    {"inotify", kLinux | kAndroid, ~0U},
    {"android", kAndroid, ~0U},
    {"darwin", kApple, ~0U},
    {"apple", kApple, ~0U},
    {"macos", kMac, ~0U},
    {"macosx", kMac, ~0U},
    {"osx", kMac, ~0U},
    {"mac", kMac, ~0U},
    {"cocoa", kApple, ~0U},
    {"fsevents", kApple, ~0U},
    {"ios", kIos, ~0U},
    {"bsd", kBsds | kApple, ~0U},
    {"kqueue", kBsds | kApple, ~0U},
    {"freebsd", kFreeBsd, ~0U},
    {"netbsd", kNetBsd, ~0U},
    {"openbsd", kOpenBsd, ~0U},
    {"dragonfly", kDragonfly, ~0U},
    {"sunos", kSolaris, ~0U},
    {"solaris", kSolaris, ~0U},
    {"illumos", kSolaris, ~0U},
    {"evport", kSolaris, ~0U},
    {"aix", kAix | kIbmI, ~0U},
    {"ibmi", kIbmI, ~0U},
    {"os390", kZos, ~0U},
    {"zos", kZos, ~0U},
    {"haiku", kHaiku, ~0U},
    {"hurd", kHurd, ~0U},
    {"cygwin", kCygwin, ~0U},
    {"msys", kCygwin, ~0U},
    {"qnx", kQnx, ~0U},
    {"wasm", kWasm, ~0U},
    {"wasi", kWasm, ~0U},
    {"emscripten", kWasm, ~0U},
    {"fuchsia", kFuchsia, ~0U},
    {"hpux", kHpux, ~0U},
    {"unix", kUnix, ~0U},
    {"posix", kUnix, ~0U},
    {"pthread", kUnix, ~0U},
    {"win", kWindows, ~0U},
    {"win32", kWindows, ~0U},
    {"win64", kWindows, ~0U},
    {"windows", kWindows, ~0U},
    {"winrt", kWindows, ~0U},
    {"wince", kWindows, ~0U},
    {"mingw", kWindows, ~0U},
    {"uwp", kWindows, ~0U},
    {"msvc", kWindows, ~0U},
    {"beos", kSomeOther, ~0U},
    {"os2", kSomeOther, ~0U},
    {"vms", kSomeOther, ~0U},
    {"amiga", kSomeOther, ~0U},
    {"msdos", kSomeOther, ~0U},
    {"aarch64", ~0U, kArm64},
    {"arm64", ~0U, kArm64},
    {"amd64", ~0U, kX86},
    {"x64", ~0U, kX86},
    {"x86", ~0U, kX86},
    {"i386", ~0U, kX86},
    {"i686", ~0U, kX86},
    {"riscv", ~0U, kRiscv},
    {"riscv64", ~0U, kRiscv},
    {"mips", ~0U, kMips},
    {"mips64", ~0U, kMips},
    {"powerpc", ~0U, kPowerPc},
    {"ppc64", ~0U, kPowerPc},
    {"ppc64le", ~0U, kPowerPc},
    {"sparc", ~0U, kSparc},
    {"sparc64", ~0U, kSparc},
    {"s390x", ~0U, kS390},
    {"loongarch", ~0U, kLoong},
};

constexpr Word kBelowArch[] = {
    {"arm", ~0U, kArm32},          {"s390", ~0U, kS390},          {"um", ~0U, kOtherProcessor},
    {"alpha", ~0U, kOtherProcessor}, {"arc", ~0U, kOtherProcessor}, {"csky", ~0U, kOtherProcessor},
    {"hexagon", ~0U, kOtherProcessor}, {"ia64", ~0U, kOtherProcessor}, {"m68k", ~0U, kOtherProcessor},
    {"microblaze", ~0U, kOtherProcessor}, {"nios2", ~0U, kOtherProcessor}, {"openrisc", ~0U, kOtherProcessor},
    {"parisc", ~0U, kOtherProcessor}, {"sh", ~0U, kOtherProcessor}, {"xtensa", ~0U, kOtherProcessor},
};

void narrow(std::uint32_t& set, std::uint32_t by) { set = (set & by) != 0 ? set & by : by; }

}  // namespace

Platform platform_of_path(std::string_view path) {
  Platform out;
  std::string word;
  std::string before;
  bool folder_before = false;  // whether `before` was a whole folder name
  bool whole = true;           // whether `word` began behind a slash
  // One step beyond the end closes the last word.
  for (std::size_t i = 0; i <= path.size(); ++i) {
    const auto c = i < path.size() ? static_cast<unsigned char>(path[i]) : static_cast<unsigned char>('/');
    if (std::isalnum(c) != 0) {
      word += static_cast<char>(std::tolower(c));
      continue;
    }
    const auto apply = [&](const auto& table) {
      for (const Word& w : table) {
        if (w.text != word) continue;
        narrow(out.systems, w.systems);
        narrow(out.processors, w.processors);
      }
    };
    if (!word.empty()) {
      apply(kWords);
      if (folder_before && before == "arch") apply(kBelowArch);
    }
    before = std::move(word);
    folder_before = whole && c == '/';
    word.clear();
    whole = c == '/';
  }
  return out;
}

Platform host_platform() { return {kLinux, kX86}; }

bool foreign(const Platform& caller, const Platform& candidate) {
  if (!caller.meets(candidate)) return true;
  const Platform host = host_platform();
  return caller.meets(host) && !candidate.meets(host);
}

std::vector<bool> fitting_platforms(const Platform& caller, const std::vector<Platform>& candidates) {
  std::vector<bool> kept(candidates.size(), true);
  const auto narrow_to = [&](const auto& wanted) {
    bool some = false;
    for (std::size_t i = 0; i < candidates.size(); ++i) some = some || (kept[i] && wanted(candidates[i]));
    for (std::size_t i = 0; some && i < candidates.size(); ++i) kept[i] = kept[i] && wanted(candidates[i]);
  };
  const Platform host = host_platform();
  narrow_to([&](const Platform& p) { return p.meets(caller); });
  if (caller.meets(host)) narrow_to([&](const Platform& p) { return p.meets(host); });
  // What is built for fewer systems is written for them; what names no platform beside it is the rest's.
  const auto breadth = [&](const Platform& p) {
    return std::popcount(p.systems & caller.systems) * 32 + std::popcount(p.processors & caller.processors);
  };
  int least = 33 * 33;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (kept[i]) least = std::min(least, breadth(candidates[i]));
  }
  narrow_to([&](const Platform& p) { return breadth(p) == least; });
  return kept;
}

}  // namespace cg::ingest
