#include "libcg/bench/indexed_tree.h"

#include <string>
#include <string_view>

#include "libcg/graph/tree_place.h"

namespace cg::bench {

std::filesystem::path indexed_tree(graph::IndexReader& reader, const std::filesystem::path& index) {
  return graph::tree_root(std::filesystem::absolute(index), reader.meta("root"), [&] {
    std::string first;
    reader.for_each_path("", [&](std::string_view path, FileId) {
      first = path;
      return false;
    });
    return first;
  });
}

}  // namespace cg::bench
