#pragma once
#include <string>
#include <vector>

#include "libcg/base/subprocess.h"

namespace cg {

/// What runs git with these arguments such that the repository is the one of the directory it runs in, and nothing but the
/// reading of it happens: no command of the repository's choice, no lock, no network.
[[nodiscard]] std::vector<std::string> git_command(const std::vector<std::string>& arguments);

/// Runs it in a directory.
[[nodiscard]] CommandResult run_git(const std::string& directory, const std::vector<std::string>& arguments);

/// Whether it was git that was not there.
[[nodiscard]] bool git_is_missing(const CommandResult& result);
/// "git is not installed", "git says '...'".
[[nodiscard]] std::string why_git_failed(const CommandResult& result);

}  // namespace cg
