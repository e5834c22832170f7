#include "libcg/ingest/verify_index.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/base/utf8.h"
#include "libcg/graph/revisions.h"
#include "libcg/ingest/facts_layout.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/table_forms.h"
#include "libcg/storage/transaction.h"
#include "libcg/storage/tree_check.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {
namespace {

namespace fs = std::filesystem;
namespace schema = storage::schema;
using storage::CheckReport;

class Verify {
 public:
  Verify(VerifySummary& summary, const std::function<void(const TableCheck&)>& report) : summary_(summary), report_(report) {}

  void graph(const fs::path& file, const std::string& prefix) {
    open(file, prefix, [&](const storage::Environment& env, const storage::ReadTransaction& txn) {
      const std::string format(storage::read_meta(env, txn, storage::kBareMetaKey).value_or("unknown"));
      if (format != std::to_string(schema::kFormat)) {
        say(prefix + schema::kMeta, damage(fmt::format("{}: an index of format {}, and this cg reads format {}; run cg-index to rebuild it",
                                                       env.path(), printable(format), schema::kFormat)));
        return;
      }
      for (const auto& [name, form, of_search] : storage::kIndexTables) {
        const auto table = env.find_table(name);
        if (!table && !of_search) say(prefix + name, damage("the table is missing"));
        if (table) say(prefix + name, check_table(name, form, txn, *table));
      }
    });
  }

  void facts(const fs::path& file) {
    open(file, "facts/", [&](const storage::Environment& env, const storage::ReadTransaction& txn) {
      const storage::Table meta = env.table(kFactsMeta);
      // Another version's is begun anew, and so is one that only seems to be.
      if (txn.get(meta, kFactsVersionKey) != facts_store_version()) return;
      say("facts/meta", storage::check_sealed(txn, meta, kFactsMeta, kFactsVersionKey));
      const storage::PageCodec codec(kFactsClass);
      std::map<std::string, std::size_t, std::less<>> sizes;  // of packs, by key
      say("facts/packs", storage::check_pages(txn, env.table(kFactsPacks), codec, [&](std::string_view key, std::string_view raw) {
            sizes.emplace(key, raw.size());
            return std::uint64_t{1};
          }));
      say("facts/places", check_places(txn, env.table(kFactsPlaces), sizes));
    });
  }

 private:
  static CheckReport damage(std::string what) {
    CheckReport report;
    report.damaged_pages = 1;
    report.damages.push_back(std::move(what));
    return report;
  }

  void say(std::string table, CheckReport report) {
    ++summary_.tables;
    summary_.damaged_pages += report.damaged_pages;
    report_({std::move(table), std::move(report)});
  }

  /// A file whose trees are damaged must not be walked by LMDB.
  template <class Body>
  void open(const fs::path& file, const std::string& prefix, Body&& body) {
    try {
      storage::check_trees(file.string());
      const storage::Environment env = storage::Environment::open_read(file);
      const storage::ReadTransaction txn(env);
      body(env, txn);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kFormat) throw;
      say(prefix + "trees", damage(error.what()));
    }
  }

  static CheckReport check_table(const char* name, storage::TableForm form, const storage::ReadTransaction& txn, storage::Table table) {
    const storage::PageCodec codec(name);
    if (form == storage::TableForm::kSegments) return storage::check_segments(txn, table, codec);
    if (form == storage::TableForm::kNames) return storage::check_names(txn, table, codec);
    if (std::string_view(name) != schema::kTree) {
      return storage::check_sealed(txn, table, name, std::string_view(name) == schema::kMeta ? storage::kBareMetaKey : std::string_view());
    }
    std::optional<std::string> last;
    return storage::check_pages(txn, table, codec, [&](std::string_view, std::string_view raw) {
      const auto entries = decode_tree_page(raw);
      for (const TreeEntry& entry : entries) {
        if (last && entry.path <= *last) codec.fail("holds paths out of order");
        last = entry.path;
      }
      return std::uint64_t{entries.size()};
    });
  }

  /// Each place leads into a pack.
  static CheckReport check_places(const storage::ReadTransaction& txn, storage::Table table,
                                  const std::map<std::string, std::size_t, std::less<>>& sizes) {
    CheckReport report;
    const auto within = [&](std::uint32_t pack, FactsPart part, std::uint64_t end) {
      const auto found = sizes.find(facts_pack_key(pack, part));
      return found != sizes.end() && end <= found->second;
    };
    storage::Cursor cursor(txn, table);
    for (bool more = cursor.first(); more; more = cursor.next()) {
      ++report.pages;
      ++report.records;
      report.stored_bytes += cursor.value().size();
      report.raw_bytes += cursor.value().size();
      bool good = false;
      try {
        const FactsAt at = decode_facts_place(cursor.key(), cursor.value());
        good = cursor.key().size() == 16 && within(at.pack, kHead, std::uint64_t{at.head_at} + at.head_size) &&
               within(at.pack, kTail, std::uint64_t{at.tail_at} + at.tail_size);
      } catch (const Error&) {
        good = false;
      }
      if (good) continue;
      ++report.damaged_pages;
      if (report.damages.size() < CheckReport::kMaxDamages) report.damages.emplace_back("the index is damaged: a place leads to no facts");
    }
    return report;
  }

  VerifySummary& summary_;
  const std::function<void(const TableCheck&)>& report_;
};

/// The store of facts that the index uses: its own, or the one that it names.
fs::path facts_of(const fs::path& index, const std::optional<fs::path>& graph) {
  if (!graph) return index;
  try {
    storage::check_trees(graph->string());
    const storage::Environment env = storage::Environment::open_read(*graph);
    const storage::ReadTransaction txn(env);
    const auto shared = storage::read_meta(env, txn, "facts");
    return shared && !shared->empty() ? fs::path(*shared) : index;
  } catch (const Error&) {
    return index;  // damaged, which is said elsewhere
  }
}

}  // namespace

VerifySummary verify_index(const fs::path& index, const std::function<void(const TableCheck&)>& report) {
  const auto lock = storage::WriterLock::unless_read_only(index / storage::kWriterLockName);
  const auto live = storage::live_index(index);
  const auto revisions = graph::indexed_revisions(index);
  if (!live && revisions.empty()) {
    throw Error(ErrorKind::kIo, fmt::format("{}: there is no index here; run cg-index to build it", index.string()));
  }
  VerifySummary summary;
  Verify verify(summary, report);
  if (live) {
    summary.generation = live->filename().string();
    verify.graph(*live, "");
  }
  for (const graph::Revision& revision : revisions) {
    const std::string prefix = fmt::format("revs/{}/", revision.commit.substr(0, 12));
    if (const auto file = storage::live_index(revision.directory)) verify.graph(*file, prefix);
  }
  const fs::path store = facts_of(index, live);
  std::optional<storage::WriterLock> store_lock;
  if (store != index) store_lock = storage::WriterLock::unless_read_only(store / storage::kWriterLockName);
  if (const auto file = storage::live_index(store, storage::kFactsNames)) verify.facts(*file);
  return summary;
}

}  // namespace cg::ingest
