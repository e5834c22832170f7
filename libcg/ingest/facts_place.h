#pragma once
#include <filesystem>
#include <optional>

#include "libcg/ingest/facts_store.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {

/// The facts store that an index uses, open: its own, or one that several indexes share.
class FactsPlace {
 public:
  /// `shared` is the folder of a shared store, made if need be; empty: the index's own, in `index`, whose lock is given. A shared
  /// store that another process is writing to is only read this time: what it would have gained is parsed again some day.
  /// `anew` throws away what an index's own store has. `building`: the index that is being written, if it is not the one of
  /// the work tree; what the other indexes in `index` need is kept in the store.
  FactsPlace(const std::filesystem::path& index, const std::filesystem::path& shared, const storage::WriterLock& lock,
             bool anew, const std::filesystem::path& building = {});

  [[nodiscard]] FactsStore& store() { return *store_; }

 private:
  std::optional<storage::WriterLock> own_lock_;
  std::optional<FactsStore> store_;
};

/// Where work trees of one repository share their facts: `cg` in git's common directory. Error{kUsage} outside git.
[[nodiscard]] std::filesystem::path shared_facts_of_git(const std::string& root);

}  // namespace cg::ingest
