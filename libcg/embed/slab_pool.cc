#include "libcg/embed/slab_pool.h"

#include <algorithm>
#include <bit>
#include <new>

namespace cg::embed {
namespace {

constexpr std::align_val_t kAlignment{64};
constexpr std::size_t kSmallest = 4096;

}  // namespace

SlabPool::Slab SlabPool::acquire(std::size_t bytes) {
  const auto size_class = static_cast<std::size_t>(std::bit_width(std::max(bytes, kSmallest) - 1));
  if (size_class >= kClasses) throw std::bad_alloc();
  {
    const std::lock_guard lock(mutex_);
    ++counts_.acquired;
    if (auto& free = free_[size_class]; !free.empty()) {
      void* data = free.back();
      free.pop_back();
      ++counts_.reused;
      counts_.held_bytes -= std::size_t{1} << size_class;
      return {this, data, size_class};
    }
  }
  void* data = ::operator new(std::size_t{1} << size_class, kAlignment, std::nothrow);
  if (data == nullptr) {
    trim(0);
    data = ::operator new(std::size_t{1} << size_class, kAlignment);
  }
  return {this, data, size_class};
}

void SlabPool::release(void* data, std::size_t size_class) noexcept {
  const std::lock_guard lock(mutex_);
  try {
    free_[size_class].push_back(data);
  } catch (const std::bad_alloc&) {
    ::operator delete(data, kAlignment);
    return;
  }
  counts_.held_bytes += std::size_t{1} << size_class;
  trim_locked(keep_bytes_);
}

void SlabPool::trim(std::size_t keep_bytes) noexcept {
  const std::lock_guard lock(mutex_);
  trim_locked(keep_bytes);
}

void SlabPool::trim_locked(std::size_t keep_bytes) noexcept {
  for (std::size_t c = kClasses; c-- > 0 && counts_.held_bytes > keep_bytes;) {
    while (!free_[c].empty() && counts_.held_bytes > keep_bytes) {
      ::operator delete(free_[c].back(), kAlignment);
      free_[c].pop_back();
      counts_.held_bytes -= std::size_t{1} << c;
    }
  }
}

SlabPool::Counts SlabPool::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace cg::embed
