#include "libcg/cli/output.h"

#include <fmt/format.h>

#include <cerrno>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/write_all.h"

namespace cg::cli {

Output::Output(int fd) : fd_(fd) { buffer_.reserve(kFlushBytes + kFlushBytes / 4); }

Output::~Output() {
  // Nothing can be thrown from here; who cares for failure has called flush().
  static_cast<void>(write_all(fd_, buffer_));
}

void Output::flush() {
  const bool written = write_all(fd_, buffer_);
  const int error = errno;
  buffer_.clear();  // also on failure: the destructor must not try again
  if (written) return;
  if (error == EPIPE) throw OutputClosed();
  throw Error(ErrorKind::kIo, fmt::format("standard output: cannot write: {}", errno_text(error)));
}

}  // namespace cg::cli
