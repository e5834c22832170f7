#include "libcg/graph/tree_place.h"

#include <system_error>
#include <utility>

namespace cg::graph {
namespace fs = std::filesystem;
namespace {

/// `path` below `directory`, as text; empty if it is not below. The directory itself is "".
std::optional<std::string> below(const fs::path& directory, const fs::path& path) {
  const std::string& outer = directory.native();
  const std::string& inner = path.native();
  if (outer == "/") return inner.substr(1);
  if (!inner.starts_with(outer)) return std::nullopt;
  if (inner.size() == outer.size()) return std::string();
  if (inner[outer.size()] != '/') return std::nullopt;
  return inner.substr(outer.size() + 1);
}

fs::path without_end_slash(const fs::path& path) {
  fs::path normal = path.lexically_normal();
  return normal.has_filename() || normal == normal.root_path() ? normal : normal.parent_path();
}

}  // namespace

TreePlace::TreePlace(fs::path root, const fs::path& working_directory)
    : root_(without_end_slash(root)), working_directory_(without_end_slash(working_directory)) {
  if (const auto inner = below(root_, working_directory_)) {
    if (!inner->empty()) inside_ = *inner + "/";
  } else if (const auto outer = below(working_directory_, root_)) {
    prefix_ = *outer + "/";
  } else {
    prefix_ = root_.native() == "/" ? "/" : root_.native() + "/";
  }
}

std::string TreePlace::shown(std::string_view tree_path) const {
  if (!prefix_.empty()) return prefix_ + std::string(tree_path);
  // Directories that both have in common fall away; for each other one of the working directory, one step up.
  std::size_t common = 0;
  for (std::size_t i = 0; i < inside_.size() && i < tree_path.size() && inside_[i] == tree_path[i]; ++i) {
    if (inside_[i] == '/') common = i + 1;
  }
  std::string out;
  for (std::size_t i = common; i < inside_.size(); ++i) {
    if (inside_[i] == '/') out += "../";
  }
  out += tree_path.substr(common);
  return out;
}

std::optional<std::string> TreePlace::tree_path(std::string_view named) const {
  return below(root_, without_end_slash(working_directory_ / fs::path(named)));
}

std::string TreePlace::absolute(std::string_view tree_path) const { return (root_ / fs::path(tree_path)).native(); }

fs::path tree_root(const fs::path& index_directory, const std::string& recorded,
                   const std::function<std::string()>& some_file) {
  std::error_code ignored;
  const fs::path directory = without_end_slash(fs::weakly_canonical(fs::absolute(index_directory, ignored), ignored));
  const fs::path root = without_end_slash(directory / fs::path(recorded));
  const fs::path around = directory.parent_path();
  if (directory.filename() != ".cg" || root == around) return root;
  const std::string file = some_file();
  return !file.empty() && fs::exists(around / file, ignored) ? around : root;
}

}  // namespace cg::graph
