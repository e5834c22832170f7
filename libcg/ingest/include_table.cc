#include "libcg/ingest/include_table.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

/// Files a record: the kernel has 220 of them, of 5 KB.
constexpr std::size_t kFilesPerRecord = 256;

using Row = std::vector<std::uint32_t>;

/// Included files lie near each other and near the file: differences are small.
std::string encode_record(std::size_t first, const std::vector<Row>& rows) {
  ByteWriter out;
  out.varint(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out.varint(rows[i].size());
    auto before = static_cast<std::uint32_t>(first + i);
    for (const std::uint32_t file : rows[i]) {
      out.signed_varint(static_cast<std::int32_t>(file - before));
      before = file;
    }
  }
  return out.take();
}

/// Calls visit(row) for each row; the row is its own afterwards.
template <typename Visit>
void decode_record(std::size_t first, std::string_view bytes, Visit&& visit) {
  ByteReader in(bytes);
  const std::size_t count = in.count();
  Row row;
  for (std::size_t i = 0; i < count; ++i) {
    row.resize(in.count());
    auto before = static_cast<std::uint32_t>(first + i);
    for (std::uint32_t& file : row) file = before += static_cast<std::uint32_t>(in.signed_varint());
    visit(row);
  }
}

}  // namespace

void encode_includes(const FileRows& all, FunctionRef<void(std::uint64_t key, const std::string& bytes)> sink) {
  for (std::size_t first = 0; first < all.size(); first += kFilesPerRecord) {
    std::vector<Row> rows;
    for (std::size_t file = first; file < std::min(all.size(), first + kFilesPerRecord); ++file) rows.emplace_back(all[file].begin(), all[file].end());
    sink(first / kFilesPerRecord, encode_record(first, rows));
  }
}

FileRows load_includes(const storage::Environment& environment, const storage::Transaction& transaction, std::size_t files,
                       std::size_t added, const graph::FileNumbers& numbers) {
  FileRows stored;
  const storage::PageCodec codec(schema::kIncludes);
  storage::SegmentReader reader(transaction, environment.table(schema::kIncludes), codec);
  for (bool more = reader.first(); more; more = reader.next()) {
    if (reader.key() * kFilesPerRecord != stored.size()) codec.fail("does not hold every file");
    decode_record(stored.size(), reader.record().bytes, [&](const Row& row) {
      if (numbers.plain() && std::any_of(row.begin(), row.end(), [&](std::uint32_t file) { return file >= files; })) {
        codec.fail("holds a file that is not there");
      }
      stored.add(row);
    });
  }
  if (numbers.plain()) {
    if (stored.size() + added != files) codec.fail("does not hold every file");
    for (std::size_t i = 0; i < added; ++i) stored.add({});
    return stored;
  }
  FileRows out;
  for (FileId file = 0; file < files; ++file) {
    const FileId number = numbers.stored(file);
    if (number == kNone) codec.fail("does not hold every file");
    const auto row = number < stored.size() ? stored[number] : std::span<const std::uint32_t>();
    out.add(numbers.shown(Row(row.begin(), row.end())));
    for (const std::uint32_t other : out[file]) {
      if (other >= files) codec.fail("holds a file that is not there");
    }
  }
  return out;
}

void edit_includes(const storage::Environment& environment, storage::WriteTransaction& transaction, const std::map<std::uint32_t, Row>& rows,
                   const graph::FileNumbers& numbers, std::size_t count) {
  std::map<std::uint32_t, Row> changed;
  for (const auto& [file, row] : rows) changed.emplace(numbers.stored(file), numbers.stored(row));
  const storage::PageCodec codec(schema::kIncludes);
  const storage::Table table = environment.table(schema::kIncludes);
  std::set<std::uint64_t> touched;
  for (const auto& [file, row] : changed) touched.insert(file / kFilesPerRecord);
  {
    // Where numbers have been added or are no more, the last records are longer or shorter.
    std::uint64_t records = 0;
    storage::SegmentReader reader(transaction, table, codec);
    for (bool more = reader.first(); more; more = reader.next()) ++records;
    if (records > 0) touched.insert(records - 1);
    if (count > 0) touched.insert((count - 1) / kFilesPerRecord);
    for (std::uint64_t record = count / kFilesPerRecord; record < records; ++record) touched.insert(record);
  }
  const std::vector<std::uint64_t> keys(touched.begin(), touched.end());
  storage::SegmentEditor(transaction, table, codec)
      .change_each(keys, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        const std::size_t first = keys[i] * kFilesPerRecord;
        std::vector<Row> record;
        if (before) decode_record(first, *before, [&](Row& row) { record.push_back(std::move(row)); });
        record.resize(first < count ? std::min(count - first, kFilesPerRecord) : 0);
        if (record.empty()) return std::nullopt;
        for (auto at = changed.lower_bound(static_cast<std::uint32_t>(first)); at != changed.end() && at->first < first + kFilesPerRecord; ++at) {
          if (at->first - first < record.size()) record[at->first - first] = at->second;
        }
        return encode_record(first, record);
      });
}

}  // namespace cg::ingest
