#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace cg {

/// Why a file has no content for us.
enum class ReadStatus {
  kOk,
  kVanished,    ///< it was listed, but is gone now
  kDenied,      ///< no permission
  kNotRegular,  ///< directory, FIFO, socket or device
  kSymlink,     ///< a symbolic link, and those were not wanted (or they form a loop)
  kTooLarge,    ///< more than max_bytes
  kFailed,      ///< the system failed to read it: bad disk, lost mount
};

/// "vanished", "permission denied", ... for messages.
[[nodiscard]] std::string_view describe(ReadStatus status) noexcept;

/// What tells cheaply whether a file may have changed.
struct FileStamp {
  std::uint64_t size_bytes = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t inode = 0;
  std::int64_t ctime_ns = 0;  ///< of the last change to the file or its name; cannot be set back
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

struct ReadOptions {
  std::uint64_t max_bytes = std::uint64_t{1} << 30;
  bool follow_symlinks = true;  ///< concerns the last component of the path only
};

/// Reads a regular file into `content` (which is reused: no allocation once it is large enough) and never waits on
/// anything else: a FIFO without a writer does not hang it. On any status but kOk the content is empty. `stamp`,
/// if given, is set whenever the file could be opened, and was taken before the first byte was read.
[[nodiscard]] ReadStatus read_file(const std::string& path, const ReadOptions& options, std::string& content,
                                   FileStamp* stamp = nullptr);

}  // namespace cg
