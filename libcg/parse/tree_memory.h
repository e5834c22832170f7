#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace cg::parse {

/// Memory for everything tree-sitter makes while it reads one file, forgotten as a whole: no tree is walked to be freed, and the
/// next file finds the same lines still in the cache. tree-sitter asks for memory through four functions for the whole
/// process (ts_set_allocator); a Scope says whose memory they give on its thread. Outside of any they are malloc and free.
class TreeMemory {
 public:
  /// While it lives, tree-sitter on this thread takes from `memory`, and nothing that it took may outlive it. Not to be nested.
  class Scope {
   public:
    explicit Scope(TreeMemory& memory);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Scope(Scope&&) = delete;
    Scope& operator=(Scope&&) = delete;

   private:
    TreeMemory& memory_;
  };

  /// At least `size` bytes, aligned to 8. Memory that runs out ends the process, as it does in tree-sitter.
  [[nodiscard]] void* take(std::size_t size) noexcept;
  /// The same bytes with room for `size`; `block` may be null.
  [[nodiscard]] void* resize(void* block, std::size_t size) noexcept;
  /// `block` may be null.
  void give_back(void* block) noexcept;
  /// Everything taken is void. Keeps what a file of usual size needs.
  void forget() noexcept;

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> data;
    std::size_t size;
  };
  static constexpr std::size_t kSmallClasses = 64;  ///< multiples of 16 bytes
  static constexpr std::size_t kLargeClasses = 64;  ///< powers of two

  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;  ///< the one being filled; those behind it are free
  std::size_t used_ = 0;   ///< bytes of it
  std::array<void*, kSmallClasses + kLargeClasses> free_{};  ///< given back, by class; each holds the next
};

}  // namespace cg::parse
