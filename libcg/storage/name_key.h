#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libcg/storage/cursor.h"

namespace cg::storage {

/// The table key of a page of names: a separator, which is above every name of the page before and not above any of
/// its own. The shortest one is taken, so most are a few bytes.
///
/// LMDB's keys end at 511 bytes and names do not. A separator of kTruncatedBytes or more is cut there and followed by a
/// number that orders the pages with the same cut separator (a "run"; 0, 1, 2, ..., gaps after removals). Within a run
/// the key cannot tell which page holds a name, so the pages' own first names do: a lookup starts at the run's end
/// and walks back. Runs need thousands of names with the same first 500 bytes, so they are made to work, not to be fast.
class NameKey {
 public:
  static constexpr std::size_t kTruncatedBytes = 500;

  /// The key of the first page of a table, below all others.
  [[nodiscard]] static NameKey lowest() { return NameKey({}, std::nullopt); }
  /// The key of a page that begins with first and follows a page that ends with last_before. In a run, its number
  /// is one more than that of key_before if that is of the same run, else 0.
  [[nodiscard]] static NameKey between(std::string_view last_before, std::string_view first, const NameKey& key_before);
  /// Error{kFormat} if the bytes are no such key.
  [[nodiscard]] static NameKey parse(std::string_view bytes);

  [[nodiscard]] std::string bytes() const;
  /// Of the same run: both cut, at the same bytes.
  [[nodiscard]] bool same_run(const NameKey& other) const noexcept {
    return number_ && other.number_ && separator_ == other.separator_;
  }
  [[nodiscard]] bool in_run() const noexcept { return number_.has_value(); }
  /// Whether the key is of the run of names that begin like this one, so that an earlier page may hold it.
  [[nodiscard]] bool in_run_of(std::string_view name) const noexcept { return number_ && name.starts_with(separator_); }
  /// The next key of the same run.
  [[nodiscard]] NameKey successor() const { return NameKey(separator_, number_.value() + 1); }

  /// The bytes at whose floor the page of a name is, or the end of its run.
  [[nodiscard]] static std::string probe(std::string_view name);

 private:
  NameKey(std::string separator, std::optional<std::uint32_t> number)
      : separator_(std::move(separator)), number_(number) {}

  std::string separator_;
  std::optional<std::uint32_t> number_;
};

/// Moves the cursor to the page that holds the name if any does; false if the name is below the first page (the cursor
/// is then at the first page, if there is one). first_name() tells the first name of the page at the cursor.
template <typename FirstName>
bool place_name(Cursor& cursor, std::string_view name, FirstName&& first_name) {
  if (!cursor.seek_floor(NameKey::probe(name))) {
    static_cast<void>(cursor.first());
    return false;
  }
  while (NameKey::parse(cursor.key()).in_run_of(name) && name < first_name()) {
    if (!cursor.previous()) return false;
  }
  return true;
}

}  // namespace cg::storage
