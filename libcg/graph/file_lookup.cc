#include "libcg/graph/file_lookup.h"

namespace cg::graph {
namespace {

std::vector<FileId> below(IndexReader& reader, const std::string& tree_path) {
  std::vector<FileId> files;
  const std::string prefix = tree_path.empty() ? std::string() : tree_path + "/";
  reader.for_each_path(prefix, [&](std::string_view, FileId id) {
    files.push_back(id);
    return true;
  });
  return files;
}

}  // namespace

std::vector<FileId> find_files(IndexReader& reader, const TreePlace& place, std::string_view path) {
  if (path.empty()) return {};
  if (const auto in_tree = place.tree_path(path)) {
    if (const auto file = reader.find_file(*in_tree)) return {*file};
  }
  if (const auto file = reader.find_file(path)) return {*file};
  std::vector<FileId> files;
  const std::string ending = "/" + std::string(path);
  reader.for_each_path("", [&](std::string_view candidate, FileId id) {
    if (candidate.ends_with(ending)) files.push_back(id);
    return true;
  });
  return files;
}

std::vector<FileId> find_files_below(IndexReader& reader, const TreePlace& place, std::string_view directory) {
  while (directory.size() > 1 && directory.ends_with('/')) directory.remove_suffix(1);
  if (const auto in_tree = place.tree_path(directory)) {
    if (auto files = below(reader, *in_tree); !files.empty()) return files;
  }
  return below(reader, std::string(directory));
}

}  // namespace cg::graph
