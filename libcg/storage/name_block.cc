#include "libcg/storage/name_block.h"

#include <algorithm>
#include <cassert>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::storage {
namespace {

// 16 costs 1/16 of the sharing and scans 8 entries on average, some 100 ns.
constexpr std::size_t kGroup = 16;
constexpr std::size_t kOffsetBytes = 4;
// An entry takes a byte for each of its three numbers at least.
constexpr std::size_t kMinEntryBytes = 3;

[[noreturn]] void damaged(const char* what) {
  throw Error(ErrorKind::kFormat,
              std::string("the index is damaged: a page of names ") + what + "; run cg-index to rebuild it");
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const auto [at, unused] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(at - a.begin());
}

}  // namespace

std::string encode_names(std::span<const NameEntry> entries) {
  ByteWriter offsets;
  ByteWriter body;
  std::string_view before;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const NameEntry& entry = entries[i];
    assert(i == 0 || before < entry.name);
    const bool whole = i % kGroup == 0;
    if (whole) offsets.u32(static_cast<std::uint32_t>(body.size()));
    const std::size_t shared = whole ? 0 : shared_prefix(before, entry.name);
    body.varint(shared);
    body.varint(entry.name.size() - shared);
    body.varint(entry.payload.size());
    body.raw(entry.name.substr(shared));
    body.raw(entry.payload);
    before = entry.name;
  }
  ByteWriter page;
  page.varint(entries.size());
  page.raw(offsets.view());
  page.raw(body.view());
  return page.take();
}

NameBlock::NameBlock(std::string_view raw) {
  ByteReader reader(raw);
  const std::uint64_t count = reader.varint();
  if (count == 0 || count > reader.left() / kMinEntryBytes) damaged("claims more names than it has room for");
  count_ = static_cast<std::size_t>(count);
  offsets_ = reader.raw(groups() * kOffsetBytes);
  entries_ = reader.raw(reader.left());
}

std::size_t NameBlock::groups() const noexcept { return (count_ + kGroup - 1) / kGroup; }

std::size_t NameBlock::group_offset(std::size_t group) const {
  const std::size_t offset = ByteReader(offsets_.substr(group * kOffsetBytes)).u32();
  if (offset > entries_.size()) damaged("points outside of itself");
  return offset;
}

std::string_view NameBlock::group_name(std::size_t group) const {
  ByteReader reader(entries_.substr(group_offset(group)));
  if (reader.varint() != 0) damaged("has a group that does not begin with a whole name");
  const std::uint64_t size = reader.varint();
  reader.varint();
  if (size > reader.left()) damaged("has a name outside of it");
  return reader.raw(static_cast<std::size_t>(size));
}

std::string_view NameBlock::first_name() const { return group_name(0); }

void NameWalker::go_to_group(std::size_t group) {
  index_ = group * kGroup;
  offset_ = block_.group_offset(group);
  read(true);
}

bool NameWalker::first() {
  go_to_group(0);
  return true;
}

bool NameWalker::next() {
  if (++index_ >= block_.count_) return false;
  read(index_ % kGroup == 0);
  return true;
}

void NameWalker::read(bool whole) {
  ByteReader reader(block_.entries_.substr(offset_));
  const std::uint64_t shared = reader.varint();
  const std::uint64_t rest = reader.varint();
  const std::uint64_t payload = reader.varint();
  if (whole ? shared != 0 : shared > name_.size()) damaged("shares more of a name than there is");
  if (rest > reader.left() || payload > reader.left() - rest) damaged("has a name outside of it");
  if (shared + rest > kMaxNameBytes) damaged("has a name that is too long");
  name_.resize(static_cast<std::size_t>(shared));
  name_.append(reader.raw(static_cast<std::size_t>(rest)));
  payload_ = reader.raw(static_cast<std::size_t>(payload));
  offset_ = block_.entries_.size() - reader.left();
}

bool NameWalker::seek(std::string_view wanted) {
  // The last group whose whole name is not above the wanted one; the first if all are.
  std::size_t from = 0;
  std::size_t left = block_.groups();
  while (left > 1) {
    const std::size_t half = left / 2;
    if (block_.group_name(from + half) <= wanted) {
      from += half;
      left -= half;
    } else {
      left = half;
    }
  }
  go_to_group(from);
  bool more = true;
  while (more && name_ < wanted) more = next();
  return more;
}

void NameBlock::check() const {
  NameWalker walker(*this);
  std::string before;
  std::size_t index = 0;
  for (bool more = walker.first(); more; more = walker.next(), ++index) {
    if (index > 0 && walker.name() <= before) damaged("has names out of order");
    if (index % kGroup == 0 && group_name(index / kGroup) != walker.name()) damaged("points to a wrong name");
    before = walker.name();
    if (index + 1 == count_ && walker.left() != 0) damaged("has bytes that belong to no name");
  }
}

}  // namespace cg::storage
