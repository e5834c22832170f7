#include "libcg/search/term_marks.h"

#include <algorithm>

#include "libcg/base/hash.h"

namespace cg::search {

std::string_view mark_of(std::string_view list, std::array<char, kMarkBytes>& room) {
  if (list.size() <= kMarkBytes) return list;
  std::uint64_t hash = hash64(list);
  for (char& byte : room) {
    byte = static_cast<char>(hash);
    hash >>= 8U;
  }
  return {room.data(), room.size()};
}

void TermMarkWriter::add(std::string_view term, std::string_view list) {
  const auto shared = static_cast<std::size_t>(std::mismatch(term.begin(), term.end(), before_.begin(), before_.end()).first - term.begin());
  body_.varint(shared);
  body_.string(term.substr(shared));
  std::array<char, kMarkBytes> room{};
  body_.string(mark_of(list, room));
  before_.resize(shared);
  before_ += term.substr(shared);
  ++count_;
}

std::string TermMarkWriter::take() {
  ByteWriter out;
  out.varint(count_);
  out.raw(body_.view());
  body_.clear();
  before_.clear();
  count_ = 0;
  return out.take();
}

}  // namespace cg::search
