#include "tools/query/trace.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/write_all.h"

namespace cg::tools {

Trace::Trace() {
  const char* const path = std::getenv("CG_TRACE");
  if (path == nullptr || *path == '\0') return;
  file_ = UniqueFd(::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (!file_) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be written: {}; CG_TRACE names the file for the trace", path, errno_text(errno)));
}

void Trace::add(std::string_view question) const {
  if (!file_) return;
  // One write a line: several processes may share the file.
  if (!write_all(file_.get(), std::string(question) + "\n")) throw Error(ErrorKind::kIo, fmt::format("the trace (CG_TRACE) cannot be written: {}", errno_text(errno)));
}

}  // namespace cg::tools
