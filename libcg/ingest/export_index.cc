#include <fmt/format.h>

#include <optional>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/graph/records.h"
#include "libcg/ingest/artifact.h"
#include "libcg/ingest/artifact_records.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/links_version.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/artifact_file.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/table_forms.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

class Export {
 public:
  Export(const storage::Environment& env, storage::ArtifactWriter& out) : env_(env), txn_(env), out_(out) {}

  void write_tables(EventSink& events) {
    for (std::size_t number = 0; number < storage::kIndexTables.size(); ++number) {
      const auto [name, form, of_search] = storage::kIndexTables[number];
      const auto table = env_.find_table(name);
      if (!table) continue;
      begin(ArtifactRecord::kTable).varint(number);
      add();
      const std::string_view text = name;
      if (text == schema::kMeta) {
        write_meta(*table);
      } else if (text == schema::kTree) {
        write_tree();
      } else if (form == storage::TableForm::kSegments) {
        write_segments(*table, name);
      } else if (form == storage::TableForm::kNames) {
        write_names(*table, name);
      } else {
        write_plain(*table, name);
      }
      events.progress({"exporting", number + 1, storage::kIndexTables.size() + 1});
    }
  }

  /// Of those files that the store knows.
  std::uint64_t write_facts(FactsStore::Reader& store) {
    std::uint64_t written = 0;
    for (const TreeEntry& entry : load_tree(env_, txn_)) {
      if (entry.kind != TreeEntry::Kind::kIndexed) continue;
      const Hash128 key = facts_key(entry.hash, entry.language);
      const auto facts = store.find(key);
      if (!facts) continue;
      ByteWriter& record = begin(ArtifactRecord::kFacts);
      record.u64(key.lo);
      record.u64(key.hi);
      record.string(facts->head);
      record.string(facts->tail);
      add();
      ++written;
    }
    return written;
  }

 private:
  ByteWriter& begin(ArtifactRecord kind) {
    record_.clear();
    record_.u8(static_cast<std::uint8_t>(kind));
    return record_;
  }
  void add() { out_.add(record_.view()); }

  /// Without what is of this machine.
  void write_meta(storage::Table table) {
    storage::Cursor cursor(txn_, table);
    for (bool more = cursor.first(); more; more = cursor.next()) {
      if (cursor.key() == "root" || cursor.key() == "facts") continue;
      if (cursor.key() != storage::kBareMetaKey) (void)storage::unsealed(schema::kMeta, cursor.key(), cursor.value());
      write_pair(ArtifactRecord::kPlain, cursor.key(), cursor.value());
    }
  }

  void write_tree() {
    for (const TreeEntry& entry : load_tree(env_, txn_)) {
      ByteWriter& record = begin(ArtifactRecord::kFile);
      record.string(entry.path);
      record.u8(static_cast<std::uint8_t>(entry.kind));
      record.string(entry.language);
      record.u64(entry.hash.lo);
      record.u64(entry.hash.hi);
      add();
    }
  }

  void write_segments(storage::Table table, const char* name) {
    const bool files = std::string_view(name) == schema::kFiles;
    const storage::PageCodec codec(name);
    storage::SegmentReader reader(txn_, table, codec);
    for (bool more = reader.first(); more; more = reader.next()) {
      ByteWriter& record = begin(ArtifactRecord::kSegment);
      record.varint(reader.key());
      record.raw(files ? without_stamp(reader.record().bytes) : reader.record().bytes);
      add();
    }
  }

  std::string_view without_stamp(std::string_view bytes) {
    graph::FileRow row = graph::decode_file(bytes);
    row.stamp = {.size_bytes = row.stamp.size_bytes};
    scratch_ = graph::encode_file(row);
    return scratch_;
  }

  void write_names(storage::Table table, const char* name) {
    const storage::PageCodec codec(name);
    storage::NameTableReader reader(txn_, table, codec);
    for (bool more = reader.first(); more; more = reader.next()) write_pair(ArtifactRecord::kName, reader.name(), reader.payload().bytes);
  }

  void write_plain(storage::Table table, const char* name) {
    storage::Cursor cursor(txn_, table);
    for (bool more = cursor.first(); more; more = cursor.next()) {
      (void)storage::unsealed(name, cursor.key(), cursor.value());  // what is damaged does not travel
      write_pair(ArtifactRecord::kPlain, cursor.key(), cursor.value());
    }
  }

  void write_pair(ArtifactRecord kind, std::string_view key, std::string_view value) {
    ByteWriter& record = begin(kind);
    record.string(key);
    record.raw(value);
    add();
  }

  const storage::Environment& env_;
  storage::ReadTransaction txn_;
  storage::ArtifactWriter& out_;
  ByteWriter record_;
  std::string scratch_;
};

/// What an update would not build on must not travel either.
void require_our_version(const storage::Environment& env) {
  const storage::ReadTransaction txn(env);
  const auto meta = [&](std::string_view key) { return storage::read_meta(env, txn, key).value_or(std::string_view()); };
  if (meta("format") == std::to_string(schema::kFormat) && meta("facts_version") == parse::facts_version() &&
      meta("links_version") == links_version()) {
    return;
  }
  throw Error(ErrorKind::kFormat, fmt::format("{}: was made by another version of cg; run cg-index to bring it up to date, then export it", env.path()));
}

}  // namespace

ArtifactSummary export_index(const std::filesystem::path& index, const std::filesystem::path& facts, const std::string& path, EventSink& events) {
  // The facts are in another file than the graph, so that no snapshot is of both.
  const auto lock = storage::WriterLock::unless_read_only(index / storage::kWriterLockName);
  const storage::Environment env = storage::open_live_index(index);
  require_our_version(env);
  storage::ArtifactWriter out(path, {{"format", std::to_string(schema::kFormat)},
                                     {"facts_version", std::string(parse::facts_version())},
                                     {"links_version", std::string(links_version())},
                                     {"search", env.find_table(schema::kSearch) ? "yes" : "no"}});
  ArtifactSummary summary;
  Export exporting(env, out);
  exporting.write_tables(events);
  {
    const FactsStore store(facts.empty() ? index : facts, nullptr);
    FactsStore::Reader reader(store);
    summary.facts = exporting.write_facts(reader);
  }
  const storage::ReadTransaction txn(env);
  for (const TreeEntry& entry : load_tree(env, txn)) summary.files += entry.kind == TreeEntry::Kind::kIndexed ? 1 : 0;
  summary.bytes = out.finish();
  return summary;
}

}  // namespace cg::ingest
