#include "libcg/base/conversation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "libcg/base/error.h"
#include "libcg/base/spawn.h"

namespace cg {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

}  // namespace

Conversation::Conversation(const std::vector<std::string>& argv, const std::string& directory) : program_(argv.at(0)) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail_to_run(program_, errno);
  input_ = UniqueFd(ends[0]);
  const UniqueFd its_input(ends[1]);
  Pipe output = make_pipe(program_);
  const UniqueFd errors(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  pid_ = spawn(argv, {.input = its_input.get(), .output = output.write.get(), .errors = errors.get(), .directory = directory});
  output_ = std::move(output.read);
}

Conversation::~Conversation() {
  input_.reset();
  output_.reset();
  wait_for(pid_);
}

void Conversation::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(input_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) throw Error(ErrorKind::kIo, fmt::format("{}: ended before it was asked all", program_));
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Conversation::fill() {
  buffer_.resize(kBufferBytes);
  at_ = 0;
  ssize_t got = 0;
  do {
    got = ::read(output_.get(), buffer_.data(), buffer_.size());
  } while (got < 0 && errno == EINTR);
  buffer_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  if (got <= 0) throw Error(ErrorKind::kIo, fmt::format("{}: ended before it had answered", program_));
}

std::string Conversation::line() {
  std::string out;
  for (;;) {
    if (at_ == buffer_.size()) fill();
    const std::size_t end = buffer_.find('\n', at_);
    out.append(buffer_, at_, end - at_);  // npos - at_ is the rest
    at_ = std::min(end, buffer_.size() - 1) + 1;
    if (end != std::string::npos) return out;
  }
}

void Conversation::read(std::size_t size, std::string& out) {
  out.clear();
  while (out.size() < size) {
    if (at_ == buffer_.size()) fill();
    const std::size_t some = std::min(size - out.size(), buffer_.size() - at_);
    out.append(buffer_, at_, some);
    at_ += some;
  }
}

}  // namespace cg
