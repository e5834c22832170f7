#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "libcg/base/error.h"

namespace cg::storage {

/// The table key of a segment: its first record's key, big-endian, so that byte order is number order.
class SegmentKey {
 public:
  explicit SegmentKey(std::uint64_t key) noexcept {
    for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] = static_cast<char>(key >> (56 - 8 * i));
  }
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), bytes_.size()}; }

  /// The number in a table key; Error{kFormat} if it is none.
  [[nodiscard]] static std::uint64_t parse(std::string_view bytes) {
    if (bytes.size() != 8)
      throw Error(ErrorKind::kFormat,
                  "the index is damaged: a segment has a malformed key; run cg-index to rebuild it");
    std::uint64_t key = 0;
    for (const char byte : bytes) key = key << 8 | static_cast<unsigned char>(byte);
    return key;
  }

 private:
  std::array<char, 8> bytes_{};
};

}  // namespace cg::storage
