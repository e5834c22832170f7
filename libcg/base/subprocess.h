#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cg {

struct CommandOptions {
  std::string_view input = {};                          ///< its stdin; empty: /dev/null
  std::string directory = {};                           ///< where it runs; empty: here
  std::vector<std::string> environment = {};            ///< "NAME=value" each; empty: ours
  std::size_t max_output_bytes = std::size_t{1} << 30;  ///< of stdout and stderr each
  int silence_ms = 0;                                   ///< killed, with all it started, after so long without output; 0: never
};

struct CommandResult {
  int exit_status = 0;  ///< 128 + signal if a signal ended it
  bool silent = false;  ///< it was killed because it had written nothing for silence_ms; what it wrote before is here
  std::string output;
  std::string errors;
};

/// Runs argv[0], found on PATH, with these very arguments (no shell), and waits for it.
/// Error{kIo} if it cannot be started; Error{kLimit} (the program is killed) if it writes more than allowed.
/// A non-zero exit status is the caller's to judge.
[[nodiscard]] CommandResult run_command(const std::vector<std::string>& argv, const CommandOptions& options = {});

}  // namespace cg
