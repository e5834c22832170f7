#pragma once
#include <cstddef>
#include <memory_resource>
#include <string_view>
#include <utility>
#include <vector>

namespace cg {

/// Memory for many small strings: handed out in sequence, never moved, given back all at once.
class Arena {
 public:
  explicit Arena(std::pmr::memory_resource* memory = std::pmr::get_default_resource()) : memory_(memory) {}
  ~Arena() { give_back(); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept { *this = std::move(other); }
  Arena& operator=(Arena&& other) noexcept;

  /// Copies bytes into the arena; the view stays valid until clear() or destruction.
  [[nodiscard]] std::string_view copy(std::string_view bytes);
  /// Forgets the contents and keeps the memory.
  void clear() noexcept;
  /// Memory held, used or not.
  [[nodiscard]] std::size_t bytes() const noexcept { return held_bytes_; }

 private:
  struct Chunk {
    char* data;
    std::size_t size;
  };

  char* allocate(std::size_t size);
  void give_back() noexcept;

  std::pmr::memory_resource* memory_;

  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;  ///< index of the chunk being filled; chunks behind it are free
  std::size_t used_ = 0;     ///< bytes taken from it
  std::size_t held_bytes_ = 0;
};

}  // namespace cg
