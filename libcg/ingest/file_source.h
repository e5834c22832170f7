#pragma once
#include <memory>
#include <string>
#include <utility>

#include "libcg/base/file_read.h"
#include "libcg/base/git_revision.h"

namespace cg::ingest {

/// Where the files of a tree are read: a directory, or a commit.
class FileSource {
 public:
  virtual ~FileSource() = default;
  /// As read_file(), of a path relative to the root of the tree. Any number of threads.
  [[nodiscard]] virtual ReadStatus read(const std::string& path, const ReadOptions& options, std::string& content,
                                        FileStamp* stamp = nullptr) const = 0;
};

class DirectorySource final : public FileSource {
 public:
  explicit DirectorySource(const std::string& root) : root_(root) {}
  [[nodiscard]] ReadStatus read(const std::string& path, const ReadOptions& options, std::string& content,
                                FileStamp* stamp) const override {
    return read_file(root_ + '/' + path, options, content, stamp);
  }

 private:
  const std::string& root_;
};

/// A stamp of what is in a commit has a size and no times.
class RevisionSource final : public FileSource {
 public:
  explicit RevisionSource(std::shared_ptr<const GitRevision> revision) : revision_(std::move(revision)) {}
  [[nodiscard]] ReadStatus read(const std::string& path, const ReadOptions& options, std::string& content,
                                FileStamp* stamp) const override;

 private:
  std::shared_ptr<const GitRevision> revision_;
};

}  // namespace cg::ingest
