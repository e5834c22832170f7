#include "libcg/cli/questions.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "libcg/base/deadline.h"
#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"

namespace cg::cli {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} << 10;  // what a pipe holds

std::string_view without_carriage_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool Questions::many() const noexcept {
  return arguments_.size() > 1 || std::find(arguments_.begin(), arguments_.end(), "-") != arguments_.end();
}

void Questions::for_each(const std::function<void()>& before_waiting,
                         const std::function<void(std::string_view)>& ask) const {
  for (const std::string& argument : arguments_) {
    if (past_deadline()) return;
    if (argument == "-") {
      for_each_line(before_waiting, ask);
    } else {
      ask(argument);
    }
  }
}

void Questions::for_each_line(const std::function<void()>& before_waiting,
                              const std::function<void(std::string_view)>& ask) const {
  const auto ask_line = [&](std::string_view line) {
    line = without_carriage_return(line);
    if (!line.empty()) ask(line);
  };
  // Whoever writes to our pipe may be slow: waiting ends with the deadline, too.
  const auto something_comes = [this] {
    for (;;) {
      pollfd input{fd_, POLLIN, 0};
      if (fd_ < 0 || ::poll(&input, 1, deadline_left_ms()) != 0) return true;  // poll() waits for a negative one; an error is read()'s to tell
      if (past_deadline()) return false;
    }
  };
  std::string pending;
  std::vector<char> buffer(kReadBytes);
  for (;;) {
    before_waiting();
    if (!something_comes()) return;
    const auto got = ::read(fd_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kIo, fmt::format("standard input: cannot read: {}", errno_text(errno)));
    if (got == 0) break;
    pending.append(buffer.data(), static_cast<std::size_t>(got));
    std::size_t start = 0;
    for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n', start)) {
      if (past_deadline()) return;
      ask_line(std::string_view(pending).substr(start, end - start));
      start = end + 1;
    }
    pending.erase(0, start);
    if (pending.size() > kMaxLineBytes) {
      throw Error(ErrorKind::kLimit, "standard input: a line of more than 1 MiB is no name; put one name on each line");
    }
  }
  ask_line(pending);
}

}  // namespace cg::cli
