#pragma once
#include <cstddef>
#include <string>

namespace cg::tools {

/// All of standard input. Error{kIo} if it cannot be read; Error{kLimit} with `advice` if it is longer.
[[nodiscard]] std::string read_stdin(std::size_t max_bytes, const char* advice);

}  // namespace cg::tools
