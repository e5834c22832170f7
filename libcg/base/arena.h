#pragma once
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace cg {

/// Memory for many small strings: handed out in sequence, never moved, given back all at once.
class Arena {
 public:
  /// Copies bytes into the arena; the view stays valid until clear() or destruction.
  [[nodiscard]] std::string_view copy(std::string_view bytes);
  /// Forgets the contents and keeps the memory.
  void clear() noexcept;
  /// Memory held, used or not.
  [[nodiscard]] std::size_t bytes() const noexcept { return held_bytes_; }

 private:
  struct Chunk {
    std::unique_ptr<char[]> data;
    std::size_t size;
  };

  char* allocate(std::size_t size);

  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;  ///< index of the chunk being filled; chunks behind it are free
  std::size_t used_ = 0;     ///< bytes taken from it
  std::size_t held_bytes_ = 0;
};

}  // namespace cg
