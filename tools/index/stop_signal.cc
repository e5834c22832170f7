#include "tools/index/stop_signal.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"

namespace cg::tools {
namespace {

// A handler can reach nothing else. A pipe and no signalfd: that wants the signals blocked, and programs that we start would
// inherit it.
std::atomic<int> came{0};
std::array<int, 2> ends{-1, -1};

constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

void take(int number) {
  const int kept = errno;
  came.store(number);
  const char byte = 0;
  [[maybe_unused]] const ssize_t written = ::write(ends[1], &byte, 1);
  errno = kept;
}

}  // namespace

StopSignal::StopSignal() {
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw Error(ErrorKind::kIo, "no pipe for signals: " + errno_text(errno));
  came.store(0);
  for (const int number : kSignals) {
    struct sigaction before {};
    ::sigaction(number, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;  // nohup, or a shell's background job: it stays so
    struct sigaction action {};
    action.sa_handler = take;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(number, &action, nullptr);
  }
}

StopSignal::~StopSignal() {
  for (const int number : kSignals) {
    struct sigaction before {};
    ::sigaction(number, nullptr, &before);
    if (before.sa_handler == take) ::signal(number, SIG_DFL);
  }
  for (int& end : ends) ::close(end);
}

int StopSignal::number() const { return came.load(); }
int StopSignal::fd() const { return ends[0]; }

}  // namespace cg::tools
