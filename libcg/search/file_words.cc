#include "libcg/search/file_words.h"

#include <algorithm>
#include <cstring>

namespace cg::search {
namespace {

template <class Int>
std::uint64_t load(const char* from) {
  Int value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace

std::uint32_t FileWords::number(std::string_view word) {
  const char* const begin = word.data();
  const std::size_t size = word.size();
  std::uint64_t first, last;
  if (size >= 8) {
    first = load<std::uint64_t>(begin);
    last = load<std::uint64_t>(begin + size - 8);
  } else if (size >= 4) {
    first = load<std::uint32_t>(begin);
    last = load<std::uint32_t>(begin + size - 4);
  } else {
    first = load<std::uint8_t>(begin) | load<std::uint8_t>(begin + size / 2) << 8U;
    last = load<std::uint8_t>(begin + size - 1);
  }
  // Fibonacci hashing (Knuth, TAOCP 6.4): the top bits of a product with 2^64 over the golden ratio.
  constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;
  Recent& r = recent_[(((first * kGolden) ^ last) * kGolden + size * kGolden) >> (64 - kRecentBits)];
  if (r.size == size && r.first == first && r.last == last && (size <= 16 || memo_.word(r.id) == word)) return r.id;
  r = {first, last, static_cast<std::uint32_t>(size), memo_.number(word)};
  return r.id;
}

void FileWords::read(std::string_view text, const parse::Facts& facts, const std::vector<Chunk>& chunks) {
  if (memo_.trim()) std::fill(recent_.begin(), recent_.end(), Recent{});
  counts_.clear();
  if (chunks.empty()) return;
  std::uint32_t chunk = 0;
  std::size_t comment = 0;
  for_each_word(text, [&](std::string_view word, std::size_t at) {
    while (chunk + 1 < chunks.size() && at >= chunks[chunk].end_byte) ++chunk;
    while (comment < facts.comments.size() && at >= facts.comments[comment].end) ++comment;
    const bool said = comment < facts.comments.size() && at >= facts.comments[comment].start;
    const std::uint32_t id = number(word);
    if (id >= last_.size()) last_.resize(id + id / 2 + 64);
    std::uint32_t place = last_[id];
    // What stands there from another file, or from before a trim, is told by its word and chunk.
    if (place >= counts_.size() || counts_[place].word != id || counts_[place].chunk != chunk) {
      place = last_[id] = static_cast<std::uint32_t>(counts_.size());
      counts_.push_back({id, chunk, 0, 0});
    }
    ++(said ? counts_[place].in_comments : counts_[place].in_code);
  });
}

}  // namespace cg::search
