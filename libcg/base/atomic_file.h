#pragma once
#include <string>
#include <string_view>

#include "libcg/base/unique_fd.h"

namespace cg {

/// A file that takes the place of the one at its path when it is complete, so that every reader, and every crash, sees the
/// old content or the new one and nothing between: temporary file in the same directory, fsync, rename, fsync of the
/// directory. Errors are Error{kIo} naming the path and the system's reason; the old file is then untouched.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path);
  /// Without commit() the temporary file is removed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes);
  void commit();

 private:
  void require(bool done) const;

  std::string path_;
  std::string temporary_;
  UniqueFd fd_;
};

/// Replaces the file at path with bytes, in the way of AtomicFile.
void write_file_atomically(const std::string& path, std::string_view bytes);

}  // namespace cg
