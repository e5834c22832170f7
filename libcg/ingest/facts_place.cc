#include "libcg/ingest/facts_place.h"

#include <fmt/format.h>

#include "libcg/base/error.h"
#include "libcg/base/subprocess.h"
#include "libcg/storage/index_build.h"

namespace cg::ingest {

FactsPlace::FactsPlace(const std::filesystem::path& index, const std::filesystem::path& shared, const storage::WriterLock& lock,
                       bool anew) {
  if (shared.empty()) {
    store_.emplace(index, &lock, anew);
    return;
  }
  std::error_code error;
  std::filesystem::create_directories(shared, error);
  if (error) {
    throw Error(ErrorKind::kIo, fmt::format("{}: the shared store of facts cannot be made: {}; name another with --facts-store",
                                            shared.string(), error.message()));
  }
  try {
    own_lock_.emplace(shared / storage::kWriterLockName);
  } catch (const Error&) {
    // Held by another work tree's cg-index, or on a file system that is read-only.
  }
  store_.emplace(shared, own_lock_ ? &*own_lock_ : nullptr);
}

std::filesystem::path shared_facts_of_git(const std::string& root) {
  CommandOptions options;
  options.directory = root;
  const CommandResult result = run_command({"git", "rev-parse", "--path-format=absolute", "--git-common-dir"}, options);
  if (result.exit_status != 0) {
    throw Error(ErrorKind::kUsage, fmt::format("{}: not in a git repository, so there is none to share facts in; give --facts-store a folder", root));
  }
  return std::filesystem::path(result.output.substr(0, result.output.find('\n'))) / "cg";
}

}  // namespace cg::ingest
