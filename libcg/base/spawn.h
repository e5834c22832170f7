#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

#include "libcg/base/unique_fd.h"

// What starting a program takes, for subprocess and conversation.

namespace cg {

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};
/// Closed in children. Error{kIo} in the name of the program it is for.
[[nodiscard]] Pipe make_pipe(const std::string& program);

struct SpawnOptions {
  int input, output, errors;   ///< descriptors that become its 0, 1 and 2
  std::string directory = {};  ///< where it runs; empty: here
  bool own_group = false;      ///< it leads a process group of its own
  std::vector<std::string> environment = {};  ///< "NAME=value" each; empty: ours
};
/// Starts argv[0], found on PATH; Error{kIo} if it cannot be.
[[nodiscard]] pid_t spawn(const std::vector<std::string>& argv, const SpawnOptions& options);
/// Its exit status, or 128 + the signal that ended it.
int wait_for(pid_t pid) noexcept;

/// Error{kIo}: "PROGRAM: cannot run: why".
[[noreturn]] void fail_to_run(const std::string& program, int error);

}  // namespace cg
