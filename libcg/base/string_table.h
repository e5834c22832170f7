#pragma once
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <vector>

#include "libcg/base/arena.h"

namespace cg {

/// Gives equal strings the same number: 0, 1, 2, ... in order of first sight. Made for millions of strings.
///
/// Open addressing with linear probing over slots of 8 bytes (32 bits of XXH3 and the id), at most 3/4 full: a
/// probe compares hashes and touches a string only when they agree. Growing moves slots without looking at
/// strings. Strings lie in an arena, so views stay valid until clear().
class Interner {
 public:
  explicit Interner(std::pmr::memory_resource* memory = std::pmr::get_default_resource()) : slots_(memory), entries_(memory), arena_(memory) {}
  Interner(const Interner&) = delete;  // ids of a copy would drift apart from the original's
  Interner& operator=(const Interner&) = delete;
  Interner(Interner&&) = default;
  Interner& operator=(Interner&&) = default;

  /// The id of text, a new one if it was not there. Error{kLimit} beyond 2^32 - 2 strings or 4 GiB for one.
  std::uint32_t intern(std::string_view text);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const noexcept;
  /// The string of an id that intern() returned.
  [[nodiscard]] std::string_view view(std::uint32_t id) const noexcept {
    const Entry& entry = entries_[id];
    return {entry.data, entry.size};
  }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  /// Memory held, for budgets.
  [[nodiscard]] std::size_t bytes() const noexcept;
  /// Room for this many strings without growing the table.
  void reserve(std::size_t strings);
  /// Forgets all strings and keeps the memory; cheap when few strings were in a large table.
  void clear() noexcept;

 private:
  struct Entry {
    const char* data;
    std::uint32_t size;
    std::uint32_t hash;
  };
  struct Slot {
    std::uint32_t hash;
    std::uint32_t id;  ///< kFree: nothing here
  };

  static constexpr std::uint32_t kFree = 0xffffffffU;
  static constexpr Slot kFreeSlot{0, kFree};

  /// The slot that holds text, or the free one where it belongs.
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const noexcept;
  void grow_to(std::size_t slot_count);

  std::pmr::vector<Slot> slots_;  ///< a power of two, or none
  std::pmr::vector<Entry> entries_;
  Arena arena_;
};

}  // namespace cg
