#pragma once
#include <filesystem>
#include <string>

#include "tools/index/index_command.h"

namespace cg::tools {

/// Where the index goes, and the tree it is of: TREE, else that of the index above, else the current directory.
struct Places {
  std::string tree;
  std::filesystem::path index;
};

[[nodiscard]] Places places(const IndexOptions& options);
/// Makes the index directory, which ignores itself, so that no repository needs to. Error{kIo} if it cannot be.
void make_index_folder(const std::filesystem::path& index);
/// The folder of the shared store of facts; empty: none.
[[nodiscard]] std::filesystem::path facts_folder(const IndexOptions& options, const std::string& tree);

}  // namespace cg::tools
