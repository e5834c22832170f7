#include "libcg/search/file_words.h"

#include <algorithm>

namespace cg::search {

std::uint32_t FileWords::number(std::string_view word) {
  const WordKey key = key_of(word);
  Recent& r = recent(key);
  if (!is(r, word, key)) r = {key, memo_.number(word)};
  return r.id;
}

void FileWords::meet(std::string_view word, std::uint32_t chunk, bool said) {
  Met& met = met_[met_count_++ % kAhead];
  if (met_count_ > kAhead) count(met);
  met = {word, key_of(word), nullptr, 0, chunk, said};
  met.recent = &recent(met.key);
  if (met.recent->key != met.key) met.start = memo_.prefetch(word, met.key);
}

void FileWords::count(const Met& met) {
  Recent& r = *met.recent;
  if (!is(r, met.word, met.key)) {
    // Another word may have taken its place meanwhile, when nothing was asked for.
    r = {met.key, met.start != 0 ? memo_.number(met.word, met.key, met.start) : memo_.number(met.word)};
  }
  const std::uint32_t id = r.id;
  if (id >= last_.size()) last_.resize(id + id / 2 + 64);
  std::uint32_t place = last_[id];
  // What stands there from another file, or from before a trim, is told by its word and chunk.
  if (place >= counts_.size() || counts_[place].word != id || counts_[place].chunk != met.chunk) {
    place = last_[id] = static_cast<std::uint32_t>(counts_.size());
    counts_.push_back({id, met.chunk, 0, 0});
  }
  ++(met.said ? counts_[place].in_comments : counts_[place].in_code);
}

void FileWords::read(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks) {
  if (memo_.trim()) std::fill(recent_.begin(), recent_.end(), Recent{});
  counts_.clear();
  met_count_ = 0;
  if (chunks.empty()) return;
  std::uint32_t chunk = 0;
  std::size_t comment = 0;
  for_each_word(text, [&](std::string_view word, std::size_t at) {
    while (chunk + 1 < chunks.size() && at >= chunks[chunk].end_byte) ++chunk;
    while (comment < facts.comments.size() && at >= facts.comments[comment].end) ++comment;
    const bool said = comment < facts.comments.size() && at >= facts.comments[comment].start;
    if (chunks[chunk].table) {
      for_each_part(word, [&](std::string_view part) { meet(part, chunk, said); });
    } else {
      meet(word, chunk, said);
    }
  });
  for (std::size_t left = std::min(met_count_, kAhead); left > 0; --left) count(met_[(met_count_ - left) % kAhead]);
}

}  // namespace cg::search
