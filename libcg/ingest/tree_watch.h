#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "libcg/base/unique_fd.h"

namespace cg::ingest {

/// Hears from the kernel (inotify) which files of a tree change. It watches all folders of the tree except those that git
/// ignores, the index and `.git`.
class TreeWatch {
 public:
  /// `root` is absolute.
  explicit TreeWatch(std::string root);

  /// Watches the folders that are there now and says how many of them it had not watched: what happened in them before is
  /// not known. `git` says whether the tree is git's.
  /// Empty if the system gives no (more) watches; what remains is to look at the tree from time to time.
  [[nodiscard]] std::optional<std::size_t> follow(bool git);

  struct Changes {
    std::vector<std::string> paths;  ///< of files, relative to the root; more than once if they changed so
    bool anything = false;           ///< a folder came or went, or more happened than the kernel kept: list the tree
    [[nodiscard]] bool any() const { return anything || !paths.empty(); }
  };
  /// Takes what has happened since the last call; does not wait.
  void take(Changes& changes);
  /// Readable when there is something to take; -1 without inotify.
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  std::string root_;
  UniqueFd fd_;
  std::unordered_map<int, std::string> folders_;  ///< by watch
  std::unordered_set<std::string> watched_;
};

}  // namespace cg::ingest
