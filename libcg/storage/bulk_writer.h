#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "libcg/base/knobs.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

/// Fills tables of a fresh environment in ascending key order. Several tables may be filled in turn; within each,
/// keys ascend. Commits every commit_bytes, because LMDB keeps all changed pages in memory until a commit: memory
/// stays near that, whatever the size of the index; and, unless it is 0, when the oldest change is commit_ms old. So it is for files
/// that nobody reads yet (IndexBuild).
class BulkWriter {
 public:
  explicit BulkWriter(Environment& environment, std::size_t commit_bytes = knobs().index_commit_bytes,
                      std::uint64_t commit_ms = knobs().index_commit_ms);
  BulkWriter(const BulkWriter&) = delete;
  BulkWriter& operator=(const BulkWriter&) = delete;

  /// Adds an entry whose key is above all others of its table.
  void append(Table table, std::string_view key, std::string_view value);
  /// Sets an entry in any order; for the few that do not come sorted.
  void put(Table table, std::string_view key, std::string_view value);
  /// Commits what is left. Without it the last batch is lost.
  void finish();

 private:
  WriteTransaction& transaction();
  void count(std::size_t bytes);

  Environment& environment_;
  std::size_t commit_bytes_;
  std::int64_t commit_ns_;  ///< 0: whatever the time
  std::size_t pending_bytes_ = 0;
  std::int64_t since_ns_ = 0;  ///< when the transaction was begun
  std::optional<WriteTransaction> transaction_;  // begun at the first entry, so that tables can be made before
  std::unordered_map<unsigned, std::string> last_keys_;
};

}  // namespace cg::storage
