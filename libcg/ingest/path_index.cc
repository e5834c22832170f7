#include "libcg/ingest/path_index.h"

#include <algorithm>

namespace cg::ingest {
namespace {

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool ends_with_path(std::string_view path, std::string_view suffix) {
  return path.ends_with(suffix) && (path.size() == suffix.size() || path[path.size() - suffix.size() - 1] == '/');
}

/// Whether `a` is the better match of two that both end as wanted.
bool better(std::string_view a, std::string_view b, std::string_view near) {
  const std::size_t near_a = shared_folders(a, near);
  const std::size_t near_b = shared_folders(b, near);
  if (near_a != near_b) return near_a > near_b;
  if (a.size() != b.size()) return a.size() < b.size();
  return a < b;
}

}  // namespace

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::size_t shared_folders(std::string_view a, std::string_view b) {
  std::size_t shared = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) {
    if (a[i] == '/') ++shared;
  }
  return shared;
}

std::optional<std::string> join_path(std::string_view folder, std::string_view relative) {
  std::vector<std::string_view> parts;
  bool inside = true;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      const std::string_view part = path.substr(0, end);
      path.remove_prefix(std::min(end + 1, path.size()));
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        inside = false;
      } else {
        parts.pop_back();
      }
    }
  };
  walk(folder);
  walk(relative);
  if (!inside) return std::nullopt;
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

PathIndex::PathIndex(const Program& program) : program_(program) {}

PathIndex::Maps::Maps(const Program& program) {
  for (std::uint32_t id = 0; id < program.files.size(); ++id) {
    const std::string_view path = program.files[id].path;
    by_path.emplace(path, id);
    by_name[last_part(path)].push_back(id);
    for (std::string_view folder = folder_of(path);; folder = folder_of(folder)) {
      if (!folders.emplace(folder, true).second) break;
      folders_by_name[last_part(folder)].push_back(folder);
      if (folder.empty()) break;
    }
  }
}

const PathIndex::Maps& PathIndex::maps() const {
  std::call_once(made_, [&] { maps_.emplace(program_); });
  return *maps_;
}

std::optional<std::uint32_t> PathIndex::exact(std::string_view path) const {
  const auto found = maps().by_path.find(path);
  if (found == maps().by_path.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> PathIndex::ending(std::string_view suffix, std::string_view near) const {
  const auto found = maps().by_name.find(last_part(suffix));
  if (found == maps().by_name.end()) return std::nullopt;
  std::optional<std::uint32_t> best;
  for (const std::uint32_t id : found->second) {
    const std::string_view path = program_.files[id].path;
    if (!ends_with_path(path, suffix)) continue;
    if (!best || better(path, program_.files[*best].path, near)) best = id;
  }
  return best;
}

bool PathIndex::has_folder(std::string_view folder) const { return maps().folders.contains(folder); }

std::optional<std::string> PathIndex::folder_ending(std::string_view suffix, std::string_view near) const {
  const auto found = maps().folders_by_name.find(last_part(suffix));
  if (found == maps().folders_by_name.end()) return std::nullopt;
  std::optional<std::string> best;
  for (const std::string_view folder : found->second) {
    if (!ends_with_path(folder, suffix)) continue;
    if (!best || better(folder, *best, near)) best = std::string(folder);
  }
  return best;
}

}  // namespace cg::ingest
