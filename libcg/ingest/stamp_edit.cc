#include "libcg/ingest/stamp_edit.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "libcg/graph/records.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/segment_writer.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

/// From so many rows on, writing the whole table costs less than a page for each.
constexpr std::size_t kFewRows = 64;

struct Stamped {
  FileId file;  ///< its number in the tables
  FileStamp stamp;
};

void edit_rows(storage::WriteTransaction& txn, storage::Table table, const storage::PageCodec& codec, const std::vector<Stamped>& changed) {
  storage::SegmentEditor editor(txn, table, codec);
  for (const Stamped& s : changed) {
    std::string bytes;
    {
      storage::SegmentReader reader(txn, table, codec);
      const auto record = reader.find(s.file);
      if (!record) continue;
      graph::FileRow row = graph::decode_file(record->bytes);
      row.stamp = s.stamp;
      bytes = graph::encode_file(row);
    }
    editor.put(s.file, bytes);
  }
}

void rewrite_rows(storage::WriteTransaction& txn, storage::Table table, const storage::PageCodec& codec, const std::vector<Stamped>& changed) {
  std::vector<std::pair<std::uint64_t, std::string>> rows;
  {
    storage::SegmentReader reader(txn, table, codec);
    auto next = changed.begin();
    for (bool more = reader.first(); more; more = reader.next()) {
      while (next != changed.end() && next->file < reader.key()) ++next;
      std::string bytes(reader.record().bytes);
      if (next != changed.end() && next->file == reader.key()) {
        graph::FileRow row = graph::decode_file(bytes);
        row.stamp = next->stamp;
        bytes = graph::encode_file(row);
      }
      rows.emplace_back(reader.key(), std::move(bytes));
    }
  }
  txn.clear(table);
  storage::SegmentWriter writer([&](std::string_view key, std::string_view page) { txn.append(table, key, page); }, codec);
  for (const auto& [key, bytes] : rows) writer.add(key, bytes);
  writer.finish();
}

}  // namespace

void write_stamps(storage::Environment& environment, storage::WriteTransaction& transaction, std::span<const TreeEntry> before,
                  std::span<const TreeEntry> now, const graph::FileNumbers& numbers) {
  std::vector<Stamped> changed;
  FileId file = 0;
  auto old = before.begin();
  for (const TreeEntry& entry : now) {
    if (entry.kind != TreeEntry::Kind::kIndexed) continue;
    while (old != before.end() && old->path < entry.path) ++old;
    const bool known = old != before.end() && old->path == entry.path && old->kind == TreeEntry::Kind::kIndexed;
    if (known && entry.stamp != old->stamp) changed.push_back({numbers.stored(file), entry.stamp});
    ++file;
  }
  std::sort(changed.begin(), changed.end(), [](const Stamped& a, const Stamped& b) { return a.file < b.file; });
  const storage::Table table = environment.table(schema::kFiles);
  const storage::PageCodec codec(schema::kFiles);
  if (changed.size() <= kFewRows) {
    edit_rows(transaction, table, codec, changed);
  } else {
    rewrite_rows(transaction, table, codec, changed);
  }
  const storage::Table tree = environment.table(schema::kTree);
  for (const auto& [key, value] : encode_tree_changes(before, now)) {
    if (value.empty()) {
      transaction.erase(tree, key);
    } else {
      transaction.put(tree, key, value);
    }
  }
}

}  // namespace cg::ingest
