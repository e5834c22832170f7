// Each page is a frame by itself, so that a lookup decodes one page; what it has in common with its neighbours is lost. A dictionary
// trained for the class gives some of that back, and the format has room for it (form 2). No build trains any, for it does not pay. With
// dictionaries trained on pages from all over the table that they then compress, which is kinder than a build can be, and counted
// only where they help, their own bytes included:
//                     redis (graph of 3.2 MB)   12,859 files of the Linux kernel (67.4 MB)
//   of 16 KiB         -0.9%                     -1.3%
//   of 64 KiB         -0.3%                     -2.0%
//   of 112 KiB        -0.0%                     -2.1%
// The best class, signatures and comments, gains 5.5% in the kernel's files, and its pages then take 38% longer to decode; symbols gain
// 2.9% for 23%, sites 1.2% for 18%, incoming edges nothing; encoding takes 1.3 to 1.9 times as long. Pages of 16 KiB in columns
// leave little that only others could tell them.
// A higher level is the better bargain, and still none: level 6 makes the four largest classes 5.9% smaller for 1.0 s of CPU time more, where
// all of indexing takes 28.5; level 4 1.6% for 0.1 s.
// (`page_ratio INDEX`; tests/bench/runs/page_ratio-redis-2026-11-23.txt and -kernel-subset-.)
#include "libcg/storage/page_codec.h"

#include <fmt/format.h>
#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/storage/page_level.h"

namespace cg::storage {
namespace {

enum Form : std::uint8_t { kStored = 0, kZstd = 1, kZstdWithDictionary = 2 };

template <auto kFree>
struct Freer {
  template <typename T>
  void operator()(T* pointer) const noexcept {
    kFree(pointer);
  }
};
using CompressContext = std::unique_ptr<ZSTD_CCtx, Freer<ZSTD_freeCCtx>>;
using DecompressContext = std::unique_ptr<ZSTD_DCtx, Freer<ZSTD_freeDCtx>>;
using CompressDictionary = std::unique_ptr<ZSTD_CDict, Freer<ZSTD_freeCDict>>;
using DecompressDictionary = std::unique_ptr<ZSTD_DDict, Freer<ZSTD_freeDDict>>;

template <typename Pointer>
Pointer must(Pointer pointer) {
  if (!pointer)
    throw Error(ErrorKind::kLimit, "out of memory for a compression context; lower --threads or --max-memory");
  return pointer;
}

ZSTD_CCtx* compress_context() {
  thread_local const CompressContext context = must(CompressContext(ZSTD_createCCtx()));
  return context.get();
}

ZSTD_DCtx* decompress_context() {
  thread_local const DecompressContext context = must(DecompressContext(ZSTD_createDCtx()));
  return context.get();
}

struct Frame {
  std::uint8_t form = kStored;
  std::uint32_t dictionary_id = 0;
  std::uint64_t raw_bytes = 0;
  std::uint32_t checksum = 0;
  std::string_view body;
};

/// Empty if the frame ends within its head.
std::optional<Frame> parse(std::string_view bytes) {
  try {
    ByteReader reader(bytes);
    Frame frame;
    frame.form = reader.u8();
    if (frame.form == kZstdWithDictionary) frame.dictionary_id = reader.u32();
    frame.raw_bytes = reader.varint();
    frame.checksum = reader.u32();
    frame.body = reader.raw(reader.left());
    return frame;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

struct PageCodec::Impl {
  Impl(std::string name, PageCodecOptions given)
      : page_class(std::move(name)), options(std::move(given)), seed(hash64(page_class)) {
    if (options.level == 0) options.level = page_level(page_class);
    if (options.dictionary.empty()) return;
    const std::string& bytes = options.dictionary;
    dictionary_id = static_cast<std::uint32_t>(hash64(bytes));
    compress_dictionary = must(CompressDictionary(ZSTD_createCDict(bytes.data(), bytes.size(), options.level)));
    decompress_dictionary = must(DecompressDictionary(ZSTD_createDDict(bytes.data(), bytes.size())));
  }

  /// Of what is written and not of what it means: zstd passes over a bit here and there, and whatever it reads is proved before.
  [[nodiscard]] std::uint32_t checksum(std::uint8_t form, std::uint64_t raw_bytes, std::string_view body) const {
    ByteWriter head;
    head.u8(form);
    if (form == kZstdWithDictionary) head.u32(dictionary_id);
    head.varint(raw_bytes);
    return static_cast<std::uint32_t>(hash64(body, hash64(head.view(), seed)));
  }

  std::string page_class;
  PageCodecOptions options;
  std::uint64_t seed;
  std::uint32_t dictionary_id = 0;
  CompressDictionary compress_dictionary;
  DecompressDictionary decompress_dictionary;
};

PageCodec::PageCodec(std::string page_class, PageCodecOptions options)
    : impl_(std::make_unique<const Impl>(std::move(page_class), std::move(options))) {}
PageCodec::~PageCodec() = default;
PageCodec::PageCodec(PageCodec&&) noexcept = default;
PageCodec& PageCodec::operator=(PageCodec&&) noexcept = default;

const std::string& PageCodec::page_class() const noexcept { return impl_->page_class; }

void PageCodec::fail(std::string_view cause) const {
  throw Error(
      ErrorKind::kFormat,
      fmt::format("the index is damaged: a page of class \"{}\" {}; run cg-index to rebuild it", page_class(), cause));
}

std::string PageCodec::encode(std::string_view raw) const {
  if (raw.size() > impl_->options.max_raw_bytes) {
    throw Error(ErrorKind::kLimit, fmt::format("a page of class \"{}\" would take {} bytes, more than the limit of {}",
                                               page_class(), raw.size(), impl_->options.max_raw_bytes));
  }
  const bool with_dictionary = impl_->compress_dictionary != nullptr;
  ZSTD_CCtx* const context = compress_context();
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, impl_->options.level);
  // Our own head says all that these would repeat.
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 0);
  ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);
  if (with_dictionary) ZSTD_CCtx_refCDict(context, impl_->compress_dictionary.get());

  // Room for the worst case, which is not cleared and taken anew for each page: of a list of edges it is megabytes.
  thread_local std::string room;
  if (room.size() < ZSTD_compressBound(raw.size())) room.resize(ZSTD_compressBound(raw.size()));
  const std::size_t body_bytes = ZSTD_compress2(context, room.data(), room.size(), raw.data(), raw.size());
  const bool smaller = !ZSTD_isError(body_bytes) && body_bytes < raw.size();
  const std::uint8_t form = !smaller ? kStored : with_dictionary ? kZstdWithDictionary : kZstd;
  const std::string_view body = smaller ? std::string_view(room).substr(0, body_bytes) : raw;
  ByteWriter frame;
  frame.u8(form);
  if (form == kZstdWithDictionary) frame.u32(impl_->dictionary_id);
  frame.varint(raw.size());
  frame.u32(impl_->checksum(form, raw.size(), body));
  frame.raw(body);
  return frame.take();
}

std::string PageCodec::decode(std::string_view frame) const {
  std::string raw;
  decode(frame, raw);
  return raw;
}

void PageCodec::decode(std::string_view bytes, std::string& raw) const {
  const auto frame = parse(bytes);
  if (!frame) fail("is cut short");
  if (frame->raw_bytes > impl_->options.max_raw_bytes) fail("claims a size beyond all bounds");
  if (frame->form == kZstdWithDictionary && frame->dictionary_id != impl_->dictionary_id) fail("was compressed with another dictionary");
  if (frame->form > kZstdWithDictionary) fail("has an unknown form");
  if (impl_->checksum(frame->form, frame->raw_bytes, frame->body) != frame->checksum) fail("does not match its checksum");
  if (frame->form == kStored) {
    if (frame->body.size() != frame->raw_bytes) fail("has not the size it claims");
    raw.assign(frame->body);
    return;
  }
  // zstd's own head must agree before memory is asked for: a claim of 200 MB needs two damaged numbers.
  if (ZSTD_getFrameContentSize(frame->body.data(), frame->body.size()) != frame->raw_bytes) fail("has not the size it claims");
  raw.resize(frame->raw_bytes);
  const bool with_dictionary = frame->form == kZstdWithDictionary;
  const std::size_t got = ZSTD_decompress_usingDDict(
      decompress_context(), raw.data(), raw.size(), frame->body.data(), frame->body.size(),
      with_dictionary ? impl_->decompress_dictionary.get() : nullptr);
  if (ZSTD_isError(got)) fail(fmt::format("cannot be decompressed ({})", ZSTD_getErrorName(got)));
  if (got != frame->raw_bytes) fail("has not the size it claims");
}

std::string train_dictionary(std::span<const std::string> samples, std::size_t max_bytes) {
  std::string joined;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    joined += sample;
    sizes.push_back(sample.size());
  }
  std::string dictionary(max_bytes, '\0');
  const std::size_t got = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), joined.data(), sizes.data(),
                                                static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(got)) return {};
  dictionary.resize(got);
  return dictionary;
}

}  // namespace cg::storage
