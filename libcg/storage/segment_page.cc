#include "libcg/storage/segment_page.h"

#include <cassert>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::storage {
namespace {

[[noreturn]] void damaged(const char* what) {
  throw Error(ErrorKind::kFormat,
              std::string("the index is damaged: a segment page ") + what + "; run cg-index to rebuild it");
}

std::size_t width_of(std::uint64_t largest) {
  return largest <= 0xff ? 1 : largest <= 0xffff ? 2 : largest <= 0xffffffff ? 4 : 8;
}

bool is_width(std::size_t width) { return width == 1 || width == 2 || width == 4 || width == 8; }

void write_number(ByteWriter& out, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) out.u8(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t number_at(std::string_view column, std::size_t index, std::size_t width) {
  const char* const at = column.data() + index * width;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  return value;
}

}  // namespace

std::string encode_segment(std::span<const SegmentRecord> records) {
  assert(!records.empty());
  std::uint64_t payload_bytes = 0;
  for (const auto& record : records) payload_bytes += record.bytes.size();
  const std::uint64_t first = records.front().key;
  const std::size_t key_width = width_of(records.back().key - first);
  const std::size_t end_width = width_of(payload_bytes);

  ByteWriter out;
  out.u8(static_cast<std::uint8_t>(key_width | end_width << 4));
  out.varint(records.size());
  out.varint(first);
  for (const auto& record : records) write_number(out, record.key - first, key_width);
  std::uint64_t end = 0;
  for (const auto& record : records) {
    end += record.bytes.size();
    write_number(out, end, end_width);
  }
  for (const auto& record : records) out.raw(record.bytes);
  return out.take();
}

SegmentPage::SegmentPage(std::string_view raw) {
  ByteReader reader(raw);
  const std::size_t widths = reader.u8();
  key_width_ = widths & 0xf;
  end_width_ = widths >> 4;
  if (!is_width(key_width_) || !is_width(end_width_)) damaged("has columns of no known width");
  const std::uint64_t count = reader.varint();
  first_ = reader.varint();
  if (count == 0 || count > reader.left() / (key_width_ + end_width_))
    damaged("claims more records than it has room for");
  count_ = static_cast<std::size_t>(count);
  keys_ = reader.raw(count_ * key_width_);
  ends_ = reader.raw(count_ * end_width_);
  payload_ = reader.raw(reader.left());
}

std::uint64_t SegmentPage::key(std::size_t index) const {
  assert(index < count_);
  return first_ + number_at(keys_, index, key_width_);
}

std::uint64_t SegmentPage::end(std::size_t index) const { return number_at(ends_, index, end_width_); }

std::string_view SegmentPage::bytes(std::size_t index) const {
  assert(index < count_);
  const std::uint64_t from = index == 0 ? 0 : end(index - 1);
  const std::uint64_t to = end(index);
  if (from > to || to > payload_.size()) damaged("has a record outside of it");
  return payload_.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
}

std::size_t SegmentPage::lower_bound(std::uint64_t wanted) const {
  std::size_t from = 0;
  std::size_t left = count_;
  while (left > 0) {
    const std::size_t half = left / 2;
    if (key(from + half) < wanted) {
      from += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  return from;
}

void SegmentPage::check() const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (i == 0 ? key(0) != first_ : key(i) <= key(i - 1)) damaged("has keys out of order");
    static_cast<void>(bytes(i));
  }
  if (count_ > 0 && end(count_ - 1) != payload_.size()) damaged("has bytes that belong to no record");
}

}  // namespace cg::storage
