#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace cg::embed {

/// Buffers for the length of a question, given back and used again: the second question of a process allocates nothing.
/// Sizes are rounded up to powers of two, and a buffer begins at a multiple of 64 bytes. For any number of threads.
class SlabPool {
 public:
  struct Counts {
    std::uint64_t acquired = 0;
    std::uint64_t reused = 0;       ///< of those, without an allocation
    std::uint64_t held_bytes = 0;   ///< in the pool, in nobody's hands
  };

  /// A buffer in somebody's hands; goes back to its pool, which must live longer. Its content is not cleared.
  class Slab {
   public:
    Slab() = default;
    Slab(Slab&& other) noexcept { *this = std::move(other); }
    Slab& operator=(Slab&& other) noexcept {
      std::swap(pool_, other.pool_);
      std::swap(data_, other.data_);
      std::swap(class_, other.class_);
      return *this;
    }
    ~Slab() {
      if (pool_ != nullptr) pool_->release(data_, class_);
    }
    [[nodiscard]] void* data() const noexcept { return data_; }

   private:
    friend class SlabPool;
    Slab(SlabPool* pool, void* data, std::size_t size_class) : pool_(pool), data_(data), class_(size_class) {}
    SlabPool* pool_ = nullptr;
    void* data_ = nullptr;
    std::size_t class_ = 0;
  };

  /// Keeps at most this many bytes that nobody uses.
  explicit SlabPool(std::size_t keep_bytes = std::size_t{64} << 20U) : keep_bytes_(keep_bytes) {}
  SlabPool(const SlabPool&) = delete;
  SlabPool& operator=(const SlabPool&) = delete;
  ~SlabPool() { trim(0); }

  /// std::bad_alloc if there is no memory, after what the pool holds has been given back to the system.
  [[nodiscard]] Slab acquire(std::size_t bytes);
  /// The same as an array of `count` numbers.
  template <class T>
  [[nodiscard]] std::pair<Slab, std::span<T>> array(std::size_t count) {
    Slab slab = acquire(count * sizeof(T));
    const std::span<T> numbers(static_cast<T*>(slab.data()), count);
    return {std::move(slab), numbers};
  }

  /// Gives what nobody uses back to the system, the largest first, until at most `keep_bytes` are held.
  void trim(std::size_t keep_bytes) noexcept;
  [[nodiscard]] Counts counts() const;

 private:
  static constexpr std::size_t kClasses = 48;

  void release(void* data, std::size_t size_class) noexcept;
  void trim_locked(std::size_t keep_bytes) noexcept;

  mutable std::mutex mutex_;
  std::array<std::vector<void*>, kClasses> free_;  ///< class c: buffers of 2^c bytes
  std::size_t keep_bytes_;
  Counts counts_;
};

}  // namespace cg::embed
