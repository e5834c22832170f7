#include "libcg/ingest/links_edit.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/graph/rows_splice.h"
#include "libcg/graph/users.h"
#include "libcg/ingest/encoded_file.h"
#include "libcg/parse/language.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_editor.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

graph::IncomingRow row_of(FileId file, const graph::SiteView& s) { return {{file, s.owner}, s.kind, s.how, s.confidence, s.at}; }

}  // namespace

LinksEdit::LinksEdit(storage::Environment& environment, storage::WriteTransaction& transaction, const graph::FileNumbers& numbers)
    : env_(environment), txn_(transaction), numbers_(numbers), files_table_(environment, transaction, schema::kFiles),
      symbols_(environment, transaction, schema::kSymbols), texts_(environment, transaction, schema::kTexts),
      sites_(environment, transaction, schema::kSites), reasons_(environment, transaction, schema::kReasons) {}

graph::FileRow LinksEdit::file_row(FileId file) {
  const auto bytes = files_table_.get(numbers_.stored(file));
  if (!bytes) throw Error(ErrorKind::kFormat, env_.path() + ": a file is missing from the index; run cg-index --rebuild");
  return graph::decode_file(*bytes);
}

void LinksEdit::replace(FileId file, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked) {
  graph::FileRow row = file_row(file);
  replace_links(file, linked);
  if (renumbered_.contains(file)) define_names(file, facts);
  write_symbols(file, row, facts);
  counts_.symbols += std::uint64_t{facts.symbols.size()} - row.symbols;
  counts_.lines += std::uint64_t{facts.lines} - row.lines;
  counts_.bytes += std::uint64_t{facts.bytes} - row.stamp.size_bytes;
  write_row(file, row, entry, facts, linked);
}

void LinksEdit::write_row(FileId file, graph::FileRow& row, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked) {
  row.hash = entry.hash;
  row.stamp = entry.stamp;
  row.symbols = static_cast<std::uint32_t>(facts.symbols.size());
  row.lines = facts.lines;
  row.sites = static_cast<std::uint32_t>(linked.sites.size());
  row.error_bytes = facts.error_bytes;
  row.bounded = facts.bounded || linked.bounded;
  files_table_.set(numbers_.stored(file), graph::encode_file(row));
}

/// With the targets under the numbers that the tables have for their files.
std::vector<EncodedLinks::Chunk> LinksEdit::encoded(FileId file, const LinkedFile& linked) const {
  if (numbers_.plain()) return encode_chunks(file, linked);
  LinkedFile stored;
  stored.reasons = linked.reasons;
  for (const graph::SiteView& s : linked.sites) stored.targets.insert(stored.targets.end(), s.targets.begin(), s.targets.end());
  stored.targets = numbers_.stored(std::move(stored.targets));
  std::size_t from = 0;
  for (graph::SiteView s : linked.sites) {
    s.targets = std::span(stored.targets).subspan(from, s.targets.size());
    from += s.targets.size();
    stored.sites.push_back(s);
  }
  return encode_chunks(numbers_.stored(file), stored);
}

bool LinksEdit::relink(FileId file, const LinkedFile& linked, bool facts_bounded) {
  const std::vector<EncodedLinks::Chunk> chunks = encoded(file, linked);
  if (!referring_.contains(file) && !orphaned_.contains(file)) {  // what it means by the same numbers
    bool same = true;
    for (std::uint32_t chunk = 0; same && chunk <= chunks.size(); ++chunk) {
      const std::uint64_t key = numbers_.key(file, chunk);
      const auto none = std::optional<std::string>();
      const bool end = chunk == chunks.size();
      same = sites_.get(key) == (end ? none : std::optional(chunks[chunk].sites)) &&
             reasons_.get(key) == (end || chunks[chunk].reasons.empty() ? none : std::optional(chunks[chunk].reasons));
    }
    if (same) return false;
  }
  graph::FileRow row = file_row(file);
  replace_links(file, linked);
  row.sites = static_cast<std::uint32_t>(linked.sites.size());
  row.bounded = facts_bounded || linked.bounded;
  files_table_.set(numbers_.stored(file), graph::encode_file(row));
  return true;
}

void LinksEdit::write_symbols(FileId file, const graph::FileRow& row, const parse::Facts& facts) {
  const EncodedSymbols encoded = encode_file_symbols(facts, row.separator);
  const std::uint32_t before = (row.symbols + schema::kSymbolChunk - 1) / schema::kSymbolChunk;
  for (std::uint32_t chunk = 0; chunk < std::max<std::size_t>(before, encoded.chunks.size()); ++chunk) {
    const std::uint64_t key = numbers_.key(file, chunk);
    if (chunk >= encoded.chunks.size()) {
      symbols_.set(key, std::nullopt);
      texts_.set(key, std::nullopt);
      continue;
    }
    const auto& [names, said] = encoded.chunks[chunk];
    symbols_.set(key, names);
    texts_.set(key, said.empty() ? std::nullopt : std::optional(said));
  }
}

void LinksEdit::replace_links(FileId file, const LinkedFile& linked) {
  files_.insert(file);
  remove_sites(file);
  add_sites(file, linked);
}

void LinksEdit::remove_sites(FileId file) {
  for (std::uint32_t chunk = 0;; ++chunk) {
    const std::uint64_t key = numbers_.key(file, chunk);
    const auto bytes = sites_.get(key);
    if (!bytes) return;
    sites_.set(key, std::nullopt);
    reasons_.set(key, std::nullopt);
    for (const graph::SiteRow& s : numbers_.shown(graph::decode_sites(numbers_.stored(file), *bytes))) {
      --counts_.sites;
      for (const SymbolRef target : s.targets) {
        --counts_.edges;
        const SymbolRef now = now_of(target);
        if (now.ordinal != kNone) (void)incoming_[chunk_of(now)][now.ordinal];
      }
      if (!s.targets.empty()) continue;
      (void)unbound_[s.name];
      --counts_.unbound;
    }
  }
}

void LinksEdit::add_sites(FileId file, const LinkedFile& linked) {
  const std::vector<graph::SiteView>& sites = linked.sites;
  std::uint32_t chunk = 0;
  for (EncodedLinks::Chunk& its : encoded(file, linked)) {
    const std::uint64_t key = numbers_.key(file, chunk++);
    sites_.set(key, std::move(its.sites));
    reasons_.set(key, its.reasons.empty() ? std::nullopt : std::optional(std::move(its.reasons)));
  }
  counts_.sites += sites.size();
  for (const graph::SiteView& s : sites) {
    for (const SymbolRef target : s.targets) {
      incoming_[chunk_of(target)][target.ordinal].rows.push_back(row_of(file, s));
      ++counts_.edges;
    }
    if (!s.targets.empty()) continue;
    unbound_[std::string(s.name)].rows.push_back(row_of(file, s));
    ++counts_.unbound;
  }
}

/// Rows are by source file, and within one in the order of its sites.
std::string LinksEdit::merge(std::string_view before, const Change& change) const {
  std::vector<graph::IncomingRow> added = change.rows;
  std::stable_sort(added.begin(), added.end(), [](const auto& a, const auto& b) { return a.source.file < b.source.file; });
  return graph::splice_rows(before, numbers_, [this](FileId file) { return files_.contains(file); }, added);
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
    list = edited.emplace_back(merge(list, change));
  }
  std::vector<graph::IncomingBytes> kept;
  for (const auto& [ordinal, rows] : lists) {
    if (!rows.empty()) kept.push_back({ordinal, rows});
  }
  return kept.empty() ? std::string() : graph::join_incoming(kept);
}

void LinksEdit::edit_incoming() {
  // Where a line moves, so do the edges from all below it, and a list of a name that all of a kernel uses is megabytes: there, the
  // level of a fresh build would take a quarter of an edit's time, and what is said soon changes again. Level 1 took a sixth of it.
  constexpr int kHastyLevel = -6;
  const storage::PageCodec codec(schema::kIncoming, {.level = kHastyLevel});
  std::map<std::uint64_t, const std::string*> moved;
  for (const auto& [file, renumbered] : renumbered_) {
    for (const auto& [key, lists] : renumbered.incoming) {
      moved[key] = &lists;
      (void)incoming_[key];
    }
  }
  std::vector<std::uint64_t> keys;
  std::vector<const std::map<std::uint32_t, Change>*> changes;
  for (const auto& [key, change] : incoming_) {
    keys.push_back(key);
    changes.push_back(&change);
  }
  std::map<std::uint64_t, std::uint32_t> users;
  storage::SegmentEditor(txn_, env_.table(schema::kIncoming), codec)
      .change_each(keys, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        const auto known = moved.find(keys[i]);
        std::string chunk = edit_chunk(known == moved.end() ? before.value_or(std::string_view()) : std::string_view(*known->second), *changes[i]);
        users[keys[i]] = chunk.empty() ? 0 : graph::count_users(static_cast<FileId>(keys[i] >> 32U), graph::decode_incoming(chunk));
        if (chunk.empty()) return std::nullopt;
        return chunk;
      });
  edit_users(users);
}

/// Of edges that only moved there are as many.
void LinksEdit::edit_users(const std::map<std::uint64_t, std::uint32_t>& users) {
  DeferredSegments table(env_, txn_, schema::kUsers);
  for (const auto& [key, count] : users) {
    const auto before = table.get(key);
    if ((before ? graph::decode_users(*before) : 0) == count) continue;
    table.set(key, count == 0 ? std::nullopt : std::optional(graph::encode_users(count)));
  }
  table.write();
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
        std::string rows = merge(before.value_or(std::string_view()), *changes[i]);
        if (rows.empty()) return std::nullopt;
        return rows;
      });
}

void LinksEdit::finish() {
  edit_targets();
  edit_incoming();
  edit_unbound();
  if (!names_.empty()) edit_names();
  if (!paths_.empty()) edit_paths();
  for (DeferredSegments* table : {&files_table_, &symbols_, &texts_, &sites_, &reasons_}) table->write();
  const storage::Table meta = env_.table(schema::kMeta);
  for (const auto& [key, change] : {std::pair("files", counts_.files), std::pair("symbols", counts_.symbols), std::pair("lines", counts_.lines), std::pair("bytes", counts_.bytes), std::pair("sites", counts_.sites),
                                    std::pair("edges", counts_.edges), std::pair("unbound", counts_.unbound)}) {
    std::uint64_t number = 0;
    const std::string_view text = storage::read_meta(env_, txn_, key).value_or("0");
    std::from_chars(text.data(), text.data() + text.size(), number);
    txn_.put(meta, key, storage::meta_value(key, std::to_string(number + change)));
  }
}

}  // namespace cg::ingest
