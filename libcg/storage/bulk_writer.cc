#include "libcg/storage/bulk_writer.h"

#include <cassert>

#include "libcg/base/clock.h"

namespace cg::storage {

BulkWriter::BulkWriter(Environment& environment, std::size_t commit_bytes, std::uint64_t commit_ms)
    : environment_(environment), commit_bytes_(commit_bytes), commit_ns_(static_cast<std::int64_t>(commit_ms) * 1'000'000) {}

WriteTransaction& BulkWriter::transaction() {
  if (!transaction_) {
    transaction_.emplace(environment_);
    if (commit_ns_ > 0) since_ns_ = monotonic_ns();
  }
  return *transaction_;
}

void BulkWriter::append(Table table, std::string_view key, std::string_view value) {
  std::string& last = last_keys_[table.handle()];
  assert(last < key && "bulk keys must ascend");
  transaction().append(table, key, value);
  last.assign(key);
  count(key.size() + value.size());
}

void BulkWriter::put(Table table, std::string_view key, std::string_view value) {
  transaction().put(table, key, value);
  count(key.size() + value.size());
}

void BulkWriter::count(std::size_t bytes) {
  pending_bytes_ += bytes;
  if (pending_bytes_ >= commit_bytes_ || (commit_ns_ > 0 && monotonic_ns() - since_ns_ >= commit_ns_)) finish();
}

void BulkWriter::finish() {
  if (transaction_) transaction_->commit();
  transaction_.reset();
  pending_bytes_ = 0;
}

}  // namespace cg::storage
