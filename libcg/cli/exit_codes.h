#pragma once

namespace cg::cli {

// What every tool's exit status means. Scripts rely on them; cg(7) lists them.
inline constexpr int kExitFound = 0;      ///< found, or done
inline constexpr int kExitNothing = 1;    ///< nothing found, or a gate that failed
inline constexpr int kExitError = 2;      ///< a wrong command line, a failed system call, a bad index
inline constexpr int kExitStale = 3;      ///< --strict: a result comes from a file changed since indexing
inline constexpr int kExitAmbiguous = 4;  ///< --strict: a name fits several definitions
// 5 is cg-bench compare's: no baseline.
inline constexpr int kExitPartial = 6;    ///< --timeout: what was found in time was written, and it is not all

}  // namespace cg::cli
