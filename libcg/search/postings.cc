#include "libcg/search/postings.h"

#include <algorithm>

#include "libcg/base/error.h"

namespace cg::search {
namespace {

enum Form : std::uint32_t { kOnceInBody, kInBody, kInComments, kSeveral };
constexpr std::uint32_t kFormMask = 3;
constexpr std::uint32_t kOtherFile = 4;

[[noreturn]] void fail_list() { throw Error(ErrorKind::kFormat, "a list of words is damaged; run cg-index --rebuild"); }

Form form_of(const Posting& p) {
  const bool body = p.counts[kBody] > 0;
  const bool comments = p.counts[kComments] > 0;
  const bool names = p.counts[kNames] > 0;
  if (body && !comments && !names) return p.counts[kBody] == 1 ? kOnceInBody : kInBody;
  return !body && comments && !names ? kInComments : kSeveral;
}

std::uint8_t fields_of(const Posting& p) {
  return static_cast<std::uint8_t>((p.counts[kBody] > 0 ? 1U : 0U) | (p.counts[kComments] > 0 ? 2U : 0U) | (p.counts[kNames] > 0 ? 4U : 0U));
}

char* put_varint(char* at, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) *at++ = static_cast<char>(value | 0x80U);
  *at++ = static_cast<char>(value);
  return at;
}

}  // namespace

void write_list(std::span<const Posting> postings, std::string& out) {
  constexpr std::size_t kMostBytes = 5 + 1 + kTextFields;  // of a posting: 32 + 3 bits, its fields, their counts
  out.resize(10 + postings.size() * kMostBytes);
  char* at = put_varint(out.data(), postings.size());
  std::uint32_t chunk = 0;
  for (const Posting& p : postings) {
    const Form form = form_of(p);
    at = put_varint(at, std::uint64_t{p.chunk - chunk} << 3U | form);
    chunk = p.chunk;
    if (form == kInBody) *at++ = static_cast<char>(p.counts[kBody]);
    if (form == kInComments) *at++ = static_cast<char>(p.counts[kComments]);
    if (form != kSeveral) continue;
    *at++ = static_cast<char>(fields_of(p));
    for (const std::uint8_t count : p.counts) {
      if (count > 0) *at++ = static_cast<char>(count);
    }
  }
  out.resize(static_cast<std::size_t>(at - out.data()));
}

void PostingWriter::add(std::uint32_t file, const Posting& p) {
  const Form form = form_of(p);
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
  body_.u8(fields_of(p));
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

RunReader::RunReader(std::string_view list)
    : from_(reinterpret_cast<const unsigned char*>(list.data())), at_(from_), end_(from_ + list.size()) {
  ByteReader in(list);
  size_ = in.count();
  at_ = end_ - in.left();
}

RunReader::RunReader(std::string_view list, const FileRun& run)
    : from_(reinterpret_cast<const unsigned char*>(list.data())), at_(from_), end_(from_ + list.size()), file_(run.file) {
  if (run.offset > list.size()) fail_list();
  at_ += run.offset;
}

bool RunReader::read_tail() {
  if (at_ == end_) return false;
  if (from_ != tail_.data()) {
    before_ = offset();
    tail_.fill(0);
    end_ = std::copy(at_, end_, tail_.data());
    from_ = at_ = tail_.data();
  }
  return true;
}

bool RunReader::more_of_file() { return ready() && (first_ || (*at_ & kOtherFile) == 0); }

std::uint64_t RunReader::varint() {
  std::uint64_t value = *at_ & 0x7fU;
  for (unsigned shift = 7; (*at_++ & 0x80U) != 0; shift += 7) {
    if (shift > 35) fail_list();
    value |= std::uint64_t{*at_ & 0x7fU} << shift;
  }
  return value;
}

void RunReader::read(Posting& p) {
  const std::uint64_t head = varint();
  const auto delta = static_cast<std::uint32_t>(head >> 3U);
  chunk_ = (head & kOtherFile) != 0 ? static_cast<std::uint32_t>(varint()) : chunk_ + delta;
  p.chunk = chunk_;
  p.counts = {};
  switch (static_cast<Form>(head & kFormMask)) {
    case kOnceInBody: p.counts[kBody] = 1; break;
    case kInBody: p.counts[kBody] = *at_++; break;
    case kInComments: p.counts[kComments] = *at_++; break;
    case kSeveral: {
      const std::uint8_t fields = *at_++;
      for (std::size_t f = 0; f < kTextFields; ++f) {
        if ((fields >> f & 1U) != 0) p.counts[f] = *at_++;
      }
      break;
    }
  }
  if (at_ > end_) fail_list();
}

/// Where the counts are, behind a head, they are added up; where chunks are, is stepped over: a question walks half a million postings so.
/// Which form comes next cannot be foreseen, so that only the rare one of several fields is branched for; a byte that is looked at for
/// nothing is there (kLongest).
void RunReader::add_counts(unsigned head, std::array<std::uint32_t, kTextFields>& counts) {
  const unsigned form = head & kFormMask;
  if (form == kSeveral) {
    const unsigned fields = *at_++;
    for (std::size_t f = 0; f < kTextFields; ++f) {
      const unsigned has = fields >> f & 1U;
      counts[f] += *at_ * has;
      at_ += has;
    }
  } else {
    const unsigned count = *at_;
    counts[kBody] += form == kOnceInBody ? 1 : (form == kInBody ? count : 0);
    counts[kComments] += form == kInComments ? count : 0;
    at_ += form == kOnceInBody ? 0 : 1;
  }
  if (at_ > end_) fail_list();
}

void RunReader::skip_varint() {
  constexpr int kMostBytes = 6;
  for (int bytes = 1; (*at_++ & 0x80U) != 0; ++bytes) {
    if (bytes == kMostBytes) fail_list();
  }
}

bool RunReader::next_file(FileRun& run, std::array<std::uint32_t, kTextFields>& counts) {
  if (!ready()) return false;
  run.offset = offset();
  counts = {};
  const unsigned head = *at_;
  if ((head & kOtherFile) != 0) {
    file_ += static_cast<std::uint32_t>(varint() >> 3U);
  }
  skip_varint();  // its chunk, which stands in the head if this is file 0
  add_counts(head, counts);
  run.file = file_;
  while (ready()) {
    const unsigned next = *at_;
    if ((next & kOtherFile) != 0) break;
    skip_varint();
    add_counts(next, counts);
  }
  return true;
}

bool RunReader::next_chunk(Posting& posting) {
  if (!more_of_file()) return false;
  first_ = false;
  read(posting);
  return true;
}

}  // namespace cg::search
