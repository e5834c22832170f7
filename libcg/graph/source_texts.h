#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "libcg/base/file_read.h"
#include "libcg/base/git_revision.h"
#include "libcg/graph/tree_place.h"

namespace cg::graph {

/// The texts of indexed files: as they are in the work tree now, or as they were in the commit that was indexed.
class SourceTexts {
 public:
  /// `commit`: empty for the work tree. `place` must outlive it.
  SourceTexts(const TreePlace& place, std::string commit) : place_(place), commit_(std::move(commit)) {}

  /// The text of a file by its path in the tree; empty unless the status is kOk. Error{kIo} if git has lost the commit.
  [[nodiscard]] ReadStatus read(std::string_view tree_path, std::string& text);

 private:
  const TreePlace& place_;
  std::string commit_;
  std::unique_ptr<const GitRevision> revision_;  ///< opened when the first text is wanted
};

}  // namespace cg::graph
