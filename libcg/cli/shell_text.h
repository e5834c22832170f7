#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cg::cli {

/// In single quotes, for bash and zsh.
[[nodiscard]] std::string posix_quoted(std::string_view text);
/// In single quotes, for fish, which knows \' and \\ inside them.
[[nodiscard]] std::string fish_quoted(std::string_view text);
/// A name for a shell function: everything but letters and digits becomes '_'.
[[nodiscard]] std::string function_name(std::string_view tool);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace cg::cli
