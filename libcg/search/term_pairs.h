#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "libcg/base/bytes.h"

namespace cg::search {

/// Reads what a record says of each of its terms: their number, then for each, in their order, how many bytes it shares with the term
/// before, the rest of it, and what is said, both as strings. Error{kFormat} if the bytes are something else.
class TermPairs {
 public:
  explicit TermPairs(ByteReader in) : in_(in), count_(in_.count(3)), left_(count_) {}
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// False behind the last. The term is valid until the next call.
  bool next(std::string_view& term, std::string_view& said);

 private:
  ByteReader in_;
  std::size_t count_, left_;
  std::string term_;
};

}  // namespace cg::search
