#pragma once
#include <filesystem>
#include <optional>

#include "libcg/base/unique_fd.h"

namespace cg::storage {

/// The right to write to one index: held by one process at a time, from construction to destruction.
/// It is a flock on a file, so the kernel takes it back when its holder dies in whatever way: there are no stale
/// locks. The holder's pid and start are written into the file, only to be named in the message of the next.
/// The file is never removed; removing it would let two processes hold "the" lock on two files.
class WriterLock {
 public:
  /// Takes the lock on the file, which is made if absent. Does not wait.
  /// Throws Error{kIo}: held by another (with its pid and since when), or the file cannot be made.
  explicit WriterLock(const std::filesystem::path& file);
  WriterLock(WriterLock&&) noexcept = default;
  WriterLock& operator=(WriterLock&&) noexcept = default;

  /// For those who only want nobody else to write: empty where the directory is not there or the file cannot be opened
  /// for writing, and so no writer of this user can be. Throws Error{kIo} if another holds it.
  [[nodiscard]] static std::optional<WriterLock> unless_read_only(const std::filesystem::path& file);

 private:
  UniqueFd file_;
};

}  // namespace cg::storage
