#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/bench/fingerprint.h"
#include "libcg/bench/machine_load.h"
#include "libcg/bench/process_memory.h"
#include "libcg/bench/result.h"

// A run as JSONL, so that it can be kept, cut with jq and compared: a line "run" with everything that decides what the
// figures mean, a line "result" or "not_measured" for each benchmark, and a line "end". Without its end a file is
// truncated and refused: half a run looks like a run in which the slow half did not exist. cg-formats(5) has the fields.

namespace cg::bench {

/// Raised when a field changes its meaning; files of another format are refused, not guessed at.
inline constexpr int kRunFormat = 1;

struct RunHead {
  std::string version;           ///< of cg
  std::string build;             ///< hash of the program that measured
  std::string started;           ///< UTC, ISO 8601
  std::string suite;             ///< "quick", "full", or the names that were asked for
  std::uint64_t seed = 1;        ///< of all that was drawn
  double confidence = 0.95;
  Fingerprint machine;
  std::string index;             ///< path
  std::string generation;        ///< of the index; the same all through the run
  std::string tree_commit;       ///< of the indexed tree; empty if it is no git work tree
  std::uint64_t files = 0, symbols = 0, sites = 0;
  friend bool operator==(const RunHead&, const RunHead&) = default;
};

struct RunEnd {
  double elapsed_s = 0;
  MachineLoad load;
  ProcessMemory memory;
  std::string void_because;  ///< empty: the run is good
};

struct Run {
  RunHead head;
  std::vector<Result> results;
  std::vector<NotMeasured> not_measured;
  RunEnd end;

  /// The result of a benchmark; null if it has none.
  [[nodiscard]] const Result* find(std::string_view name) const noexcept;
};

/// Each is one line with its newline.
[[nodiscard]] std::string run_line(const RunHead& head);
[[nodiscard]] std::string run_line(const Result& result);
[[nodiscard]] std::string run_line(const NotMeasured& missing);
[[nodiscard]] std::string run_line(const RunEnd& end, std::size_t results);

/// Reads a whole run. `name` is for messages. Error{kFormat} naming the line and the cause: no JSON, truncated, of another
/// format, records missing or out of order, a sample that is no positive number, a name twice, a run that was void.
[[nodiscard]] Run parse_run(std::string_view text, const std::string& name);

}  // namespace cg::bench
