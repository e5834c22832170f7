// Of indexing redis, malloc and free took some 5% of the CPU time, and 3% went into taking finished trees apart, node by node, over
// memory that had left the cache (`perf record`). Trees of this project live as long as it takes to lay them flat, so their memory is
// handed out in sequence and forgotten: parsing and extracting costs a tenth less. tree-sitter also frees and grows a great
// deal on its way (versions of its stack, arrays of children), so that blocks given back are kept by size class: a small one by
// its size in steps of 16 bytes, a large one by the next power of two. The class stands before the block.
#include "libcg/parse/tree_memory.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace cg::parse {
namespace {

constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kStepBytes = 16;
constexpr std::size_t kFirstChunkBytes = std::size_t{256} << 10;
constexpr std::size_t kLargestChunkBytes = std::size_t{8} << 20;
/// What forget() keeps, so that files of usual size ask the system for nothing.
constexpr std::size_t kKeptBytes = std::size_t{16} << 20;

thread_local TreeMemory* current = nullptr;

/// Room for the header and `size` bytes.
struct SizeClass {
  std::size_t number;
  std::size_t bytes;
};

SizeClass class_of(std::size_t size, std::size_t small_classes) {
  const std::size_t steps = (size + kHeaderBytes + kStepBytes - 1) / kStepBytes;
  if (steps < small_classes) return {steps, steps * kStepBytes};
  const std::size_t bytes = std::bit_ceil(size + kHeaderBytes);
  return {small_classes + static_cast<std::size_t>(std::countr_zero(bytes)), bytes};
}

std::uint64_t& header_of(void* block) { return *(static_cast<std::uint64_t*>(block) - 1); }

void* grammar_malloc(std::size_t size) {
  if (current != nullptr) return current->take(size);
  void* const block = std::malloc(size);
  if (block == nullptr && size > 0) std::abort();
  return block;
}

void* grammar_calloc(std::size_t count, std::size_t size) {
  // tree-sitter multiplies sizes of structures with counts it has stored in 32 bits: no overflow.
  void* const block = grammar_malloc(count * size);
  if (block != nullptr) std::memset(block, 0, count * size);
  return block;
}

void* grammar_realloc(void* block, std::size_t size) {
  if (current != nullptr) return current->resize(block, size);
  void* const moved = std::realloc(block, size);
  if (moved == nullptr && size > 0) std::abort();
  return moved;
}

void grammar_free(void* block) {
  if (current != nullptr) {
    current->give_back(block);
  } else {
    std::free(block);
  }
}

}  // namespace

TreeMemory::Scope::Scope(TreeMemory& memory) : memory_(memory) {
  static const bool installed = [] {
    ts_set_allocator(grammar_malloc, grammar_calloc, grammar_realloc, grammar_free);
    return true;
  }();
  static_cast<void>(installed);
  current = &memory;
}

TreeMemory::Scope::~Scope() {
  current = nullptr;
  memory_.forget();
}

void* TreeMemory::take(std::size_t size) noexcept {
  const SizeClass c = class_of(size, kSmallClasses);
  void*& kept = free_[c.number];
  if (kept != nullptr) {
    void* const block = kept;
    std::memcpy(&kept, block, sizeof kept);
    return block;
  }
  while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < c.bytes) {
    ++chunk_;
    used_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    const std::size_t doubled = chunks_.empty() ? kFirstChunkBytes : std::min(2 * chunks_.back().size, kLargestChunkBytes);
    const std::size_t chunk_bytes = std::max(c.bytes, doubled);
    // Not make_unique: it would write zeros over the whole chunk first.
    chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[chunk_bytes]), chunk_bytes});
  }
  std::byte* const start = chunks_[chunk_].data.get() + used_;
  used_ += c.bytes;
  void* const block = start + kHeaderBytes;
  header_of(block) = c.number;
  return block;
}

void* TreeMemory::resize(void* block, std::size_t size) noexcept {
  if (block == nullptr) return take(size);
  const std::uint64_t old = header_of(block);
  if (class_of(size, kSmallClasses).number == old) return block;
  const std::size_t old_bytes = (old < kSmallClasses ? old * kStepBytes : std::size_t{1} << (old - kSmallClasses)) - kHeaderBytes;
  void* const moved = take(size);
  std::memcpy(moved, block, std::min(size, old_bytes));
  give_back(block);
  return moved;
}

void TreeMemory::give_back(void* block) noexcept {
  if (block == nullptr) return;
  void*& kept = free_[header_of(block)];
  std::memcpy(block, &kept, sizeof kept);
  kept = block;
}

void TreeMemory::forget() noexcept {
  std::size_t keep = 0;
  for (std::size_t bytes = 0; keep < chunks_.size() && bytes + chunks_[keep].size <= kKeptBytes; ++keep) bytes += chunks_[keep].size;
  chunks_.resize(keep);
  chunk_ = 0;
  used_ = 0;
  free_.fill(nullptr);
}

}  // namespace cg::parse
