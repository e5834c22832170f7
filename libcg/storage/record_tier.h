#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "libcg/storage/record.h"

namespace cg::storage {

/// Records that are asked for again and again, each in bytes of its own, bounded in bytes; a part of PageCache. Not for several
/// threads at a time.
///
/// Eviction is by CLOCK over the slots: a hit raises a counter, the hand lowers it. The index is a table of open addressing whose
/// entries are 8 bytes, half of them from the hash: two keys may share an entry's bits, so the whole key, which stands in the slot, is
/// compared on every hit.
class RecordTier {
 public:
  struct Key {
    std::uint64_t key = 0;
    std::uint64_t snapshot = 0;
    std::uint32_t table = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  using Hash = std::uint64_t (*)(const Key&);

  /// Tests have a hash of their own, to make collisions.
  explicit RecordTier(Hash hash = &hash_of) : hash_(hash) {}

  [[nodiscard]] std::optional<Record> find(const Key& key);
  /// Keeps a copy; nothing happens if it is there.
  void keep(const Key& key, std::string_view bytes);
  /// Drops a record that has not been asked for lately; false if there is none at all.
  bool evict_one();

  /// All that it takes: records, what their allocation costs, slots and index with the room in them.
  [[nodiscard]] std::size_t bytes() const noexcept;
  [[nodiscard]] std::size_t entries() const noexcept { return entries_; }

  [[nodiscard]] static std::uint64_t hash_of(const Key& key);

 private:
  struct Slot {
    Key key;
    std::uint32_t uses = 0;  // 0 to 3
    Record record;           // no owner: a free slot
  };

  [[nodiscard]] std::size_t place_of(const Key& key) const;
  void grow();
  void forget(std::size_t place);

  Hash hash_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
  std::vector<std::uint64_t> index_;  // upper half of the hash, number of the slot and 1; 0: nothing. A power of two in size
  std::size_t entries_ = 0;
  std::size_t payload_bytes_ = 0;
  std::size_t hand_ = 0;
};

}  // namespace cg::storage
