#include "libcg/ingest/spill.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/base/knobs.h"

namespace cg::ingest {
namespace {

[[noreturn]] void fail(const char* what) {
  throw Error(ErrorKind::kIo, fmt::format("temporary file of the build: {}: {}; free some disk space and run cg-index again", what,
                                          std::strerror(errno)));
}

}  // namespace

SpillFile::SpillFile(const std::string& directory) {
  std::string path = directory + "/spill-XXXXXX";
  fd_ = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd_ < 0) {
    throw Error(ErrorKind::kIo, fmt::format("{}: cannot make a temporary file: {}", directory, std::strerror(errno)));
  }
  ::unlink(path.c_str());
}

SpillFile::~SpillFile() {
  if (fd_ >= 0) ::close(fd_);
}

std::uint64_t SpillFile::append(std::string_view bytes) {
  const std::uint64_t begin = written_ + tail_.size();
  if (tail_.size() + bytes.size() > kTailBytes) {
    write(tail_);
    tail_.clear();
  }
  if (bytes.size() > kTailBytes) {
    write(bytes);
  } else {
    tail_ += bytes;
  }
  return begin;
}

void SpillFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(written_));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("write");
    bytes.remove_prefix(static_cast<std::size_t>(n));
    written_ += static_cast<std::uint64_t>(n);
  }
}

void SpillFile::read(std::uint64_t offset, std::size_t size, std::string& out) const {
  out.resize(size);
  std::size_t at = 0;
  while (at < size && offset + at < written_) {
    const auto on_disk = static_cast<std::size_t>(std::min<std::uint64_t>(size - at, written_ - offset - at));
    const ssize_t n = ::pread(fd_, out.data() + at, on_disk, static_cast<off_t>(offset + at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("read");
    at += static_cast<std::size_t>(n);
  }
  if (at < size) tail_.copy(out.data() + at, size - at, static_cast<std::size_t>(offset + at - written_));
}

BucketSpill::BucketSpill(const std::string& directory, std::size_t buckets)
    : file_(directory), buckets_(buckets),
      buffer_bytes_(std::clamp(static_cast<std::size_t>(knobs().index_spill_bytes) / std::max<std::size_t>(buckets, 1), kLeastBufferBytes,
                               kMostBufferBytes)) {}

void BucketSpill::write(Bucket& b) {
  if (b.buffer.empty()) return;
  b.pieces.push_back({file_.append(b.buffer), b.buffer.size()});
  b.buffer.clear();
}

void BucketSpill::append(std::size_t bucket, std::string_view bytes) {
  Bucket& b = buckets_[bucket];
  // A buffer that must grow doubles; one that would outgrow its share is written first.
  const std::size_t wanted = b.buffer.size() + bytes.size();
  if (wanted > b.buffer.capacity() && std::max(wanted, 2 * b.buffer.capacity()) > buffer_bytes_) write(b);
  if (bytes.size() > buffer_bytes_) {
    b.pieces.push_back({file_.append(bytes), bytes.size()});
  } else {
    b.buffer += bytes;
  }
}

std::string BucketSpill::take(std::size_t bucket) {
  Bucket& b = buckets_[bucket];
  std::string out;
  std::string piece;
  for (const Piece& p : b.pieces) {
    file_.read(p.offset, p.size, piece);
    out += piece;
  }
  out += b.buffer;
  b = {};
  return out;
}

}  // namespace cg::ingest
