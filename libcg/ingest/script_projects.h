#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cg::ingest {

/// "./features/*" -> "./src/features/*": what the star stands for in the pattern stands in the target. One pattern may
/// have several targets (conditions, fallbacks), which then follow each other.
struct PathAlias {
  std::string pattern;
  std::string target;  ///< relative to the root of the tree
};

/// What package.json and tsconfig.json say about where the modules of JavaScript and TypeScript lie.
struct ScriptProjects {
  /// By folder of a package.json: what others import from the package ("." and "./sub"), its `main` and the like last.
  std::unordered_map<std::string, std::vector<PathAlias>> exports;
  /// By folder of a package.json: what the package imports from itself ("#internal/*").
  std::unordered_map<std::string, std::vector<PathAlias>> imports;
  /// By folder of a tsconfig.json: `paths`, and `baseUrl` as the pattern "*".
  std::unordered_map<std::string, std::vector<PathAlias>> paths;
};

/// tsconfig.json, tsconfig.*.json, jsconfig.json.
[[nodiscard]] bool is_script_config(std::string_view path);
/// Takes over a package.json; `folder` is where it lies. The package's name, empty if there is none.
std::string read_script_package(std::string_view text, const std::string& folder, ScriptProjects& projects);
/// Takes over configuration files, all together because one may extend another: path and text.
void read_script_configs(const std::vector<std::pair<std::string, std::string>>& configs, ScriptProjects& projects);
/// The targets of the best pattern for `spec` (an exact one, else the one with the longest text before its star).
[[nodiscard]] std::vector<std::string> alias_targets(const std::vector<PathAlias>& aliases, std::string_view spec);
/// Where the source of a build product may lie, without an ending: "dist/esm/a.js" -> "src/a", "lib/a", "a".
[[nodiscard]] std::vector<std::string> source_places(std::string_view folder, std::string_view product);

}  // namespace cg::ingest
