#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "libcg/storage/environment.h"
#include "libcg/storage/writer_lock.h"

namespace cg::storage {

/// What the generations of one data file are called, <stem>-<n>.lmdb, and the file that names the live one.
struct GenerationNames {
  std::string_view stem;
  std::string_view pointer;
};
inline constexpr GenerationNames kGraphNames{"graph", "live"};
inline constexpr GenerationNames kFactsNames{"facts", "facts"};

/// The data file that the index directory calls the live one. Empty if there is none.
/// Throws Error{kFormat} if the pointer to it is damaged.
std::optional<std::filesystem::path> live_index(const std::filesystem::path& directory,
                                                const GenerationNames& names = kGraphNames);

/// Opens the live data file of an index directory for reading, also while a build is replacing it.
/// Throws Error{kIo} ("run cg-index") if there is none.
Environment open_live_index(const std::filesystem::path& directory);

/// The name of the lock file in an index directory.
inline constexpr const char* kWriterLockName = "writer.lock";

/// A full build beside the index that is there: filled through environment(), and live from publish() on.
/// Readers of the old one keep it. A build that is not published, because of an error or a kill, leaves the old
/// index as it was; its remains are removed by the next build.
class IndexBuild {
 public:
  /// Makes the directory if need be. The lock is the one of this directory.
  IndexBuild(std::filesystem::path directory, const WriterLock& lock, const GenerationNames& names = kGraphNames);
  ~IndexBuild();
  IndexBuild(const IndexBuild&) = delete;
  IndexBuild& operator=(const IndexBuild&) = delete;

  [[nodiscard]] Environment& environment() noexcept { return *environment_; }
  /// Waits for the disk, then makes this the live index in one atomic step and removes the one before.
  /// All transactions must have ended; environment() is closed.
  void publish();

 private:
  void remove_others(const std::string& kept) const;

  std::filesystem::path directory_;
  GenerationNames names_;
  std::string name_;
  std::optional<Environment> environment_;
};

}  // namespace cg::storage
