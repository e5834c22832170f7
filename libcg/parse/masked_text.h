#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/parse/syntax.h"

namespace cg::parse {

/// A text some of whose bytes are replaced, copied only once the first is. Offsets stay what they were.
class MaskedText {
 public:
  void reset(std::string_view source) {
    source_ = source;
    changed_ = false;
    copy_.clear();
    hidden_.clear();
  }
  [[nodiscard]] std::string_view source() const { return source_; }
  [[nodiscard]] std::string_view text() const { return changed_ ? std::string_view(copy_) : source_; }

  void write(std::size_t at, char c) {
    if (!changed_) copy_.assign(source_);
    changed_ = true;
    copy_[at] = c;
  }
  /// Names in here stay names that the file uses, though the grammar will not see them.
  void hide(std::size_t from, std::size_t to) {
    blank(from, to);
    hidden_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  }
  [[nodiscard]] const std::vector<TextRange>& hidden() const { return hidden_; }

  /// Spaces for everything but line ends.
  void blank(std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to; ++at) {
      if (source_[at] != '\n' && source_[at] != '\r') write(at, ' ');
    }
  }

 private:
  std::string_view source_;
  std::string copy_;
  std::vector<TextRange> hidden_;
  bool changed_ = false;
};

}  // namespace cg::parse
