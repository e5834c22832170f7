#include "libcg/ingest/facts_place.h"

#include <fmt/format.h>

#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/subprocess.h"
#include "libcg/graph/revisions.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {
namespace {

/// The facts of what is indexed in a directory, the work tree and the commits beside it, but for the index at `own`: that
/// one is open, and LMDB must not open a file twice in a process.
std::vector<Hash128> keys_of_indexes(const std::filesystem::path& index, const std::filesystem::path& own) {
  std::vector<std::filesystem::path> directories{index};
  for (const graph::Revision& revision : graph::indexed_revisions(index)) directories.push_back(revision.directory);
  std::vector<Hash128> keys;
  for (const auto& directory : directories) {
    if (directory == own) continue;
    try {
      const auto path = storage::live_index(directory);
      if (!path) continue;
      const storage::Environment env = storage::Environment::open_read(*path);
      const storage::ReadTransaction txn(env);
      for (const TreeEntry& entry : load_tree(env, txn)) {
        if (entry.kind == TreeEntry::Kind::kIndexed) keys.push_back(facts_key(entry.hash, entry.language));
      }
    } catch (const Error&) {
      // Damaged: it has no claim on the store.
    }
  }
  return keys;
}

}  // namespace

FactsPlace::FactsPlace(const std::filesystem::path& index, const std::filesystem::path& shared, const storage::WriterLock& lock,
                       bool anew, const std::filesystem::path& building) {
  const auto others = [index, own = building.empty() ? index : building] { return keys_of_indexes(index, own); };
  if (shared.empty()) {
    store_.emplace(index, &lock, anew);
    store_->also_keep(others);
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
  store_->also_keep(others);
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
