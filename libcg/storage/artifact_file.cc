#include "libcg/storage/artifact_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "libcg/base/atomic_file.h"
#include "libcg/base/bytes.h"
#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"

namespace cg::storage {
namespace {

constexpr std::string_view kMagic = "cg artifact 1\n";
constexpr std::string_view kMagicOfAny = "cg artifact ";
constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr std::size_t kHashBytes = 16;
constexpr std::size_t kMostHeadBytes = std::size_t{64} << 10;
constexpr std::size_t kMostRecordBytes = std::size_t{1} << 30;
/// Between zstd's default of 3 and its slow levels: an artifact is written once and fetched many times, but a job waits for it.
constexpr int kLevel = 9;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
  void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
};

/// The hash of what goes by.
class RunningHash {
 public:
  RunningHash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }
  void add(std::string_view bytes) { XXH3_128bits_update(state_.get(), bytes.data(), bytes.size()); }
  [[nodiscard]] std::string bytes() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    ByteWriter out;
    out.u64(hash.low64);
    out.u64(hash.high64);
    return out.take();
  }

 private:
  std::unique_ptr<XXH3_state_t, FreeContext> state_;
};

}  // namespace

struct ArtifactWriter::Impl {
  explicit Impl(const std::string& path) : file(path), context(ZSTD_createCCtx()), buffer(ZSTD_CStreamOutSize(), '\0') {
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  }

  void write(std::string_view bytes) {
    file.write(bytes);
    hash.add(bytes);
    written += bytes.size();
  }

  void compress(std::string_view bytes, ZSTD_EndDirective how) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
      const std::size_t left = ZSTD_compressStream2(context.get(), &out, &in, how);
      if (ZSTD_isError(left) != 0) throw Error(ErrorKind::kLimit, fmt::format("the artifact cannot be compressed: {}", ZSTD_getErrorName(left)));
      write({buffer.data(), out.pos});
      if (how == ZSTD_e_end ? left == 0 : in.pos == in.size) return;
    }
  }

  AtomicFile file;
  RunningHash hash;
  std::unique_ptr<ZSTD_CCtx, FreeContext> context;
  std::string buffer;
  std::string pending;
  std::uint64_t written = 0;
};

ArtifactWriter::ArtifactWriter(const std::string& path, const ArtifactHead& head) : impl_(std::make_unique<Impl>(path)) {
  impl_->write(kMagic);
  for (const auto& [key, value] : head) impl_->write(fmt::format("{} {}\n", key, value));
  impl_->write("\n");
}

ArtifactWriter::~ArtifactWriter() = default;

void ArtifactWriter::add(std::string_view record) {
  ByteWriter framed;
  framed.string(record);
  impl_->pending += framed.view();
  if (impl_->pending.size() < kChunkBytes) return;
  impl_->compress(impl_->pending, ZSTD_e_continue);
  impl_->pending.clear();
}

std::uint64_t ArtifactWriter::finish() {
  impl_->compress(impl_->pending, ZSTD_e_end);
  impl_->write(impl_->hash.bytes());
  impl_->file.commit();
  return impl_->written;
}

struct ArtifactReader::Impl {
  explicit Impl(const std::string& where) : path(where), file(::open(where.c_str(), O_RDONLY | O_CLOEXEC)), context(ZSTD_createDCtx()) {
    if (!file) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be opened: {}; name a file that cg-index --export has written", path, errno_text(errno)));
    prove();
    read_head();
  }

  [[noreturn]] void fail(std::string_view cause) const {
    throw Error(ErrorKind::kFormat, fmt::format("{}: {}; nothing was imported: get the file anew, or run cg-index without it", path, cause));
  }

  /// The next bytes of the file from `offset`; fewer only at its end.
  std::string_view read_at(std::uint64_t offset, std::size_t bytes) {
    input.resize(bytes);
    std::size_t got = 0;
    while (got < bytes) {
      const ssize_t n = ::pread(file.get(), input.data() + got, bytes - got, static_cast<off_t>(offset + got));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be read: {}", path, errno_text(errno)));
      if (n == 0) break;
      got += static_cast<std::size_t>(n);
    }
    return std::string_view(input).substr(0, got);
  }

  void prove() {
    const std::string_view start = read_at(0, kMagic.size());
    if (start != kMagic) {
      fail(start.starts_with(kMagicOfAny) ? "was written by another version of cg" : "is no artifact of cg-index --export");
    }
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (size < static_cast<off_t>(kMagic.size() + kHashBytes)) fail("is cut short");
    end = static_cast<std::uint64_t>(size) - kHashBytes;
    RunningHash hash;
    for (std::uint64_t done = 0; done < end;) {
      const std::string_view bytes = read_at(done, static_cast<std::size_t>(std::min<std::uint64_t>(kChunkBytes, end - done)));
      if (bytes.empty()) fail("changed while it was read");
      hash.add(bytes);
      done += bytes.size();
    }
    if (read_at(end, kHashBytes) != hash.bytes()) fail("is damaged or cut short: its checksum does not fit");
  }

  void read_head() {
    const std::string_view text = read_at(0, static_cast<std::size_t>(std::min<std::uint64_t>(kMostHeadBytes, end)));
    const std::size_t stop = text.find("\n\n");
    if (stop == std::string_view::npos) fail("has no head");
    at = stop + 2;
    std::string_view lines = text.substr(kMagic.size() - 1, stop + 1 - (kMagic.size() - 1));
    for (lines.remove_prefix(1); !lines.empty();) {
      const std::string_view line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(line.size() + 1);
      const std::size_t space = std::min(line.find(' '), line.size());
      head.emplace_back(line.substr(0, space), line.substr(std::min(space + 1, line.size())));
    }
  }

  /// Decompresses until there are `bytes` unread, or the stream ends.
  void fill(std::size_t bytes) {
    while (plain.size() - plain_at < bytes && !ended) {
      plain.erase(0, std::exchange(plain_at, 0));
      if (source.pos == source.size) {
        const std::string_view more = read_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(kChunkBytes, end - at)));
        if (more.empty()) fail("its stream has no end");
        at += more.size();
        source = {more.data(), more.size(), 0};
      }
      const std::size_t before = plain.size();
      plain.resize(before + kChunkBytes);
      ZSTD_outBuffer out{plain.data() + before, kChunkBytes, 0};
      const std::size_t left = ZSTD_decompressStream(context.get(), &out, &source);
      if (ZSTD_isError(left) != 0) fail(ZSTD_getErrorName(left));
      plain.resize(before + out.pos);
      ended = left == 0;
    }
  }

  std::string path;
  UniqueFd file;
  std::uint64_t at = 0, end = 0;
  std::string input;
  ArtifactHead head;
  std::unique_ptr<ZSTD_DCtx, FreeContext> context;
  ZSTD_inBuffer source{nullptr, 0, 0};
  std::string plain;
  std::size_t plain_at = 0;
  bool ended = false;
};

ArtifactReader::ArtifactReader(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
ArtifactReader::~ArtifactReader() = default;

std::string ArtifactReader::head(std::string_view key) const {
  const auto found = std::find_if(impl_->head.begin(), impl_->head.end(), [&](const auto& line) { return line.first == key; });
  return found == impl_->head.end() ? std::string() : found->second;
}

bool ArtifactReader::next(std::string& record) {
  Impl& r = *impl_;
  constexpr std::size_t kMostVarintBytes = 10;
  r.fill(kMostVarintBytes);
  if (r.plain_at == r.plain.size()) return false;
  ByteReader head(std::string_view(r.plain).substr(r.plain_at));
  const std::size_t before = head.left();
  const std::uint64_t size = head.varint();
  r.plain_at += before - head.left();
  if (size > kMostRecordBytes) r.fail("has a record that is too large");
  r.fill(static_cast<std::size_t>(size));
  if (r.plain.size() - r.plain_at < size) r.fail("ends within a record");
  record.assign(r.plain, r.plain_at, static_cast<std::size_t>(size));
  r.plain_at += static_cast<std::size_t>(size);
  return true;
}

}  // namespace cg::storage
