#include "libcg/search/term_pairs.h"

#include "libcg/base/error.h"

namespace cg::search {

bool TermPairs::next(std::string_view& term, std::string_view& said) {
  if (left_ == 0) return false;
  --left_;
  const std::size_t shared = in_.varint32();
  if (shared > term_.size()) throw Error(ErrorKind::kFormat, "the terms of a file are damaged; run cg-index --rebuild");
  term_.resize(shared);
  term_ += in_.string();
  term = term_;
  said = in_.string();
  return true;
}

}  // namespace cg::search
