#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/file_read.h"

namespace cg {

/// A commit as git names and describes it.
struct GitCommit {
  std::string id;          ///< the whole object name, in hexadecimal
  std::int64_t time_s = 0;  ///< of the committer, since 1970
  std::string subject;     ///< the first line of its message
};

/// The whole object name of the commit that `name` (HEAD~2, a tag, an abbreviated id) stands for in the repository around `directory`.
/// Empty if git does not know it, is not there, or there is no repository.
[[nodiscard]] std::optional<std::string> resolve_commit(const std::string& directory, const std::string& name);
/// The same with what git has to say about it.
[[nodiscard]] std::optional<GitCommit> find_commit(const std::string& directory, const std::string& name);

/// The files of a commit, from git's objects: the work tree plays no part. Contents are as git keeps them, so neither
/// line ends are converted nor filters run.
class GitRevision {
 public:
  enum class Kind : std::uint8_t { kFile, kLink, kSubmodule };
  struct Entry {
    std::string path;  ///< relative to the directory
    std::string object;
    std::uint64_t size_bytes = 0;
    Kind kind = Kind::kFile;
  };

  /// What lies below `directory` (absolute) in the commit. Error{kIo} if git cannot tell.
  GitRevision(const std::string& directory, const std::string& commit);
  ~GitRevision();
  GitRevision(const GitRevision&) = delete;
  GitRevision& operator=(const GitRevision&) = delete;

  /// By the bytes of their paths.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] const Entry* find(std::string_view path) const;

  /// As read_file() of a work tree: kVanished for what the commit does not have, kFailed for what git cannot find. Any
  /// number of threads, one at a time.
  [[nodiscard]] ReadStatus read(std::string_view path, const ReadOptions& options, std::string& content) const;

 private:
  struct Objects;
  std::vector<Entry> entries_;
  std::unique_ptr<Objects> objects_;
};

}  // namespace cg
