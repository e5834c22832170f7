// A symbol is named by its file and its ordinal there: dense numbers are what makes columns and delta-coded lists small. The
// price is that a definition put into a file moves all that stand behind it. Everything that names one of these by its number
// is known: the file's own chunks, the lists of edges into it, the lists of definitions by name, and the sites of files that
// refer to it, which those lists of edges name. So a new function at the end of a .c file costs the records of that file; one
// at the top of a header that all include costs every page of sites, decoded and encoded again, but no linking.
//
// Rejected: numbers that stay with a symbol, with gaps for new ones. An updated index would not be a fresh one.
#include <algorithm>
#include <deque>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/ingest/links_edit.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/schema.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

std::uint32_t chunks_of(std::uint32_t records, std::uint32_t per_chunk) { return (records + per_chunk - 1) / per_chunk; }

}  // namespace

std::uint64_t LinksEdit::chunk_of(SymbolRef symbol) const { return numbers_.key(symbol.file, symbol.ordinal / schema::kSymbolChunk); }

SymbolRef LinksEdit::now_of(SymbolRef symbol) const {
  const auto known = renumbered_.find(symbol.file);
  if (known == renumbered_.end()) return symbol;
  const std::vector<std::uint32_t>& now = known->second.now_of;
  return {symbol.file, symbol.ordinal < now.size() ? now[symbol.ordinal] : kNone};
}

void LinksEdit::renumber(FileId file, std::span<const std::uint32_t> now_of) {
  const graph::FileRow row = file_row(file);
  if (row.symbols != now_of.size()) throw Error(ErrorKind::kFormat, env_.path() + ": the symbols of a file are not those of its facts; run cg-index --rebuild");
  Renumbered& out = renumbered_[file];
  out.now_of.assign(now_of.begin(), now_of.end());
  forget_names(file, row.symbols);

  DeferredSegments incoming(env_, txn_, schema::kIncoming);
  std::deque<std::string> pages;
  std::map<std::uint64_t, std::vector<graph::IncomingBytes>> chunks;
  for (std::uint32_t chunk = 0; chunk < chunks_of(row.symbols, schema::kSymbolChunk); ++chunk) {
    const std::uint64_t key = numbers_.key(file, chunk);
    (void)out.incoming[key];
    auto bytes = incoming.get(key);
    if (!bytes) continue;
    for (const graph::IncomingBytes& list : graph::split_incoming(pages.emplace_back(std::move(*bytes)))) {
      if (list.ordinal >= now_of.size()) throw Error(ErrorKind::kFormat, env_.path() + ": an edge leads to no symbol; run cg-index --rebuild");
      const std::uint32_t now = now_of[list.ordinal];
      if (now == list.ordinal) {
        chunks[key].push_back(list);
        continue;
      }
      for (const graph::IncomingRow& r : numbers_.shown(graph::decode_rows(list.rows))) (now == kNone ? orphaned_ : referring_).insert(r.source.file);
      if (now != kNone) chunks[chunk_of({file, now})].push_back({now, list.rows});
    }
  }
  for (const auto& [key, lists] : chunks) out.incoming[key] = graph::join_incoming(lists);
}

void LinksEdit::forget_names(FileId file, std::uint32_t symbols) {
  for (std::uint32_t chunk = 0; chunk < chunks_of(symbols, schema::kSymbolChunk); ++chunk) {
    const auto bytes = symbols_.get(numbers_.key(file, chunk));
    if (!bytes) throw Error(ErrorKind::kFormat, env_.path() + ": symbols of a file are missing; run cg-index --rebuild");
    for (const graph::SymbolRow& s : graph::decode_symbols(*bytes)) {
      if (s.kind != SymbolKind::kFile) (void)names_[s.name];
    }
  }
}

void LinksEdit::define_names(FileId file, const parse::Facts& facts) {
  for (std::uint32_t i = 0; i < facts.symbols.size(); ++i) {
    const parse::Symbol& s = facts.symbols[i];
    if (s.kind != SymbolKind::kFile) names_[facts.names[s.name]].push_back({{file, i}, s.kind, (s.flags & parse::kDeclaration) != 0});
  }
}

void LinksEdit::edit_names() {
  const storage::PageCodec codec(schema::kNames);
  std::vector<std::string_view> names;
  std::vector<const std::vector<graph::DefinitionRow>*> changes;
  for (const auto& [name, rows] : names_) {
    names.push_back(name);
    changes.push_back(&rows);
  }
  storage::NameTableEditor(txn_, env_.table(schema::kNames), codec)
      .change_each(names, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        std::vector<graph::DefinitionRow> rows;
        if (before) rows = numbers_.shown(graph::decode_definitions(*before));
        std::erase_if(rows, [&](const graph::DefinitionRow& r) { return renumbered_.contains(r.symbol.file); });
        rows.insert(rows.end(), changes[i]->begin(), changes[i]->end());
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
        if (rows.empty()) return std::nullopt;
        return graph::encode_definitions(numbers_.stored(std::move(rows)));
      });
}

/// Sites of files that mean what they meant, by the numbers that it has now.
void LinksEdit::edit_targets() {
  for (const FileId file : orphaned_) {
    if (!files_.contains(file)) throw Error(ErrorKind::kFormat, env_.path() + ": an edge leads to a symbol that is gone; run cg-index --rebuild");
  }
  for (const FileId file : referring_) {
    if (files_.contains(file)) continue;
    for (std::uint32_t chunk = 0; chunk < chunks_of(file_row(file).sites, schema::kSiteChunk); ++chunk) {
      const std::uint64_t key = numbers_.key(file, chunk);
      const auto bytes = sites_.get(key);
      if (!bytes) throw Error(ErrorKind::kFormat, env_.path() + ": sites of a file are missing; run cg-index --rebuild");
      std::vector<graph::SiteRow> rows = numbers_.shown(graph::decode_sites(numbers_.stored(file), *bytes));
      for (graph::SiteRow& row : rows) {
        for (SymbolRef& target : row.targets) target = now_of(target);
      }
      sites_.set(key, graph::encode_sites(numbers_.stored(file), numbers_.stored(std::move(rows))));
    }
  }
}

}  // namespace cg::ingest
