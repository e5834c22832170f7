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
      return chunk.data + used_ - size;
    }
    ++current_;
    used_ = 0;
  }
  const std::size_t doubled = chunks_.empty() ? kFirstChunkBytes : 2 * chunks_.back().size;
  const std::size_t chunk_size = std::max(size, std::min(doubled, kLargestChunkBytes));
  chunks_.push_back({});  // first: no chunk is lost if there is no room for its place
  chunks_.back() = {static_cast<char*>(memory_->allocate(chunk_size, alignof(char))), chunk_size};
  held_bytes_ += chunk_size;
  used_ = size;
  return chunks_.back().data;
}

Arena& Arena::operator=(Arena&& other) noexcept {
  if (this == &other) return *this;
  give_back();
  memory_ = other.memory_;
  chunks_ = std::exchange(other.chunks_, {});
  current_ = std::exchange(other.current_, 0);
  used_ = std::exchange(other.used_, 0);
  held_bytes_ = std::exchange(other.held_bytes_, 0);
  return *this;
}

void Arena::give_back() noexcept {
  for (const Chunk& chunk : chunks_) memory_->deallocate(chunk.data, chunk.size, alignof(char));
  chunks_.clear();
}

void Arena::clear() noexcept {
  current_ = 0;
  used_ = 0;
}

}  // namespace cg
