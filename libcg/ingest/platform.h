#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "libcg/ingest/program.h"

// A function of a portable C or C++ tree is defined once for every system: uv_close in src/unix/core.c and in
// src/win/handle.c, memcpy under arch/x86 and arch/arm64. No header tells them apart, and the build file that does speaks a
// language of its own. But people say it in the path, and have for forty years: a folder `win32`, a suffix `_posix`, a file
// `linux.c`. So a path is read as the set of systems and processors that the file can be built for; a path that names none
// can be built for all. A caller means the definition that is built together with it: the sets must meet. A caller that
// names no system is read as built for the host of nearly all analysis, Linux on x86: there the definition for exactly
// this system wins over one for all of Unix, which is a stub for the rest.
//
// Rejected: evaluating the conditions of #if and of build files. They depend on what a configure step found, and where
// they can be known the compiler's own index can be read instead. Rejected too: leaving all candidates as ambiguous. In a
// portable tree that is most calls to its own interface.

namespace cg::ingest {

/// Sets of operating systems and of processors, one bit each; all ones for "any".
struct Platform {
  std::uint32_t systems = ~0U;
  std::uint32_t processors = ~0U;
  [[nodiscard]] bool any() const { return systems == ~0U && processors == ~0U; }
  [[nodiscard]] bool meets(const Platform& o) const {
    return (systems & o.systems) != 0 && (processors & o.processors) != 0;
  }
  friend bool operator==(const Platform&, const Platform&) = default;
};

/// The platforms that a path speaks of. Several words in one path narrow each other, unless they contradict: then the
/// last word, which is nearest to the file, counts.
[[nodiscard]] Platform platform_of_path(std::string_view path);

/// Linux on x86-64.
[[nodiscard]] Platform host_platform();

/// Of candidates, by index, which can be meant from `caller`: those whose sets meet the caller's,
/// of these the host's if the caller can be built there, of these the most specific. If none meets, all stay.
[[nodiscard]] std::vector<bool> fitting_platforms(const Platform& caller, const std::vector<Platform>& candidates);

/// Whether code for `candidate` is never built together with code for `caller`; a caller that names none is the host's.
[[nodiscard]] bool foreign(const Platform& caller, const Platform& candidate);

}  // namespace cg::ingest
