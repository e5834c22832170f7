#include "libcg/base/arena.h"

#include <algorithm>
#include <cstring>

namespace cg {
namespace {

// Small first, so that an empty table costs nothing; then doubling, so that a large one has few chunks.
constexpr std::size_t kFirstChunkBytes = std::size_t{4} << 10;
constexpr std::size_t kLargestChunkBytes = std::size_t{1} << 20;

}  // namespace

std::string_view Arena::copy(std::string_view bytes) {
  if (bytes.empty()) return {"", 0};
  char* const place = allocate(bytes.size());
  std::memcpy(place, bytes.data(), bytes.size());
  return {place, bytes.size()};
}

char* Arena::allocate(std::size_t size) {
  while (current_ < chunks_.size()) {
    Chunk& chunk = chunks_[current_];
    if (chunk.size - used_ >= size) {
      used_ += size;
      return chunk.data.get() + used_ - size;
    }
    ++current_;
    used_ = 0;
  }
  const std::size_t doubled = chunks_.empty() ? kFirstChunkBytes : 2 * chunks_.back().size;
  const std::size_t chunk_size = std::max(size, std::min(doubled, kLargestChunkBytes));
  // Not make_unique: it would write zeros over the whole chunk first.
  chunks_.push_back({std::unique_ptr<char[]>(new char[chunk_size]), chunk_size});
  held_bytes_ += chunk_size;
  used_ = size;
  return chunks_.back().data.get();
}

void Arena::clear() noexcept {
  current_ = 0;
  used_ = 0;
}

}  // namespace cg
