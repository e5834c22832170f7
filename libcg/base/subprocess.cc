#include "libcg/base/subprocess.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "libcg/base/write_all.h"

extern char** environ;

namespace cg {
namespace {

[[noreturn]] void fail(const std::string& program, int error) {
  throw Error(ErrorKind::kIo, fmt::format("{}: cannot run: {}", program, errno_text(error)));
}

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

Pipe make_pipe(const std::string& program) {
  std::array<int, 2> fds{};
  if (::pipe2(fds.data(), O_CLOEXEC) != 0) fail(program, errno);
  return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

// Input goes through a file in memory rather than a pipe: then the child may read as it likes, or not at all,
// without a deadlock against its output and without SIGPIPE in us.
UniqueFd input_file(const std::string& program, std::string_view input) {
  if (input.empty()) return UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  UniqueFd fd(::memfd_create("input", MFD_CLOEXEC));
  if (!fd || !write_all(fd.get(), input) || ::lseek(fd.get(), 0, SEEK_SET) != 0) fail(program, errno);
  return fd;
}

// posix_spawn's two objects, with their destructors.
class SpawnSetup {
 public:
  SpawnSetup(int input, int output, int errors, const std::string& directory) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    if (!directory.empty()) ::posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
    // A child must not inherit that we ignore SIGPIPE or block signals.
    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::sigaddset(&signals, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  pid_t spawn(const std::vector<std::string>& argv) const {
    std::vector<char*> pointers;
    for (const std::string& argument : argv) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    pid_t pid = 0;
    const int error = ::posix_spawnp(&pid, pointers[0], &actions_, &attributes_, pointers.data(), environ);
    if (error != 0) fail(argv[0], error);
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

int wait_for(pid_t pid) noexcept {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Reads both pipes until both are closed. False if either has more than max_bytes.
bool drain(Pipe& output, Pipe& errors, std::size_t max_bytes, CommandResult& result) {
  std::array<pollfd, 2> polls{pollfd{output.read.get(), POLLIN, 0}, pollfd{errors.read.get(), POLLIN, 0}};
  const std::array<std::string*, 2> texts{&result.output, &result.errors};
  std::array<char, 65536> buffer{};
  for (int open = 2; open > 0;) {
    if (::poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR) return false;
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
      if (texts[i]->size() > max_bytes) return false;
    }
  }
  return true;
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& argv, const CommandOptions& options) {
  if (argv.empty()) throw Error(ErrorKind::kUsage, "no program to run");
  const UniqueFd input = input_file(argv[0], options.input);
  if (!input) fail(argv[0], errno);
  Pipe output = make_pipe(argv[0]);
  Pipe errors = make_pipe(argv[0]);
  const pid_t pid =
      SpawnSetup(input.get(), output.write.get(), errors.write.get(), options.directory).spawn(argv);
  output.write.reset();
  errors.write.reset();
  CommandResult result;
  bool within_limit = false;
  try {
    within_limit = drain(output, errors, options.max_output_bytes, result);
  } catch (...) {
    ::kill(pid, SIGKILL);
    wait_for(pid);
    throw;
  }
  if (!within_limit) ::kill(pid, SIGKILL);
  result.exit_status = wait_for(pid);
  if (!within_limit) {
    throw Error(ErrorKind::kLimit, fmt::format("{}: wrote more than {} bytes", argv[0], options.max_output_bytes));
  }
  return result;
}

}  // namespace cg
