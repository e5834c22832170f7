#include "libcg/base/subprocess.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "libcg/base/error.h"
#include "libcg/base/spawn.h"
#include "libcg/base/unique_fd.h"
#include "libcg/base/write_all.h"

namespace cg {
namespace {

// Input goes through a file in memory rather than a pipe: then the child may read as it likes, or not at all,
// without a deadlock against its output and without SIGPIPE in us.
UniqueFd input_file(const std::string& program, std::string_view input) {
  if (input.empty()) return UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  UniqueFd fd(::memfd_create("input", MFD_CLOEXEC));
  if (!fd || !write_all(fd.get(), input) || ::lseek(fd.get(), 0, SEEK_SET) != 0) fail_to_run(program, errno);
  return fd;
}

enum class Drained { kAll, kTooMuch, kSilent };

// Reads both pipes until both are closed, or one has given too much, or neither gives anything for too long.
Drained drain(Pipe& output, Pipe& errors, const CommandOptions& options, CommandResult& result) {
  std::array<pollfd, 2> polls{pollfd{output.read.get(), POLLIN, 0}, pollfd{errors.read.get(), POLLIN, 0}};
  const std::array<std::string*, 2> texts{&result.output, &result.errors};
  std::array<char, 65536> buffer{};
  for (int open = 2; open > 0;) {
    const int ready = ::poll(polls.data(), polls.size(), options.silence_ms > 0 ? options.silence_ms : -1);
    if (ready == 0) return Drained::kSilent;
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return Drained::kSilent;  // not with these arguments
    for (std::size_t i = 0; i < polls.size(); ++i) {
      if (polls[i].fd < 0 || polls[i].revents == 0) continue;
      const ssize_t got = ::read(polls[i].fd, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        polls[i].fd = -1;  // poll skips negative descriptors
        --open;
        continue;
      }
      texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
      if (texts[i]->size() > options.max_output_bytes) return Drained::kTooMuch;
    }
  }
  return Drained::kAll;
}

// Whether it ends within that time: a program may close its output and go on.
bool ends_within(pid_t pid, int milliseconds) noexcept {
  for (int waited = 0; waited < milliseconds; waited += 10) {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid) return true;
    ::poll(nullptr, 0, 10);
  }
  return false;
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& argv, const CommandOptions& options) {
  if (argv.empty()) throw Error(ErrorKind::kUsage, "no program to run");
  const UniqueFd input = input_file(argv[0], options.input);
  if (!input) fail_to_run(argv[0], errno);
  Pipe output = make_pipe(argv[0]);
  Pipe errors = make_pipe(argv[0]);
  const pid_t pid = spawn(argv, {.input = input.get(),
                                 .output = output.write.get(),
                                 .errors = errors.write.get(),
                                 .directory = options.directory,
                                 .own_group = options.silence_ms > 0,
                                 .environment = options.environment});
  output.write.reset();
  errors.write.reset();
  CommandResult result;
  const auto kill = [&] { ::kill(options.silence_ms > 0 ? -pid : pid, SIGKILL); };
  Drained drained = Drained::kAll;
  try {
    drained = drain(output, errors, options, result);
    if (drained == Drained::kAll && options.silence_ms > 0 && !ends_within(pid, options.silence_ms)) drained = Drained::kSilent;
  } catch (...) {
    kill();
    wait_for(pid);
    throw;
  }
  if (drained != Drained::kAll) kill();
  result.exit_status = wait_for(pid);
  if (drained == Drained::kTooMuch) {
    throw Error(ErrorKind::kLimit, fmt::format("{}: wrote more than {} bytes", argv[0], options.max_output_bytes));
  }
  result.silent = drained == Drained::kSilent;
  return result;
}

}  // namespace cg
