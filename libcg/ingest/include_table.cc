#include "libcg/ingest/include_table.h"

#include <algorithm>
#include <optional>
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

FileRows load_includes(const storage::Environment& environment, const storage::Transaction& transaction, std::size_t files) {
  FileRows out;
  const storage::PageCodec codec(schema::kIncludes);
  storage::SegmentReader reader(transaction, environment.table(schema::kIncludes), codec);
  for (bool more = reader.first(); more; more = reader.next()) {
    decode_record(out.size(), reader.record().bytes, [&](const Row& row) {
      if (std::any_of(row.begin(), row.end(), [&](std::uint32_t file) { return file >= files; })) codec.fail("holds a file that is not there");
      out.add(row);
    });
  }
  if (out.size() != files) codec.fail("does not hold every file");
  return out;
}

void edit_includes(const storage::Environment& environment, storage::WriteTransaction& transaction, const std::map<std::uint32_t, Row>& rows) {
  std::vector<std::uint64_t> keys;
  for (const auto& [file, row] : rows) {
    if (keys.empty() || keys.back() != file / kFilesPerRecord) keys.push_back(file / kFilesPerRecord);
  }
  const storage::PageCodec codec(schema::kIncludes);
  storage::SegmentEditor(transaction, environment.table(schema::kIncludes), codec)
      .change_each(keys, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        const std::size_t first = keys[i] * kFilesPerRecord;
        std::vector<Row> record;
        if (before) decode_record(first, *before, [&](Row& row) { record.push_back(std::move(row)); });
        for (auto at = rows.lower_bound(static_cast<std::uint32_t>(first)); at != rows.end() && at->first < first + kFilesPerRecord; ++at) {
          if (at->first - first >= record.size()) codec.fail("does not hold every file");
          record[at->first - first] = at->second;
        }
        return encode_record(first, record);
      });
}

}  // namespace cg::ingest
