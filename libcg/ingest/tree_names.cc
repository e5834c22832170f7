#include "libcg/ingest/tree_names.h"

#include "libcg/graph/records.h"
#include "libcg/storage/schema.h"

namespace cg::ingest {

namespace schema = storage::schema;

TreeNames::TreeNames(const storage::Environment& environment, const storage::Transaction& transaction, const graph::FileNumbers& numbers,
                     const std::set<FileId>& changed)
    : numbers_(numbers), changed_(changed), names_codec_(schema::kNames), unbound_codec_(schema::kUnbound), incoming_codec_(schema::kIncoming),
      names_(transaction, environment.table(schema::kNames), names_codec_), unbound_(transaction, environment.table(schema::kUnbound), unbound_codec_),
      incoming_(transaction, environment.table(schema::kIncoming), incoming_codec_) {}

const std::vector<FileId>& TreeNames::definers(const std::string& name) {
  const auto [known, fresh] = definers_.try_emplace(name);
  if (!fresh) return known->second;
  if (const auto record = names_.find(name)) {
    for (const graph::DefinitionRow& row : numbers_.shown(graph::decode_definitions(record->bytes))) {
      const bool again = !known->second.empty() && known->second.back() == row.symbol.file;
      if (!again && !changed_.contains(row.symbol.file)) known->second.push_back(row.symbol.file);
    }
  }
  return known->second;
}

void TreeNames::add_askers(const std::string& name, bool plain, std::set<FileId>& files) {
  if (const auto record = names_.find(name)) {
    for (const graph::DefinitionRow& row : numbers_.shown(graph::decode_definitions(record->bytes))) {
      const auto lists = incoming_.find(numbers_.key(row.symbol.file, row.symbol.ordinal / schema::kSymbolChunk));
      if (!lists) continue;
      const bool by_type = plain && row.kind == SymbolKind::kField;
      for (const graph::IncomingRow& r : graph::decode_incoming(lists->bytes, row.symbol.ordinal)) {
        if (!by_type || r.how != How::kType) files.insert(numbers_.shown(r.source.file));
      }
    }
  }
  if (const auto record = unbound_.find(name)) {
    for (const graph::IncomingRow& r : graph::decode_rows(record->bytes)) files.insert(numbers_.shown(r.source.file));
  }
}

std::vector<FileId> TreeNames::some_unbound(const std::string& name, std::size_t count) {
  std::vector<FileId> out;
  const auto record = unbound_.find(name);
  if (!record) return out;
  for (const graph::IncomingRow& r : numbers_.shown(graph::decode_rows(record->bytes))) {
    if (!out.empty() && out.back() == r.source.file) continue;
    if (out.size() == count) break;
    out.push_back(r.source.file);
  }
  return out;
}

void TreeNames::add_importers(FileId file, std::set<FileId>& files) {
  const auto lists = incoming_.find(numbers_.key(file, 0));
  if (!lists) return;
  for (const graph::IncomingRow& r : graph::decode_incoming(lists->bytes, 0)) {
    if (r.kind == EdgeKind::kImports) files.insert(numbers_.shown(r.source.file));
  }
}

/// Names of imports are what is written, "../net/b.h": all that lead nowhere are gone through, a thousandth of a kernel's names.
void TreeNames::add_lost_importers(const std::set<std::string, std::less<>>& file_names, std::set<FileId>& files) {
  for (bool more = unbound_.first(); more; more = unbound_.next()) {
    const std::string_view name = unbound_.name();
    if (!file_names.contains(name.substr(name.rfind('/') + 1))) continue;
    for (const graph::IncomingRow& r : graph::decode_rows(unbound_.payload().bytes)) {
      if (r.kind == EdgeKind::kImports) files.insert(numbers_.shown(r.source.file));
    }
  }
}

}  // namespace cg::ingest
