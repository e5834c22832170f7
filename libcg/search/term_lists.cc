#include "libcg/search/term_lists.h"

namespace cg::search {
namespace {

constexpr std::size_t kPieceTailBytes = 4;

}  // namespace

std::string piece_name(std::string_view token, std::uint32_t piece) {
  std::string name(token);
  if (piece == 0) return name;
  name += '\0';
  for (const int shift : {16, 8, 0}) name += static_cast<char>(piece >> shift & 0xffU);
  return name;
}

bool is_piece_of(std::string_view name, std::string_view token) {
  if (name.size() == token.size()) return name == token;
  return name.size() == token.size() + kPieceTailBytes && name.starts_with(token) && name[token.size()] == '\0';
}

std::string with_postings(std::string_view piece, const FilePostings& files) {
  PostingWriter list;
  bool any = false;
  auto next = files.begin();
  const auto add_below = [&](FileId file) {
    for (; next != files.end() && next->first < file; ++next) {
      for (const Posting& p : next->second) list.add(next->first, p);
      any = any || !next->second.empty();
    }
  };
  if (!piece.empty()) {
    PostingReader in(piece);
    FileId file = 0;
    for (Posting p; in.next(file, p);) {
      add_below(file);
      if (next != files.end() && next->first == file) continue;
      list.add(file, p);
      any = true;
    }
  }
  add_below(kNone);
  if (!any) return {};
  ByteWriter out;
  list.finish(out);
  return out.take();
}

}  // namespace cg::search
