#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/statistics.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/page_check.h"
#include "libcg/storage/table_forms.h"
#include "tools/query/session.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

class StatsTable {
 public:
  explicit StatsTable(Session& session)
      : session_(session), writer_(output_, cli::record_style(session.options().common), {"measure", "of", "value"}) {}

  void write(std::string_view measure, std::string_view of, cli::Field value) {
    writer_.write({measure, of, value});
  }
  /// One line for each enumerator that occurs.
  template <class Kind, class Counts>
  void write_counts(std::string_view measure, const Counts& counts) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] != 0) write(measure, name_of(static_cast<Kind>(i)), counts[i]);
    }
  }
  int finish() { return session_.finish(writer_.finish()); }

 private:
  Session& session_;
  cli::Output output_;
  cli::RecordWriter writer_;
};

/// What a table holds, by the form of its pages. What is damaged in it is for cg-index --verify to say.
storage::CheckReport measure(const graph::IndexReader& reader, const storage::FormedTable& formed, storage::Table table) {
  const storage::PageCodec codec(formed.name);
  switch (formed.form) {
    case storage::TableForm::kSegments: return storage::check_segments(reader.transaction(), table, codec);
    case storage::TableForm::kNames: return storage::check_names(reader.transaction(), table, codec);
    case storage::TableForm::kPlain: break;
  }
  return storage::check_sealed(reader.transaction(), table, formed.name);
}

void write_storage(Session& session, const graph::Statistics& counts, StatsTable& table) {
  std::uint64_t bytes = 0;
  for (const auto& stored : session.reader().table_bytes()) {
    table.write("bytes", stored.name, stored.bytes);
    bytes += stored.bytes;
  }
  table.write("bytes", "all", bytes);
  const auto per = [&](std::string_view what, std::uint64_t count) {
    if (count > 0) table.write("bytes_per", what, static_cast<double>(bytes) / static_cast<double>(count));
  };
  per("file", counts.files);
  per("line", counts.lines);
  per("symbol", counts.symbols);
  per("edge", counts.edges);
  storage::CheckReport all;
  for (const storage::FormedTable& formed : storage::kIndexTables) {
    const auto stored = session.reader().environment().find_table(formed.name);
    if (!stored) continue;
    const storage::CheckReport r = measure(session.reader(), formed, *stored);
    table.write("pages", formed.name, r.pages);
    table.write("records", formed.name, r.records);
    table.write("page_bytes", formed.name, r.stored_bytes);
    if (r.stored_bytes > 0) table.write("ratio", formed.name, static_cast<double>(r.raw_bytes) / static_cast<double>(r.stored_bytes));
    all.stored_bytes += r.stored_bytes;
    all.raw_bytes += r.raw_bytes;
  }
  table.write("page_bytes", "all", all.stored_bytes);
  if (all.stored_bytes > 0) table.write("ratio", "all", static_cast<double>(all.raw_bytes) / static_cast<double>(all.stored_bytes));
}

int run_stats(const QueryOptions& options, bool storage) {
  Session session(options, graph::ReaderMemory::for_walks());
  const std::uint64_t files = session.reader().file_count();
  const graph::Statistics counts = graph::count_index(
      session.reader(), [&](std::uint64_t done) { session.messages().progress({"counting", done, files}); });
  session.messages().clear();
  StatsTable table(session);
  table.write("files", "all", counts.files);
  table.write("lines", "all", counts.lines);
  table.write("symbols", "all", counts.symbols);
  table.write("symbols", "declarations", counts.declarations);
  table.write("references", "all", counts.sites);
  table.write("edges", "all", counts.edges);
  for (const auto& [name, language] : counts.languages) {
    table.write("files", name, language.files);
    table.write("lines", name, language.lines);
    table.write("symbols", name, language.symbols);
    table.write("references", name, language.sites);
    table.write("error_bytes", name, language.error_bytes);
  }
  table.write_counts<SymbolKind>("symbols_of_kind", counts.symbols_of_kind);
  table.write_counts<EdgeKind>("references_of_kind", counts.sites_of_kind);
  table.write_counts<How>("references_by_how", counts.sites_by_how);
  if (storage) write_storage(session, counts, table);
  return table.finish();
}

}  // namespace

Verb add_stats(CLI::App& tool, QueryOptions& options) {
  auto storage = std::make_shared<bool>(false);
  CLI::App* verb = add_record_verb(tool, options, "stats", "What the index holds, counted");
  verb->add_flag("--storage", *storage, "Also bytes on disk: of each table, and for each symbol and edge");
  cli::add_progress_option(*verb, options.common);
  return {verb, [&options, storage] { return run_stats(options, *storage); }};
}

}  // namespace cg::tools
