#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cg::ingest {

/// A file without a name for what does not fit in memory between two phases of a build. Vanishes with the object, or
/// with the process. Appending and reading are for one thread at a time, except read(), which many may use.
class SpillFile {
 public:
  /// In `directory`; Error{kIo} if it cannot be made there.
  explicit SpillFile(const std::string& directory);
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  /// Where the bytes begin. What is short waits in memory for more. Error{kIo} when the disk is full.
  std::uint64_t append(std::string_view bytes);
  void read(std::uint64_t offset, std::size_t size, std::string& out) const;

 private:
  static constexpr std::size_t kTailBytes = std::size_t{64} << 10;
  void write(std::string_view bytes);

  int fd_ = -1;
  std::uint64_t written_ = 0;
  std::string tail_;  ///< of the file, not written yet
};

/// Records sorted into buckets as they come; each bucket is read back whole, in the order of its appends. With buckets that
/// ascend like the keys wanted, this is a sort of any amount of data in the memory of one bucket. What waits to be written
/// takes at most knobs().index_spill_bytes in all, or kLeastBufferBytes a bucket if that is more.
class BucketSpill {
 public:
  BucketSpill(const std::string& directory, std::size_t buckets);

  void append(std::size_t bucket, std::string_view bytes);
  /// All that was appended to the bucket. Frees its memory.
  std::string take(std::size_t bucket);
  [[nodiscard]] std::size_t buckets() const { return buckets_.size(); }

 private:
  static constexpr std::size_t kLeastBufferBytes = std::size_t{1} << 10;
  static constexpr std::size_t kMostBufferBytes = std::size_t{64} << 10;
  struct Piece {
    std::uint64_t offset;
    std::size_t size;
  };
  struct Bucket {
    std::string buffer;
    std::vector<Piece> pieces;
  };
  void write(Bucket& bucket);

  SpillFile file_;
  std::vector<Bucket> buckets_;
  std::size_t buffer_bytes_;
};

}  // namespace cg::ingest
