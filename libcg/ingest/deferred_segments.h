#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/environment.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// A table of segments whose changes wait until all have been said: reads give what was there before, and a page that holds
/// several changed records is written once.
class DeferredSegments {
 public:
  DeferredSegments(const storage::Environment& environment, storage::WriteTransaction& transaction, const char* name)
      : transaction_(transaction), table_(environment.table(name)), codec_(name), reader_(transaction, table_, codec_) {}

  /// What the index has; not what set() said.
  [[nodiscard]] std::optional<std::string> get(std::uint64_t key) {
    const auto record = reader_.find(key);
    if (!record) return std::nullopt;
    return std::string(record->bytes);
  }
  /// The record of a key from write() on; none: there shall be none.
  void set(std::uint64_t key, std::optional<std::string> bytes) { changes_[key] = std::move(bytes); }

  void write() {
    std::vector<std::uint64_t> keys;
    std::vector<std::optional<std::string>*> values;
    for (auto& [key, value] : changes_) {
      keys.push_back(key);
      values.push_back(&value);
    }
    storage::SegmentEditor(transaction_, table_, codec_)
        .change_each(keys, [&](std::size_t i, std::optional<std::string_view>) { return std::move(*values[i]); });
    changes_.clear();
  }

 private:
  storage::WriteTransaction& transaction_;
  storage::Table table_;
  storage::PageCodec codec_;
  storage::SegmentReader reader_;
  std::map<std::uint64_t, std::optional<std::string>> changes_;
};

}  // namespace cg::ingest
