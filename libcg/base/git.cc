// The repository may be hostile, or not ours. core.fsmonitor is switched off because its value is a command that git
// would run; GIT_DIR and its kin are taken out of the environment because inside a hook they name another
// repository than the one we look at; GIT_OPTIONAL_LOCKS keeps a mere listing from writing to .git/index, and
// GIT_NO_LAZY_FETCH (git 2.45) a partial clone from fetching what it lacks.
#include "libcg/base/git.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "libcg/base/error.h"

extern char** environ;

namespace cg {
namespace {

constexpr int kCommandNotFound = 127;  // as of every shell
constexpr std::array<std::string_view, 4> kTakenOut{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"};
constexpr std::array<std::string_view, 2> kPutIn{"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1"};

std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

/// Our environment with the above.
std::vector<std::string> git_environment() {
  std::vector<std::string> out(kPutIn.begin(), kPutIn.end());
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view name = name_of(*at);
    const auto is_it = [&](std::string_view variable) { return name_of(variable) == name; };
    if (std::none_of(kTakenOut.begin(), kTakenOut.end(), is_it) && std::none_of(kPutIn.begin(), kPutIn.end(), is_it)) out.emplace_back(*at);
  }
  return out;
}

bool git_on_path() {
  const char* path = std::getenv("PATH");
  for (std::string_view left(path == nullptr ? "/bin:/usr/bin" : path);;) {
    const std::size_t end = std::min(left.find(':'), left.size());
    const std::string folder(left.substr(0, end));
    if (::access((folder.empty() ? "git" : folder + "/git").c_str(), X_OK) == 0) return true;
    if (end == left.size()) return false;
    left.remove_prefix(end + 1);
  }
}

std::vector<std::string> git_arguments(const std::vector<std::string>& arguments) {
  std::vector<std::string> argv{"git", "-c", "core.fsmonitor=false"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return argv;
}

}  // namespace

std::vector<std::string> git_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> argv{"env"};
  for (const std::string_view name : kTakenOut) {
    argv.emplace_back("-u");
    argv.emplace_back(name);
  }
  argv.insert(argv.end(), kPutIn.begin(), kPutIn.end());
  const std::vector<std::string> git = git_arguments(arguments);
  argv.insert(argv.end(), git.begin(), git.end());
  return argv;
}

CommandResult run_git(const std::string& directory, const std::vector<std::string>& arguments) {
  CommandOptions options;
  options.directory = directory;
  options.environment = git_environment();  // rather than env(1): a program less to start, a millisecond of an update
  try {
    return run_command(git_arguments(arguments), options);
  } catch (const Error&) {
    if (git_on_path()) throw;
    CommandResult missing;
    missing.exit_status = kCommandNotFound;
    return missing;
  }
}

bool git_is_missing(const CommandResult& result) { return result.exit_status == kCommandNotFound; }

std::string why_git_failed(const CommandResult& result) {
  if (git_is_missing(result)) return "git is not installed";
  const std::string_view errors = result.errors;
  return errors.empty() ? "git ended with status " + std::to_string(result.exit_status)
                        : "git says '" + std::string(errors.substr(0, errors.find('\n'))) + "'";
}

}  // namespace cg
