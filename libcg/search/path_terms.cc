#include "libcg/search/path_terms.h"

#include <algorithm>

#include "libcg/search/words.h"

namespace cg::search {

void write_path_postings(ByteWriter& out, const std::vector<PathPosting>& postings) {
  out.varint(postings.size());
  std::uint32_t before = 0;
  for (const PathPosting& p : postings) {
    out.varint(p.file - before);
    out.u8(static_cast<std::uint8_t>((p.stem_part ? 1U : 0U) | (p.stem_compound ? 2U : 0U) |
                                     static_cast<unsigned>(std::min<std::uint8_t>(p.directories, 63)) << 2U));
    before = p.file;
  }
}

std::vector<PathPosting> read_path_postings(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<PathPosting> out(in.count(2));
  std::uint32_t file = 0;
  for (PathPosting& p : out) {
    file += in.varint32();
    const std::uint8_t bits = in.u8();
    p = {file, (bits & 1U) != 0, (bits & 2U) != 0, static_cast<std::uint8_t>(bits >> 2U)};
  }
  return out;
}

PathPosting& PathTerms::posting(const std::string& token, std::uint32_t file) {
  std::vector<PathPosting>& list = all_[token];
  if (list.empty() || list.back().file != file) list.push_back({file});
  return list.back();
}

PathTerms::Counts PathTerms::add(std::uint32_t file, const PathTraits& path) {
  Counts counts;
  // A stem is one name, whatever stands between its words: "sha1-block" is looked up as "sha1block", too.
  std::string name(path.stem);
  std::replace_if(name.begin(), name.end(), [](char c) { return !is_word_byte(c); }, '_');
  Tokens stem = tokens_of(name);
  std::sort(stem.parts.begin(), stem.parts.end());
  stem.parts.erase(std::unique(stem.parts.begin(), stem.parts.end()), stem.parts.end());
  counts.stem_parts = static_cast<std::uint32_t>(stem.parts.size());
  counts.stem_tokens = counts.stem_parts + (stem.compound.empty() ? 0 : 1);
  for (const std::string& part : stem.parts) posting(part, file).stem_part = true;
  if (!stem.compound.empty()) posting(stem.compound, file).stem_compound = true;
  for_each_word(path.directories, [&](std::string_view word, std::size_t) {
    const Tokens tokens = tokens_of(word);
    const auto count = [&](const std::string& token) {
      std::uint8_t& n = posting(token, file).directories;
      if (n < 63) ++n;
      ++counts.directory_tokens;
    };
    for (const std::string& part : tokens.parts) count(part);
    if (!tokens.compound.empty()) count(tokens.compound);
  });
  return counts;
}

std::uint32_t stem_files(const std::vector<PathPosting>& postings) {
  return static_cast<std::uint32_t>(std::count_if(postings.begin(), postings.end(), [](const PathPosting& p) { return p.stem_part; }));
}

}  // namespace cg::search
