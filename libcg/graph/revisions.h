#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cg::graph {

/// A commit that an index directory holds beside the index of the work tree: an index of its own, in `revs/<commit>`.
struct Revision {
  std::string commit;  ///< the whole object name
  std::filesystem::path directory;
};

[[nodiscard]] std::filesystem::path revision_directory(const std::filesystem::path& index, const std::string& commit);

/// Those that are complete, by commit.
[[nodiscard]] std::vector<Revision> indexed_revisions(const std::filesystem::path& index);

/// The root of the tree that a revision is of, for asking git: as `recorded` in its index, unless the tree was moved with it.
[[nodiscard]] std::filesystem::path revision_root(const std::filesystem::path& index, const std::filesystem::path& recorded);

/// The revision that `name` means: anything that git resolves in the tree, or the beginning of an indexed commit's
/// name, if it is the only one that begins so. Error{kUsage} that says what to do if there is none. To be called before an
/// index of the directory is opened, as it opens one itself.
[[nodiscard]] Revision find_revision(const std::filesystem::path& index, const std::string& name);

}  // namespace cg::graph
