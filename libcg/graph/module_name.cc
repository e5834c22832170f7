#include "libcg/graph/module_name.h"

#include <algorithm>
#include <array>

namespace cg::graph {
namespace {

/// A language whose modules are named by where their files lie.
struct FileModules {
  std::string_view language;
  std::array<std::string_view, 3> entries;  ///< stems of files that stand for their folder
  std::string_view skipped_folder;          ///< a folder that names leave out
};

constexpr FileModules kFileModules[] = {
    {"python", {"__init__", "__main__"}, {}},
    {"rust", {"mod", "lib", "main"}, "src"},
    {"javascript", {"index"}, {}},
    {"typescript", {"index"}, {}},
    {"tsx", {"index"}, {}},
    {"lua", {"init"}, {}},
    {"zig", {"root"}, {}},
};

}  // namespace

std::string module_name(std::string_view language, std::string_view path) {
  const auto* const modules = std::find_if(std::begin(kFileModules), std::end(kFileModules),
                                           [&](const FileModules& m) { return m.language == language; });
  if (modules == std::end(kFileModules)) return {};
  std::string name;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const bool last = slash == std::string_view::npos;
    std::string_view part = path.substr(0, slash);
    path = last ? std::string_view{} : path.substr(slash + 1);
    if (last) part = part.substr(0, part.find('.', 1));
    const bool silent = last ? std::find(modules->entries.begin(), modules->entries.end(), part) != modules->entries.end()
                             : part == modules->skipped_folder;
    if (silent || part.empty()) continue;
    if (!name.empty()) name += '/';
    name += part;
  }
  if (language == "rust") std::replace(name.begin(), name.end(), '-', '_');  // as Cargo does for crates
  return name;
}

}  // namespace cg::graph
