#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/base/file_read.h"
#include "libcg/ingest/file_source.h"

namespace cg::ingest {

/// A regular file of the tree.
struct TreeFile {
  std::string path;  ///< relative to the root of the tree, '/' between components, any other bytes as they are
  FileStamp stamp;   ///< as it was when listed; the stamp to keep is the one taken when the file is read
};

struct TreeListing {
  std::string root;             ///< absolute, without symbolic links
  bool git = false;             ///< git said what belongs to the tree
  std::vector<TreeFile> files;  ///< sorted by the bytes of their paths, each once
  std::shared_ptr<const FileSource> source;  ///< where the files are read; empty: below `root`
  std::vector<std::pair<std::string, std::string>> marks;  ///< texts about the tree for the index's table `meta`
};

using PathTest = std::function<bool(std::string_view path)>;

struct TreeOptions {
  bool use_git = true;         ///< false: ignore rules decide even inside a git work tree
  bool include_hidden = false; ///< outside git: names that start with a dot as well
  PathTest wanted = {};        ///< files that it says no to need not be listed; empty: all are
};

/// Lists what there is to index below `root`.
///
/// In a git work tree these are the tracked and the untracked but not ignored files, those of checked-out submodules
/// and nested repositories included. Elsewhere (and where git is missing, refuses, or has nothing in this very
/// directory because it is ignored itself) they are the files that the `.gitignore` files below `root` leave, without
/// hidden ones and without node_modules. (A `.gitignore` in the root that leaves nothing at all is not applied.)
///
/// In both cases the `.cgignore` files below `root` then take away what they match, tracked or not; a `!` in them takes
/// back only what they said themselves. `.git` and `.cg` directories are never entered. Symbolic links are never
/// followed: what they point to is listed where it lies. FIFOs, sockets and devices are left out with a note, and
/// what cannot be listed is an event of severity kError.
///
/// Error{kUsage} if `root` is no directory, Error{kIo} if it cannot be opened.
[[nodiscard]] TreeListing list_tree(const std::string& root, const TreeOptions& options, EventSink& events);

/// The files named on `fd`, each name ended by NUL, relative to the root of the tree or absolute and below it. Rules
/// don't apply: the caller has chosen. A name that is outside, is not a regular file or does not exist is an event of
/// severity kError. Error{kIo} if `fd` cannot be read, else as list_tree.
[[nodiscard]] TreeListing read_file_list(const std::string& root, int fd, EventSink& events);

/// The order of a listing. Also brings together the stages of an unmerged path, which git lists one by one.
void sort_and_deduplicate(std::vector<TreeFile>& files);

/// The absolute path of a directory without symbolic links; Error as for list_tree.
[[nodiscard]] std::string canonical_root(const std::string& root);

}  // namespace cg::ingest
