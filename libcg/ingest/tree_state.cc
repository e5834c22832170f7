#include "libcg/ingest/tree_state.h"

#include <algorithm>
#include <ctime>
#include <iterator>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"

namespace cg::ingest {
namespace {

constexpr std::size_t kEntriesPerChunk = 512;

std::string chunk_key(std::size_t chunk) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(chunk >> static_cast<unsigned>(shift) & 0xffU);
  return out;
}

/// Column by column; a path as the number of bytes that it shares with the one before, and the rest.
std::string encode_chunk(std::span<const TreeEntry> entries) {
  ByteWriter out;
  out.varint(entries.size());
  std::string_view before;
  for (const TreeEntry& e : entries) {
    std::size_t shared = 0;
    while (shared < before.size() && shared < e.path.size() && before[shared] == e.path[shared]) ++shared;
    out.varint(shared);
    out.string(std::string_view(e.path).substr(shared));
    before = e.path;
  }
  for (const TreeEntry& e : entries) out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(e.kind) << 1U | (e.settled ? 1U : 0U)));
  for (const TreeEntry& e : entries) out.string(e.language);
  for (const TreeEntry& e : entries) out.varint(e.stamp.size_bytes);
  std::int64_t near = 0;
  for (const TreeEntry& e : entries) {
    out.signed_varint(e.stamp.mtime_ns - near);
    out.signed_varint(e.stamp.ctime_ns - e.stamp.mtime_ns);
    near = e.stamp.mtime_ns;
  }
  std::uint64_t inode = 0;
  for (const TreeEntry& e : entries) {
    out.signed_varint(static_cast<std::int64_t>(e.stamp.inode - inode));
    inode = e.stamp.inode;
  }
  for (const TreeEntry& e : entries) {
    if (e.kind != TreeEntry::Kind::kIndexed && e.kind != TreeEntry::Kind::kManifest) continue;
    out.u64(e.hash.lo);
    out.u64(e.hash.hi);
  }
  return out.take();
}

void decode_chunk(std::string_view bytes, std::vector<TreeEntry>& out) {
  ByteReader in(bytes);
  std::vector<TreeEntry> entries(in.count(8));
  std::string_view before;
  for (TreeEntry& e : entries) {
    const std::size_t shared = in.varint32();
    if (shared > before.size()) throw Error(ErrorKind::kFormat, "the table of the tree's files is damaged; run cg-index --rebuild");
    e.path = before.substr(0, shared);
    e.path += in.string();
    before = e.path;
  }
  for (TreeEntry& e : entries) {
    const std::uint8_t head = in.u8();
    if (head > 7) throw Error(ErrorKind::kFormat, "the table of the tree's files is damaged; run cg-index --rebuild");
    e.kind = static_cast<TreeEntry::Kind>(head >> 1U);
    e.settled = (head & 1U) != 0;
  }
  for (TreeEntry& e : entries) e.language = in.string();
  for (TreeEntry& e : entries) e.stamp.size_bytes = in.varint();
  std::int64_t near = 0;
  for (TreeEntry& e : entries) {
    near += in.signed_varint();
    e.stamp.mtime_ns = near;
    e.stamp.ctime_ns = near + in.signed_varint();
  }
  std::uint64_t inode = 0;
  for (TreeEntry& e : entries) e.stamp.inode = inode += static_cast<std::uint64_t>(in.signed_varint());
  for (TreeEntry& e : entries) {
    if (e.kind != TreeEntry::Kind::kIndexed && e.kind != TreeEntry::Kind::kManifest) continue;
    e.hash.lo = in.u64();
    e.hash.hi = in.u64();
  }
  out.insert(out.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
}

}  // namespace

std::int64_t file_clock_ns() noexcept {
  timespec now{};
#ifdef CLOCK_REALTIME_COARSE
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
#else
  ::clock_gettime(CLOCK_REALTIME, &now);
#endif
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

std::vector<std::pair<std::string, std::string>> encode_tree(std::span<const TreeEntry> entries) {
  const storage::PageCodec codec(storage::schema::kTree);
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t from = 0; from < entries.size(); from += kEntriesPerChunk) {
    const auto chunk = entries.subspan(from, std::min(kEntriesPerChunk, entries.size() - from));
    out.emplace_back(chunk_key(out.size()), codec.encode(encode_chunk(chunk)));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> encode_tree_changes(std::span<const TreeEntry> before, std::span<const TreeEntry> now) {
  const storage::PageCodec codec(storage::schema::kTree);
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t from = 0; from < now.size(); from += kEntriesPerChunk) {
    const auto chunk = now.subspan(from, std::min(kEntriesPerChunk, now.size() - from));
    const std::size_t old_from = std::min(from, before.size());
    const auto old = before.subspan(old_from, std::min(kEntriesPerChunk, before.size() - old_from));  // it may have been longer
    if (std::equal(chunk.begin(), chunk.end(), old.begin(), old.end())) continue;
    out.emplace_back(chunk_key(from / kEntriesPerChunk), codec.encode(encode_chunk(chunk)));
  }
  const auto chunks = [](std::span<const TreeEntry> entries) { return (entries.size() + kEntriesPerChunk - 1) / kEntriesPerChunk; };
  for (std::size_t chunk = chunks(now); chunk < chunks(before); ++chunk) out.emplace_back(chunk_key(chunk), std::string());
  return out;
}

std::vector<TreeEntry> decode_tree_page(std::string_view raw) {
  std::vector<TreeEntry> out;
  decode_chunk(raw, out);
  return out;
}

std::vector<TreeEntry> load_tree(const storage::Environment& environment, const storage::Transaction& transaction) {
  std::vector<TreeEntry> out;
  const auto table = environment.find_table(storage::schema::kTree);
  if (!table) return out;
  const storage::PageCodec codec(storage::schema::kTree);
  std::string raw;
  std::size_t chunk = 0;
  storage::Cursor cursor(transaction, *table);
  for (bool more = cursor.first(); more; more = cursor.next()) {
    if (cursor.key() != chunk_key(chunk++)) codec.fail("is stored under a key that is not its own");
    codec.decode(cursor.value(), raw);
    decode_chunk(raw, out);
  }
  return out;
}

}  // namespace cg::ingest
