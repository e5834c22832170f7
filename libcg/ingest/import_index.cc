#include <fmt/format.h>

#include <memory>
#include <optional>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/ingest/artifact.h"
#include "libcg/ingest/artifact_records.h"
#include "libcg/ingest/facts_place.h"
#include "libcg/ingest/links_version.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/artifact_file.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/segment_writer.h"
#include "libcg/storage/table_forms.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

Hash128 read_hash(ByteReader& in) {
  Hash128 hash;
  hash.lo = in.u64();
  hash.hi = in.u64();
  return hash;
}

/// Tables being filled, one after the other.
class Tables {
 public:
  Tables(storage::Environment& env, bool of_search) : env_(made(env, of_search)), bulk_(env) {}

  void begin(std::uint64_t number) {
    end();
    if (number >= storage::kIndexTables.size()) throw Error(ErrorKind::kFormat, "the artifact has a table that is unknown");
    const auto [name, form, of_search] = storage::kIndexTables[number];
    table_ = env_.table(name);
    codec_ = std::make_unique<storage::PageCodec>(name);
    if (form == storage::TableForm::kSegments) segments_.emplace(storage::append_to(bulk_, *table_), *codec_);
    if (form == storage::TableForm::kNames) names_.emplace(storage::append_to(bulk_, *table_), *codec_);
  }
  void end() {
    if (segments_) segments_->finish();
    if (names_) names_->finish();
    segments_.reset();
    names_.reset();
  }
  void segment(std::uint64_t key, std::string_view bytes) { in_place(segments_).add(key, bytes); }
  void name(std::string_view name, std::string_view payload) { in_place(names_).add(name, payload); }
  void put(std::string_view key, std::string_view value) { bulk_.put(in_place(table_), key, value); }
  void put(const char* table, std::string_view key, std::string_view value) { bulk_.put(env_.table(table), key, value); }
  void finish() {
    end();
    bulk_.finish();
  }

 private:
  /// All tables must be there before the first transaction.
  static storage::Environment& made(storage::Environment& env, bool of_search) {
    for (const storage::FormedTable& table : storage::kIndexTables) {
      if (of_search || !table.of_search) (void)env.create_table(table.name);
    }
    return env;
  }
  template <class T>
  static T& in_place(std::optional<T>& there) {
    if (!there) throw Error(ErrorKind::kFormat, "the artifact has a record outside of a table of its kind");
    return *there;
  }

  storage::Environment& env_;
  storage::BulkWriter bulk_;
  std::optional<storage::Table> table_;
  std::unique_ptr<storage::PageCodec> codec_;
  std::optional<storage::SegmentWriter> segments_;
  std::optional<storage::NameTableWriter> names_;
};

/// Facts that the store lacks, until it is committed.
class Facts {
 public:
  explicit Facts(FactsStore& store) : store_(store), known_(std::in_place, store) {}

  void add(const Hash128& key, std::string_view head, std::string_view tail) {
    ++count_;
    keys_.push_back(key);
    if (!known_->head(key)) store_.add(key, {std::string(head), std::string(tail)});
  }
  std::uint64_t commit() {
    known_.reset();
    store_.commit(keys_);
    return count_;
  }

 private:
  FactsStore& store_;
  std::optional<FactsStore::Reader> known_;
  std::vector<Hash128> keys_;
  std::uint64_t count_ = 0;
};

void require_our_version(const storage::ArtifactReader& in, const std::string& path) {
  if (in.head("format") == std::to_string(schema::kFormat) && in.head("facts_version") == parse::facts_version() &&
      in.head("links_version") == links_version()) {
    return;
  }
  throw Error(ErrorKind::kFormat, fmt::format("{}: was exported by another version of cg; nothing was imported: export it anew, or run "
                                              "cg-index without it", path));
}

}  // namespace

ArtifactSummary import_index(const std::string& path, const std::filesystem::path& index, const std::filesystem::path& facts,
                             const std::string& root, EventSink& events) {
  storage::ArtifactReader in(path);
  require_our_version(in, path);
  const storage::WriterLock lock(index / storage::kWriterLockName);
  storage::IndexBuild build(index, lock);
  FactsPlace place(index, facts, lock, false);
  ArtifactSummary summary;
  {
    Tables tables(build.environment(), in.head("search") == "yes");
    Facts found(place.store());
    std::vector<TreeEntry> tree;
    std::uint64_t records = 0;
    for (std::string record; in.next(record);) {
      ByteReader bytes(record);
      switch (static_cast<ArtifactRecord>(bytes.u8())) {
        case ArtifactRecord::kTable: tables.begin(bytes.varint()); break;
        case ArtifactRecord::kSegment: {
          const std::uint64_t key = bytes.varint();
          tables.segment(key, bytes.raw(bytes.left()));
          break;
        }
        case ArtifactRecord::kName: {
          const std::string_view name = bytes.string();
          tables.name(name, bytes.raw(bytes.left()));
          break;
        }
        case ArtifactRecord::kPlain: {
          const std::string_view key = bytes.string();
          tables.put(key, bytes.raw(bytes.left()));
          break;
        }
        case ArtifactRecord::kFile: {
          TreeEntry& entry = tree.emplace_back();
          entry.path = bytes.string();
          const std::uint8_t kind = bytes.u8();
          if (kind > static_cast<std::uint8_t>(TreeEntry::Kind::kFailed)) throw Error(ErrorKind::kFormat, path + ": has a file of an unknown kind");
          entry.kind = static_cast<TreeEntry::Kind>(kind);
          entry.language = bytes.string();
          entry.hash = read_hash(bytes);
          summary.files += entry.kind == TreeEntry::Kind::kIndexed ? 1 : 0;
          break;
        }
        case ArtifactRecord::kFacts: {
          const Hash128 key = read_hash(bytes);
          const std::string_view head = bytes.string();
          found.add(key, head, bytes.string());
          break;
        }
        default: throw Error(ErrorKind::kFormat, path + ": has a record of an unknown kind");
      }
      if (++records % 65536 == 0) events.progress({"importing", records, 0});
    }
    for (const auto& [key, text] : {std::pair("root", root), std::pair("facts", facts.string())}) {
      tables.put(schema::kMeta, key, storage::meta_value(key, text));
    }
    for (const auto& [key, value] : encode_tree(tree)) tables.put(schema::kTree, key, value);
    tables.finish();
    summary.facts = found.commit();
  }
  build.publish();
  std::error_code ignored;
  summary.bytes = std::filesystem::file_size(path, ignored);
  return summary;
}

}  // namespace cg::ingest
