#include "libcg/base/spawn.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"

extern char** environ;

namespace cg {
namespace {

// posix_spawn's two objects, with their destructors.
class SpawnSetup {
 public:
  explicit SpawnSetup(const SpawnOptions& options) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, options.input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, options.output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, options.errors, STDERR_FILENO);
    if (!options.directory.empty()) ::posix_spawn_file_actions_addchdir_np(&actions_, options.directory.c_str());
    // A child must not inherit that we ignore SIGPIPE or block signals.
    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::sigaddset(&signals, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    // Whoever may have to be killed leads a group of its own, so that what it has started goes with it.
    const int group = options.own_group ? POSIX_SPAWN_SETPGROUP : 0;
    ::posix_spawnattr_setflags(&attributes_, static_cast<short>(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | group));
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  pid_t spawn(const std::vector<std::string>& argv, const std::vector<std::string>& environment) const {
    std::vector<char*> arguments = pointers(argv);
    std::vector<char*> variables = pointers(environment);
    pid_t pid = 0;
    const int error = ::posix_spawnp(&pid, arguments[0], &actions_, &attributes_, arguments.data(), environment.empty() ? environ : variables.data());
    if (error != 0) fail_to_run(argv[0], error);
    return pid;
  }

 private:
  static std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (const std::string& string : strings) out.push_back(const_cast<char*>(string.c_str()));
    out.push_back(nullptr);
    return out;
  }

  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

void fail_to_run(const std::string& program, int error) {
  throw Error(ErrorKind::kIo, fmt::format("{}: cannot run: {}", program, errno_text(error)));
}

Pipe make_pipe(const std::string& program) {
  std::array<int, 2> fds{};
  if (::pipe2(fds.data(), O_CLOEXEC) != 0) fail_to_run(program, errno);
  return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

pid_t spawn(const std::vector<std::string>& argv, const SpawnOptions& options) {
  return SpawnSetup(options).spawn(argv, options.environment);
}

int wait_for(pid_t pid) noexcept {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace cg
