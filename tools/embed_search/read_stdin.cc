#include "tools/embed_search/read_stdin.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"

namespace cg::tools {

std::string read_stdin(std::size_t max_bytes, const char* advice) {
  std::string input;
  std::vector<char> buffer(1U << 16U);
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kIo, fmt::format("standard input: {}", errno_text(errno)));
    if (got == 0) return input;
    input.append(buffer.data(), static_cast<std::size_t>(got));
    if (input.size() > max_bytes) throw Error(ErrorKind::kLimit, fmt::format("standard input: more than {} MiB; {}", max_bytes >> 20U, advice));
  }
}

}  // namespace cg::tools
