#include "libcg/ingest/links_edit.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/ingest/encoded_file.h"
#include "libcg/parse/language.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

/// A table of segments, read and changed a record at a time.
class Segments {
 public:
  Segments(storage::Environment& env, storage::WriteTransaction& txn, const char* name)
      : txn_(txn), table_(env.table(name)), codec_(name), editor_(txn, table_, codec_) {}

  [[nodiscard]] std::optional<std::string> get(std::uint64_t key) {
    storage::SegmentReader reader(txn_, table_, codec_);
    const auto record = reader.find(key);
    if (!record) return std::nullopt;
    return std::string(record->bytes);
  }
  /// Sets a record, or takes it out: what is as it was costs no page.
  void set(std::uint64_t key, const std::optional<std::string>& before, const std::optional<std::string>& now) {
    if (before == now) return;
    if (now) {
      editor_.put(key, *now);
    } else {
      editor_.erase(key);
    }
  }
  void set(std::uint64_t key, const std::optional<std::string>& now) { set(key, get(key), now); }

 private:
  storage::WriteTransaction& txn_;
  storage::Table table_;
  storage::PageCodec codec_;
  storage::SegmentEditor editor_;
};

graph::IncomingRow row_of(FileId file, const graph::SiteView& s) { return {{file, s.owner}, s.kind, s.how, s.confidence, s.at}; }

}  // namespace

LinksEdit::LinksEdit(storage::Environment& environment, storage::WriteTransaction& transaction) : env_(environment), txn_(transaction) {}

void LinksEdit::replace(FileId file, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked) {
  files_.insert(file);
  Segments files(env_, txn_, schema::kFiles);
  const auto before = files.get(file);
  if (!before) throw Error(ErrorKind::kFormat, env_.path() + ": a file is missing from the index; run cg-index --rebuild");
  graph::FileRow row = graph::decode_file(*before);
  remove_sites(file);
  add_sites(file, linked);

  Segments symbols(env_, txn_, schema::kSymbols);
  Segments texts(env_, txn_, schema::kTexts);
  const EncodedSymbols encoded = encode_file_symbols(facts, row.separator);
  for (std::size_t chunk = 0; chunk < encoded.chunks.size(); ++chunk) {
    const std::uint64_t key = schema::chunk_key(file, static_cast<std::uint32_t>(chunk));
    const auto& [names, said] = encoded.chunks[chunk];
    symbols.set(key, names);
    texts.set(key, said.empty() ? std::nullopt : std::optional(said));
  }

  counts_.lines += std::uint64_t{facts.lines} - row.lines;
  counts_.bytes += std::uint64_t{facts.bytes} - row.stamp.size_bytes;
  row.hash = entry.hash;
  row.stamp = entry.stamp;
  row.lines = facts.lines;
  row.sites = static_cast<std::uint32_t>(linked.sites.size());
  row.error_bytes = facts.error_bytes;
  row.bounded = facts.bounded || linked.bounded;
  files.set(file, before, graph::encode_file(row));
}

void LinksEdit::remove_sites(FileId file) {
  Segments sites(env_, txn_, schema::kSites);
  for (std::uint32_t chunk = 0;; ++chunk) {
    const auto bytes = sites.get(schema::chunk_key(file, chunk));
    if (!bytes) return;
    for (const graph::SiteRow& s : graph::decode_sites(file, *bytes)) {
      --counts_.sites;
      for (const SymbolRef target : s.targets) {
        (void)incoming_[schema::chunk_key(target.file, target.ordinal / schema::kSymbolChunk)][target.ordinal];
        --counts_.edges;
      }
      if (!s.targets.empty()) continue;
      (void)unbound_[s.name];
      --counts_.unbound;
    }
  }
}

void LinksEdit::add_sites(FileId file, const LinkedFile& linked) {
  const std::vector<graph::SiteView>& sites = linked.sites;
  Segments table(env_, txn_, schema::kSites);
  Segments reasons(env_, txn_, schema::kReasons);
  const std::vector<EncodedLinks::Chunk> chunks = encode_chunks(file, linked);
  std::uint32_t chunk = 0;
  for (const EncodedLinks::Chunk& encoded : chunks) {
    const std::uint64_t key = schema::chunk_key(file, chunk++);
    table.set(key, encoded.sites);
    reasons.set(key, encoded.reasons.empty() ? std::nullopt : std::optional(encoded.reasons));
  }
  while (const auto surplus = table.get(schema::chunk_key(file, chunk))) {
    const std::uint64_t key = schema::chunk_key(file, chunk++);
    table.set(key, surplus, std::nullopt);
    reasons.set(key, std::nullopt);
  }
  counts_.sites += sites.size();
  for (const graph::SiteView& s : sites) {
    for (const SymbolRef target : s.targets) {
      incoming_[schema::chunk_key(target.file, target.ordinal / schema::kSymbolChunk)][target.ordinal].rows.push_back(row_of(file, s));
      ++counts_.edges;
    }
    if (!s.targets.empty()) continue;
    unbound_[std::string(s.name)].rows.push_back(row_of(file, s));
    ++counts_.unbound;
  }
}

/// Rows are by source file, and within one in the order of its sites.
void LinksEdit::merge(std::vector<graph::IncomingRow>& rows, const Change& change) const {
  std::erase_if(rows, [&](const graph::IncomingRow& r) { return files_.contains(r.source.file); });
  rows.insert(rows.end(), change.rows.begin(), change.rows.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.source.file < b.source.file; });
}

/// Of a chunk of symbols, some lists change, and one symbol may have more edges than all others together: rows are read of those
/// that change only.
std::string LinksEdit::edit_chunk(std::string_view before, const std::map<std::uint32_t, Change>& changes) const {
  std::map<std::uint32_t, std::string_view> lists;
  if (!before.empty()) {
    for (const graph::IncomingBytes& list : graph::split_incoming(before)) lists[list.ordinal] = list.rows;
  }
  std::deque<std::string> edited;
  for (const auto& [ordinal, change] : changes) {
    std::string_view& list = lists[ordinal];
    std::vector<graph::IncomingRow> rows;
    if (!list.empty()) rows = graph::decode_rows(list);
    merge(rows, change);
    list = rows.empty() ? std::string_view() : edited.emplace_back(graph::encode_rows(rows));
  }
  std::vector<graph::IncomingBytes> kept;
  for (const auto& [ordinal, rows] : lists) {
    if (!rows.empty()) kept.push_back({ordinal, rows});
  }
  return kept.empty() ? std::string() : graph::join_incoming(kept);
}

void LinksEdit::edit_incoming() {
  const storage::PageCodec codec(schema::kIncoming);
  std::vector<std::uint64_t> keys;
  std::vector<const std::map<std::uint32_t, Change>*> changes;
  for (const auto& [key, change] : incoming_) {
    keys.push_back(key);
    changes.push_back(&change);
  }
  storage::SegmentEditor(txn_, env_.table(schema::kIncoming), codec)
      .change_each(keys, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        std::string chunk = edit_chunk(before.value_or(std::string_view()), *changes[i]);
        if (chunk.empty()) return std::nullopt;
        return chunk;
      });
}

void LinksEdit::edit_unbound() {
  const storage::PageCodec codec(schema::kUnbound);
  std::vector<std::string_view> names;
  std::vector<const Change*> changes;
  for (const auto& [name, change] : unbound_) {
    names.push_back(name);
    changes.push_back(&change);
  }
  storage::NameTableEditor(txn_, env_.table(schema::kUnbound), codec)
      .change_each(names, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        std::vector<graph::IncomingRow> rows;
        if (before) rows = graph::decode_rows(*before);
        merge(rows, *changes[i]);
        if (rows.empty()) return std::nullopt;
        return graph::encode_rows(rows);
      });
}

void LinksEdit::finish() {
  edit_incoming();
  edit_unbound();
  const storage::Table meta = env_.table(schema::kMeta);
  for (const auto& [key, change] : {std::pair("lines", counts_.lines), std::pair("bytes", counts_.bytes), std::pair("sites", counts_.sites),
                                    std::pair("edges", counts_.edges), std::pair("unbound", counts_.unbound)}) {
    std::uint64_t number = 0;
    const std::string_view text = txn_.get(meta, key).value_or("0");
    std::from_chars(text.data(), text.data() + text.size(), number);
    txn_.put(meta, key, std::to_string(number + change));
  }
}

}  // namespace cg::ingest
