#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cg::cli {

/// Thrown when the reader of our output has gone away (a pipe into head): run() then ends the tool in silence.
struct OutputClosed {};

/// The one way to standard output: buffered, every write checked. What was written so far is flushed when it is
/// destroyed, too (an error may have ended the command between two records), but only flush() reports failure.
class Output {
 public:
  explicit Output(int fd = 1);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  void write(std::string_view bytes) {
    buffer_.append(bytes);
    end_record();
  }
  /// For building a record in place: append to it, then call end_record().
  [[nodiscard]] std::string& buffer() noexcept { return buffer_; }
  void end_record() {
    if (buffer_.size() >= kFlushBytes) flush();
  }
  /// Error{kIo} if the system refuses (a full disk), OutputClosed if nobody reads any more.
  void flush();

 private:
  // Large enough that a system call costs nothing beside the formatting, small enough to stay in the L2 cache.
  static constexpr std::size_t kFlushBytes = std::size_t{64} << 10;

  int fd_;
  std::string buffer_;
};

}  // namespace cg::cli
