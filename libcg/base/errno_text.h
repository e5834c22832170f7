#pragma once
#include <string>
#include <system_error>

namespace cg {

/// "No such file or directory" for ENOENT, and so on. Safe in any thread, unlike strerror.
[[nodiscard]] inline std::string errno_text(int error) { return std::generic_category().message(error); }

}  // namespace cg
