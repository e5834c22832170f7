#include "libcg/search/postings.h"

#include "libcg/base/error.h"

namespace cg::search {
namespace {

enum Form : std::uint32_t { kOnceInBody, kInBody, kInComments, kSeveral };
constexpr std::uint32_t kFormMask = 3;
constexpr std::uint32_t kOtherFile = 4;

}  // namespace

void PostingWriter::add(std::uint32_t file, const Posting& p) {
  const bool body = p.counts[kBody] > 0;
  const bool comments = p.counts[kComments] > 0;
  const bool names = p.counts[kNames] > 0;
  Form form = kSeveral;
  if (body && !comments && !names) form = p.counts[kBody] == 1 ? kOnceInBody : kInBody;
  if (!body && comments && !names) form = kInComments;
  if (file == file_) {
    body_.varint(std::uint64_t{p.chunk - chunk_} << 3U | form);
  } else {
    body_.varint(std::uint64_t{file - file_} << 3U | kOtherFile | form);
    body_.varint(p.chunk);
  }
  file_ = file;
  chunk_ = p.chunk;
  ++size_;
  if (form == kInBody) body_.u8(p.counts[kBody]);
  if (form == kInComments) body_.u8(p.counts[kComments]);
  if (form != kSeveral) return;
  body_.u8(static_cast<std::uint8_t>((body ? 1U : 0U) | (comments ? 2U : 0U) | (names ? 4U : 0U)));
  for (const std::uint8_t count : p.counts) {
    if (count > 0) body_.u8(count);
  }
}

void PostingWriter::add_file(std::uint32_t file, std::string_view list) {
  PostingReader in(list);
  std::uint32_t zero = 0;
  Posting first;
  if (!in.next(zero, first)) return;
  add(file, first);
  ByteReader others = in.rest();  // they say how far they are from each other, and nothing of the file
  body_.raw(others.raw(others.left()));
  size_ += in.size() - 1;
}

void PostingWriter::finish(ByteWriter& out) {
  out.varint(size_);
  out.raw(body_.view());
  body_.clear();
  size_ = 0;
  file_ = chunk_ = 0;
}

bool PostingReader::next(std::uint32_t& file, Posting& p) {
  if (left_ == 0) return false;
  --left_;
  const std::uint64_t head = in_.varint();
  const auto delta = static_cast<std::uint32_t>(head >> 3U);
  if ((head & kOtherFile) != 0) {
    file_ += delta;
    chunk_ = in_.varint32();
  } else {
    chunk_ += delta;
  }
  file = file_;
  p.chunk = chunk_;
  p.counts = {};
  switch (static_cast<Form>(head & kFormMask)) {
    case kOnceInBody: p.counts[kBody] = 1; break;
    case kInBody: p.counts[kBody] = in_.u8(); break;
    case kInComments: p.counts[kComments] = in_.u8(); break;
    case kSeveral: {
      const std::uint8_t fields = in_.u8();
      for (std::size_t f = 0; f < kTextFields; ++f) {
        if ((fields >> f & 1U) != 0) p.counts[f] = in_.u8();
      }
      break;
    }
  }
  return true;
}

}  // namespace cg::search
