#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <mutex>
#include <string>

namespace cg {

/// Memory that can leave RAM: large blocks are mappings of files without a name, small ones come from the heap. What lies in
/// them is read and written like any memory; when it should take less room it is dropped from the process, and comes
/// back from the system's cache of files, or from the disk, page by page as it is asked for. Thread-safe.
class FileMemory : public std::pmr::memory_resource {
 public:
  /// Files are made in `directory`, which must exist while blocks are taken.
  explicit FileMemory(std::string directory) : directory_(std::move(directory)) {}
  ~FileMemory() override;
  FileMemory(const FileMemory&) = delete;
  FileMemory& operator=(const FileMemory&) = delete;

  /// Drops all large blocks from resident memory. Costs a minor fault for every page that is read again.
  void leave_ram() noexcept;
  /// The same, if the process has more than `bytes` resident and it pays: not again before it has grown by a sixteenth of that.
  void keep_resident_below(std::uint64_t bytes) noexcept;
  /// Of large blocks together.
  [[nodiscard]] std::uint64_t mapped_bytes() const;

  /// From this size on, a block is a file.
  static constexpr std::size_t kLargeBytes = std::size_t{256} << 10;

 private:
  /// Error{kIo} when no file can be made or the disk is full: its room is reserved here, not found missing at a write.
  void* do_allocate(std::size_t bytes, std::size_t alignment) override;
  void do_deallocate(void* block, std::size_t bytes, std::size_t alignment) override;
  [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  std::string directory_;
  mutable std::mutex mutex_;
  std::map<void*, std::size_t> blocks_;  ///< large ones, with their bytes
  std::uint64_t after_leaving_ = 0;      ///< resident when they last left
};

}  // namespace cg
