#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cg::ingest {

/// A name that a user gave, relative to `root` (absolute, canonical) in its shortest spelling; nothing if it leads out of the
/// tree. Symbolic links on the way are the user's choice and stay.
[[nodiscard]] std::optional<std::string> path_below(const std::string& root, std::string_view name);

/// "a/.git/b" and ".cg/b": never part of a tree.
[[nodiscard]] bool in_private_directory(std::string_view path);

}  // namespace cg::ingest
