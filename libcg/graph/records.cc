#include "libcg/graph/records.h"

#include <algorithm>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::graph {
namespace {

[[noreturn]] void damaged(const char* what) {
  throw Error(ErrorKind::kFormat, std::string("the index is damaged (") + what + "); run cg-index to rebuild it");
}

template <class Enum>
Enum checked_enum(std::uint64_t value, int count) {
  if (value >= static_cast<std::uint64_t>(count)) damaged("a value out of range");
  return static_cast<Enum>(value);
}

std::uint32_t shifted(std::uint32_t id) { return id == kNone ? 0 : id + 1; }
std::uint32_t unshifted(std::uint32_t value) { return value == 0 ? kNone : value - 1; }

std::uint32_t plus(std::uint32_t base, std::int64_t delta) {
  const std::int64_t sum = static_cast<std::int64_t>(base) + delta;
  if (sum < 0 || sum > 0xffffffffLL) damaged("a number out of range");
  return static_cast<std::uint32_t>(sum);
}

void write_position(ByteWriter& out, Position& last, Position at) {
  out.signed_varint(static_cast<std::int64_t>(at.line) - last.line);
  out.varint(at.column);
  last = at;
}

Position read_position(ByteReader& in, Position& last) {
  last.line = plus(last.line, in.signed_varint());
  last.column = in.varint32();
  return last;
}

}  // namespace

std::string encode_file(const FileRow& row) {
  ByteWriter out;
  out.string(row.path);
  out.u64(row.hash.lo);
  out.u64(row.hash.hi);
  out.varint(row.stamp.size_bytes);
  out.signed_varint(row.stamp.mtime_ns);
  out.varint(row.stamp.inode);
  out.string(row.language);
  out.string(row.separator);
  out.varint(row.lines);
  out.varint(row.symbols);
  out.varint(row.sites);
  out.varint(row.error_bytes);
  out.u8(row.bounded ? 1 : 0);
  return out.take();
}

FileRow decode_file(std::string_view bytes) {
  ByteReader in(bytes);
  FileRow row;
  row.path = in.string();
  row.hash.lo = in.u64();
  row.hash.hi = in.u64();
  row.stamp.size_bytes = in.varint();
  row.stamp.mtime_ns = in.signed_varint();
  row.stamp.inode = in.varint();
  row.language = in.string();
  row.separator = in.string();
  row.lines = in.varint32();
  row.symbols = in.varint32();
  row.sites = in.varint32();
  row.error_bytes = in.varint32();
  row.bounded = in.u8() != 0;
  return row;
}

namespace {

template <class Row>
std::string encode_symbols_of(std::span<const Row> rows) {
  ByteWriter out;
  out.varint(rows.size());
  for (const Row& r : rows) out.u8(static_cast<std::uint8_t>(r.kind));
  for (const Row& r : rows) out.varint(r.flags);
  for (const Row& r : rows) out.varint(shifted(r.container));
  Position last;
  for (const Row& r : rows) write_position(out, last, r.at);
  for (const Row& r : rows) out.signed_varint(static_cast<std::int64_t>(r.at.line) - r.start_line);
  for (const Row& r : rows) out.varint(r.end_line - std::min(r.end_line, r.start_line));
  std::uint32_t byte = 0;
  for (const Row& r : rows) {
    out.signed_varint(static_cast<std::int64_t>(r.start_byte) - byte);
    byte = r.start_byte;
  }
  for (const Row& r : rows) out.varint(r.end_byte - std::min(r.end_byte, r.start_byte));
  for (const Row& r : rows) out.string(r.name);
  for (const Row& r : rows) out.string(r.owner);
  return out.take();
}

}  // namespace

std::string encode_symbols(std::span<const SymbolRow> rows) { return encode_symbols_of(rows); }
std::string encode_symbols(std::span<const SymbolView> rows) { return encode_symbols_of(rows); }

std::vector<SymbolRow> decode_symbols(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<SymbolRow> rows(in.count(10));
  for (SymbolRow& r : rows) r.kind = checked_enum<SymbolKind>(in.u8(), kSymbolKinds);
  for (SymbolRow& r : rows) r.flags = in.varint32();
  for (SymbolRow& r : rows) r.container = unshifted(in.varint32());
  Position last;
  for (SymbolRow& r : rows) r.at = read_position(in, last);
  for (SymbolRow& r : rows) r.start_line = plus(r.at.line, -in.signed_varint());
  for (SymbolRow& r : rows) r.end_line = plus(r.start_line, in.varint32());
  std::uint32_t byte = 0;
  for (SymbolRow& r : rows) byte = r.start_byte = plus(byte, in.signed_varint());
  for (SymbolRow& r : rows) r.end_byte = plus(r.start_byte, in.varint32());
  for (SymbolRow& r : rows) r.name = in.string();
  for (SymbolRow& r : rows) r.owner = in.string();
  return rows;
}

namespace {

template <class Row>
std::string encode_texts_of(std::span<const Row> rows) {
  ByteWriter out;
  out.varint(rows.size());
  for (const Row& r : rows) out.string(r.signature);
  for (const Row& r : rows) out.string(r.doc);
  return out.take();
}

}  // namespace

std::string encode_texts(std::span<const TextRow> rows) { return encode_texts_of(rows); }
std::string encode_texts(std::span<const TextView> rows) { return encode_texts_of(rows); }

std::vector<TextRow> decode_texts(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<TextRow> rows(in.count(2));
  for (TextRow& r : rows) r.signature = in.string();
  for (TextRow& r : rows) r.doc = in.string();
  return rows;
}

namespace {

// Targets of a chunk are few: each is written once, sorted, and sites carry its number.
template <class Row>
std::string encode_sites_of(FileId file, std::span<const Row> rows) {
  std::vector<SymbolRef> targets;
  for (const Row& r : rows) targets.insert(targets.end(), r.targets.begin(), r.targets.end());
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  ByteWriter out;
  out.varint(rows.size());
  out.varint(targets.size());
  SymbolRef last{file, 0};
  for (const SymbolRef t : targets) {
    out.signed_varint(static_cast<std::int64_t>(t.file) - last.file);
    out.signed_varint(static_cast<std::int64_t>(t.ordinal) - (t.file == last.file ? last.ordinal : 0));
    last = t;
  }
  for (const Row& r : rows) out.u8(static_cast<std::uint8_t>(r.kind));
  for (const Row& r : rows) out.u8(static_cast<std::uint8_t>(r.how));
  for (const Row& r : rows) out.u8(r.confidence);
  std::uint32_t owner = 0;
  for (const Row& r : rows) {
    out.signed_varint(static_cast<std::int64_t>(r.owner) - owner);
    owner = r.owner;
  }
  Position at;
  for (const Row& r : rows) write_position(out, at, r.at);
  for (const Row& r : rows) {
    out.varint(r.targets.size());
    for (const SymbolRef t : r.targets) {
      out.varint(static_cast<std::uint64_t>(std::lower_bound(targets.begin(), targets.end(), t) - targets.begin()));
    }
  }
  for (const Row& r : rows) out.string(r.name);
  return out.take();
}

}  // namespace

std::string encode_sites(FileId file, std::span<const SiteRow> rows) { return encode_sites_of(file, rows); }
std::string encode_sites(FileId file, std::span<const SiteView> rows) { return encode_sites_of(file, rows); }

std::vector<SiteRow> decode_sites(FileId file, std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<SiteRow> rows(in.count(7));
  std::vector<SymbolRef> targets(in.count(2));
  SymbolRef last{file, 0};
  for (SymbolRef& t : targets) {
    t.file = plus(last.file, in.signed_varint());
    t.ordinal = plus(t.file == last.file ? last.ordinal : 0, in.signed_varint());
    last = t;
  }
  for (SiteRow& r : rows) r.kind = checked_enum<EdgeKind>(in.u8(), kEdgeKinds);
  for (SiteRow& r : rows) r.how = checked_enum<How>(in.u8(), kHows);
  for (SiteRow& r : rows) r.confidence = in.u8();
  std::uint32_t owner = 0;
  for (SiteRow& r : rows) owner = r.owner = plus(owner, in.signed_varint());
  Position at;
  for (SiteRow& r : rows) r.at = read_position(in, at);
  for (SiteRow& r : rows) {
    r.targets.resize(in.count());
    for (SymbolRef& t : r.targets) {
      const std::uint64_t number = in.varint();
      if (number >= targets.size()) damaged("a site without its target");
      t = targets[number];
    }
  }
  for (SiteRow& r : rows) r.name = in.string();
  return rows;
}

namespace {

void write_rows(ByteWriter& out, std::span<const IncomingRow> rows) {
  out.varint(rows.size());
  FileId file = 0;
  std::uint32_t owner = 0;
  Position at;
  for (const IncomingRow& r : rows) {
    out.varint(r.source.file - file);  // modulo 2^32, see graph/file_numbers.h
    if (r.source.file != file) {
      owner = 0;
      at = {};
    }
    file = r.source.file;
    out.signed_varint(static_cast<std::int64_t>(r.source.ordinal) - owner);
    owner = r.source.ordinal;
    write_position(out, at, r.at);
    out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(r.kind) << 4 | static_cast<unsigned>(r.how)));
    out.u8(r.confidence);
  }
}

std::uint32_t narrow(std::uint64_t value) {
  if (value > 0xffffffffU) damaged("a number of more than 32 bits");
  return static_cast<std::uint32_t>(value);
}

/// As ByteReader::signed_varint, but for what `plus` can take: more is out of range anyway, and damaged() there.
std::int64_t unzigzag(std::uint64_t bits) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 34U;  // so that no sum with 32 bits overflows
  bits = std::min(bits, kMost);
  return static_cast<std::int64_t>(bits >> 1U) ^ -static_cast<std::int64_t>(bits & 1U);
}

std::vector<IncomingRow> read_rows(ByteReader& in) {
  std::vector<IncomingRow> rows(in.count(6));
  FileId file = 0;
  std::uint32_t owner = 0;
  Position at;
  for (IncomingRow& r : rows) {
    // ByteReader's varint() is inline and its relatives are calls: here, where every neighbour passes, that is half of the time.
    const std::uint64_t step = in.varint();
    if (step != 0) {
      owner = 0;
      at = {};
    }
    file += narrow(step);  // modulo 2^32, see write_rows()
    owner = plus(owner, unzigzag(in.varint()));
    r.source = {file, owner};
    at.line = plus(at.line, unzigzag(in.varint()));
    at.column = narrow(in.varint());
    r.at = at;
    const std::string_view rest = in.raw(2);
    const auto both = static_cast<std::uint8_t>(rest[0]);
    r.kind = checked_enum<EdgeKind>(both >> 4U, kEdgeKinds);
    r.how = checked_enum<How>(both & 15U, kHows);
    r.confidence = static_cast<std::uint8_t>(rest[1]);
  }
  return rows;
}

}  // namespace

std::string encode_rows(std::span<const IncomingRow> rows) {
  ByteWriter out;
  write_rows(out, rows);
  return out.take();
}

std::vector<IncomingRow> decode_rows(std::string_view bytes) {
  ByteReader in(bytes);
  return read_rows(in);
}

// Each list has its length in bytes in front, so that one can be had without the others.
std::string join_incoming(std::span<const IncomingBytes> lists) {
  constexpr std::size_t kHeadBytes = 16;  // two varints
  std::size_t bytes = kHeadBytes;
  for (const IncomingBytes& list : lists) bytes += kHeadBytes + list.rows.size();
  std::string out;
  out.reserve(bytes);  // megabytes, for what all of a tree uses
  ByteWriter head;
  head.varint(lists.size());
  std::uint32_t last = 0;
  for (const IncomingBytes& list : lists) {
    head.varint(list.ordinal - last);
    head.varint(list.rows.size());
    last = list.ordinal;
    out += head.view();
    out += list.rows;
    head.clear();
  }
  if (lists.empty()) out += head.view();
  return out;
}

std::vector<IncomingBytes> split_incoming(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<IncomingBytes> lists(in.count(2));
  std::uint32_t ordinal = 0;
  for (IncomingBytes& list : lists) {
    ordinal = list.ordinal = plus(ordinal, in.varint32());
    list.rows = in.string();
  }
  return lists;
}

std::string encode_incoming(std::span<const IncomingList> lists) {
  std::vector<std::string> rows;
  std::vector<IncomingBytes> parts;
  rows.reserve(lists.size());
  for (const IncomingList& list : lists) parts.push_back({list.ordinal, rows.emplace_back(encode_rows(list.rows))});
  return join_incoming(parts);
}

std::vector<IncomingList> decode_incoming(std::string_view bytes) {
  std::vector<IncomingList> lists;
  for (const IncomingBytes& part : split_incoming(bytes)) lists.push_back({part.ordinal, decode_rows(part.rows)});
  return lists;
}

std::vector<IncomingRow> decode_incoming(std::string_view bytes, std::uint32_t ordinal) {
  ByteReader in(bytes);
  std::uint32_t at = 0;
  for (std::size_t left = in.count(2); left > 0; --left) {
    at = plus(at, in.varint32());
    const std::string_view body = in.string();
    if (at == ordinal) return decode_rows(body);
    if (at > ordinal) break;
  }
  return {};
}

std::string encode_definitions(std::span<const DefinitionRow> rows) {
  ByteWriter out;
  out.varint(rows.size());
  FileId file = 0;
  for (const DefinitionRow& r : rows) {
    out.varint(r.symbol.file - file);  // modulo 2^32, as in write_rows()
    file = r.symbol.file;
    out.varint(r.symbol.ordinal);
    out.u8(static_cast<std::uint8_t>(static_cast<unsigned>(r.kind) << 1 | (r.declaration ? 1U : 0U)));
  }
  return out.take();
}

std::vector<DefinitionRow> decode_definitions(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<DefinitionRow> rows(in.count(3));
  FileId file = 0;
  for (DefinitionRow& r : rows) {
    file += in.varint32();
    r.symbol = {file, in.varint32()};
    const std::uint8_t both = in.u8();
    r.kind = checked_enum<SymbolKind>(both >> 1U, kSymbolKinds);
    r.declaration = (both & 1U) != 0;
  }
  return rows;
}

}  // namespace cg::graph
