#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace cg {

/// 128 bits that stand for a content. Ordered as the number hi * 2^64 + lo, which is also the order of hex().
struct Hash128 {
  std::uint64_t lo = 0;
  std::uint64_t hi = 0;

  friend bool operator==(const Hash128&, const Hash128&) = default;
  friend std::strong_ordering operator<=>(const Hash128& a, const Hash128& b) noexcept {
    return a.hi != b.hi ? a.hi <=> b.hi : a.lo <=> b.lo;
  }
  /// 32 lower-case hexadecimal digits, high half first: what `xxh128sum` prints.
  [[nodiscard]] std::string hex() const;
};

/// XXH3, 64 bits: for hash tables. Fast, not meant to withstand an attacker.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) noexcept;
/// XXH3, 128 bits: for content identity.
[[nodiscard]] Hash128 hash128(std::string_view bytes, std::uint64_t seed = 0) noexcept;

}  // namespace cg

template <>
struct std::hash<cg::Hash128> {
  std::size_t operator()(const cg::Hash128& value) const noexcept { return value.lo; }
};
