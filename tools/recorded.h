#pragma once
#include <functional>

#include "libcg/cli/common_options.h"

namespace CLI {
class App;
}

namespace cg::tools {

/// Runs body, and if --metrics or CG_METRICS asks for it, adds what the command took to the history of its index: tool and
/// verb, time since the program began, peak memory, exit status (2 if body throws). Without an index nothing is
/// recorded, and whatever keeps it from being recorded is no concern of the command's.
int recorded(const cli::CommonOptions& options, const CLI::App& tool, const std::function<int()>& body);

}  // namespace cg::tools
