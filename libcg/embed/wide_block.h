#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace cg::embed {

/// An array of zeros at an address that is a multiple of 64; a large one lies in huge pages where the system grants them:
/// candidates strewn over hundreds of megabytes cost a walk of the page tables each otherwise. Not touched before it is
/// used, so that the threads that fill it share the cost of clearing it.
template <class T>
class WideBlock {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  WideBlock() = default;
  /// std::bad_alloc if there is no memory.
  explicit WideBlock(std::size_t count) : size_(count), bytes_((count * sizeof(T) + kHugeBytes - 1) / kHugeBytes * kHugeBytes) {
    if (count == 0) return;
    // A huge page must begin at a multiple of its size: room for the worst begin is reserved, which costs only addresses.
    mapped_ = ::mmap(nullptr, bytes_ + kHugeBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped_ == MAP_FAILED) throw std::bad_alloc();
    auto* at = static_cast<char*>(mapped_);
    at += (kHugeBytes - reinterpret_cast<std::size_t>(at) % kHugeBytes) % kHugeBytes;
    data_ = reinterpret_cast<T*>(at);
    if (count * sizeof(T) >= kHugeBytes) ::madvise(at, bytes_, MADV_HUGEPAGE);  // a wish; nothing depends on it
  }
  WideBlock(WideBlock&& other) noexcept { swap(other); }
  WideBlock& operator=(WideBlock&& other) noexcept {
    swap(other);
    return *this;
  }
  ~WideBlock() {
    if (data_ != nullptr) ::munmap(mapped_, bytes_ + kHugeBytes);
  }

  [[nodiscard]] T* data() noexcept { return data_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  T& operator[](std::size_t at) noexcept { return data_[at]; }
  const T& operator[](std::size_t at) const noexcept { return data_[at]; }

 private:
  static constexpr std::size_t kHugeBytes = std::size_t{2} << 20U;

  void swap(WideBlock& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(mapped_, other.mapped_);
    std::swap(size_, other.size_);
    std::swap(bytes_, other.bytes_);
  }

  T* data_ = nullptr;
  void* mapped_ = nullptr;
  std::size_t size_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace cg::embed
