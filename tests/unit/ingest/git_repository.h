#pragma once
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "libcg/base/subprocess.h"
#include "tests/unit/base/temporary_directory.h"

/// A directory under git, with no settings but git's own defaults.
class GitRepository : public TemporaryDirectory {
 public:
  GitRepository() {
    // For the code under test as well: a developer's core.excludesFile must not decide what a test sees.
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    ::setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
    git({"init", "--quiet"});
  }

  /// Runs git in the directory (or one below it), returns its output; throws if git fails.
  std::string git(const std::vector<std::string>& arguments, const std::string& below = "") const {
    std::vector<std::string> argv{"env", "-u", "GIT_DIR", "-u", "GIT_INDEX_FILE", "-u", "GIT_WORK_TREE",
                                  "git", "-c", "user.name=t", "-c", "user.email=t@example.org",
                                  "-c", "protocol.file.allow=always"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    cg::CommandOptions options;
    options.directory = below.empty() ? path() : file(below);
    const cg::CommandResult result = cg::run_command(argv, options);
    if (result.exit_status != 0) throw std::runtime_error("git " + arguments.front() + ": " + result.errors);
    return result.output;
  }

  void commit_all() const {
    git({"add", "--all"});
    git({"commit", "--quiet", "--allow-empty", "-m", "all"});
  }
};
