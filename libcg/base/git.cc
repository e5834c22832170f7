// The repository may be hostile, or not ours. core.fsmonitor is switched off because its value is a command that git
// would run; GIT_DIR and its kin are taken out of the environment because inside a hook they name another
// repository than the one we look at; GIT_OPTIONAL_LOCKS keeps a mere listing from writing to .git/index, and
// GIT_NO_LAZY_FETCH (git 2.45) a partial clone from fetching what it lacks.
#include "libcg/base/git.h"

#include <string_view>

namespace cg {
namespace {

constexpr int kCommandNotFound = 127;  // env(1) and every shell

}  // namespace

std::vector<std::string> git_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> argv{"env"};
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}) {
    argv.insert(argv.end(), {"-u", name});
  }
  argv.insert(argv.end(), {"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "git", "-c", "core.fsmonitor=false"});
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return argv;
}

CommandResult run_git(const std::string& directory, const std::vector<std::string>& arguments) {
  CommandOptions options;
  options.directory = directory;
  return run_command(git_command(arguments), options);
}

bool git_is_missing(const CommandResult& result) { return result.exit_status == kCommandNotFound; }

std::string why_git_failed(const CommandResult& result) {
  if (git_is_missing(result)) return "git is not installed";
  const std::string_view errors = result.errors;
  return errors.empty() ? "git ended with status " + std::to_string(result.exit_status)
                        : "git says '" + std::string(errors.substr(0, errors.find('\n'))) + "'";
}

}  // namespace cg
