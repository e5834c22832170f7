#include "libcg/search/postings.h"

#include "libcg/base/error.h"

namespace cg::search {
namespace {

enum Form : std::uint32_t { kOnceInBody, kInBody, kInComments, kSeveral };

}  // namespace

void write_posting(ByteWriter& out, const Posting& p, std::uint32_t before) {
  const bool body = p.counts[kBody] > 0;
  const bool comments = p.counts[kComments] > 0;
  const bool names = p.counts[kNames] > 0;
  Form form = kSeveral;
  if (body && !comments && !names) form = p.counts[kBody] == 1 ? kOnceInBody : kInBody;
  if (!body && comments && !names) form = kInComments;
  out.varint(std::uint64_t{p.chunk - before} << 2U | form);
  if (form == kInBody) out.u8(p.counts[kBody]);
  if (form == kInComments) out.u8(p.counts[kComments]);
  if (form != kSeveral) return;
  out.u8(static_cast<std::uint8_t>((body ? 1U : 0U) | (comments ? 2U : 0U) | (names ? 4U : 0U)));
  for (const std::uint8_t count : p.counts) {
    if (count > 0) out.u8(count);
  }
}

bool PostingReader::next(Posting& p) {
  if (left_ == 0) return false;
  --left_;
  const std::uint64_t head = in_.varint();
  chunk_ += static_cast<std::uint32_t>(head >> 2U);
  p.chunk = chunk_;
  p.counts = {};
  switch (static_cast<Form>(head & 3U)) {
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
