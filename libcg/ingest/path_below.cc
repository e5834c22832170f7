#include "libcg/ingest/path_below.h"

#include <algorithm>
#include <filesystem>

namespace cg::ingest {

std::optional<std::string> path_below(const std::string& root, std::string_view name) {
  std::filesystem::path path = std::filesystem::path(name).lexically_normal();
  if (path.is_absolute()) path = path.lexically_relative(root);
  std::string text = path.string();
  if (text.empty() || text == ".." || text.starts_with("../")) return std::nullopt;
  return text;
}

bool in_private_directory(std::string_view path) {
  while (!path.empty()) {
    const std::string_view name = path.substr(0, path.find('/'));
    if (name == ".git" || name == ".cg") return true;
    path.remove_prefix(std::min(name.size() + 1, path.size()));
  }
  return false;
}

}  // namespace cg::ingest
