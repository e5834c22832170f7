#pragma once
#include <vector>

namespace CLI {
class App;
}

namespace cg::cli {

/// The command line with options of a verb that stand in front of it moved behind it: `cg-query --json def x` asks what `cg-query def
/// --json x` asks. Options that are the tool's own stay where they are. A line without a verb is given back as it is.
[[nodiscard]] std::vector<const char*> behind_the_verb(const CLI::App& app, int argc, const char* const* argv);

}  // namespace cg::cli
