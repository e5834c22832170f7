#pragma once
#include <string>

#include "libcg/cli/command_model.h"

namespace cg::cli {

/// Scripts that a shell loads to complete the tool's verbs, options, choices and files. Generated, so that they
/// cannot lag behind the options; each needs nothing but the shell itself (no bash-completion package).
[[nodiscard]] std::string bash_completion(const CommandModel& tool);
[[nodiscard]] std::string zsh_completion(const CommandModel& tool);
[[nodiscard]] std::string fish_completion(const CommandModel& tool);

/// Every spelling of every option, one a line: "cg-query --version", "cg-query def --json", ... What the test that
/// compares options, help, manual and completions goes by.
[[nodiscard]] std::string list_options(const CommandModel& tool);

}  // namespace cg::cli
