#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/error.h"
#include "libcg/base/kinds.h"
#include "libcg/graph/index_diff.h"
#include "libcg/graph/revisions.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct DiffVerbOptions {
  std::vector<std::string> revisions;
  std::string only;
  unsigned min_confidence = graph::kDefaultConfidence;
};

std::string_view name_of(graph::Difference::Change change) {
  switch (change) {
    case graph::Difference::Change::kAdded: return "added";
    case graph::Difference::Change::kRemoved: return "removed";
    case graph::Difference::Change::kSignature: return "signature";
    case graph::Difference::Change::kBody: return "body";
  }
  return "";
}

/// One side of an edge or a symbol as the table shows it.
struct Shown {
  Shown(Session& session, graph::IndexReader& reader, SymbolRef ref) {
    if (!ref.valid()) return;
    const graph::SymbolRow row = reader.symbol(ref);
    path = session.place().shown(reader.file(ref.file).path);
    name = ref.ordinal == 0 ? path : reader.qualified_name(ref);
    kind = name_of(row.kind);
    at = row.at;
    signature = reader.text(ref).signature;
  }
  [[nodiscard]] cli::Location location() const { return {path, at.line, at.column}; }

  std::string path, name, signature;
  std::string_view kind;
  Position at;
};

class DiffTable {
 public:
  DiffTable(Session& after, graph::IndexReader& before)
      : after_(after), before_(before),
        answers_(after, {{"location"}, {"change"}, {"kind"}, {"name"}, {"target"}, {"signature"}, {"type", true},
                         {"old_location", true}, {"old_signature", true}, {"definition", true}}) {}

  void write(const graph::Difference& found) { found.is_edge ? write_edge(found) : write_symbol(found); }
  int finish() { return answers_.finish(); }

 private:
  void write_symbol(const graph::Difference& found) {
    const Shown before(after_, before_, found.before);
    const Shown after(after_, after_.reader(), found.after);
    const Shown& one = found.after.valid() ? after : before;
    answers_.write(found.after.valid() ? found.after.file : kNone,
                   {one.location(), name_of(found.change), one.kind, one.name, "", one.signature, "symbol", before.location(),
                    found.before.valid() ? cli::Field(before.signature) : cli::Field(), cli::Location{}});
  }

  void write_edge(const graph::Difference& found) {
    const bool added = found.change == graph::Difference::Change::kAdded;
    graph::IndexReader& reader = added ? after_.reader() : before_;
    const Shown source(after_, reader, found.edge.source);
    const Shown target(after_, reader, found.edge.target);
    answers_.write(added ? found.edge.source.file : kNone,
                   {cli::Location{source.path, found.edge.at.line, found.edge.at.column}, name_of(found.change),
                    cg::name_of(found.edge.kind), source.name, target.name, "", "edge", cli::Location{}, cli::Field(),
                    target.location()});
  }

  Session& after_;
  graph::IndexReader& before_;
  Answers answers_;
};

int run_diff(const QueryOptions& options, const DiffVerbOptions& diff) {
  if (!options.rev.empty()) throw Error(ErrorKind::kUsage, "diff: names its commits itself: give them as arguments, without --rev");
  if (diff.revisions.size() > 2) throw Error(ErrorKind::kUsage, "diff: compares two commits, or one with the work tree");
  // All are looked up before any is opened: see find_revision.
  const auto directory = index_directory(options);
  const graph::Revision old_revision = graph::find_revision(directory, diff.revisions[0]);
  std::optional<graph::Revision> new_revision;
  if (diff.revisions.size() == 2) new_revision = graph::find_revision(directory, diff.revisions[1]);
  const graph::ReaderMemory memory = graph::ReaderMemory::for_walks();
  Session session(options, new_revision, memory);
  // A commit against itself: LMDB must not open a file twice in a process.
  if (new_revision && new_revision->commit == old_revision.commit) return session.finish({});
  graph::IndexReader before(old_revision.directory, memory);
  graph::SourceTexts before_texts(session.place(), old_revision.commit);
  // What the index of a work tree says is of interest as far as it is of now.
  for (FileId file = 0; file < session.reader().file_count(); ++file) static_cast<void>(session.stale(file));
  graph::DiffOptions what;
  what.symbols = diff.only != "edges";
  what.edges = diff.only != "symbols";
  what.filter.kinds = graph::EdgeKinds::all().without({EdgeKind::kTests});  // the calls that they are of are told
  what.filter.min_confidence = diff.min_confidence;
  DiffTable table(session, before);
  graph::diff_indexes({before, before_texts}, {session.reader(), session.texts()}, what, session.messages(),
                      [&](const graph::Difference& found) { table.write(found); });
  session.messages().clear();
  return table.finish();
}

}  // namespace

Verb add_diff(CLI::App& tool, QueryOptions& options) {
  auto diff = std::make_shared<DiffVerbOptions>();
  CLI::App* verb = add_record_verb(tool, options, "diff", "Symbols and edges that two commits, or a commit and the work tree, do not share");
  add_names(*verb, diff->revisions, "COMMIT", "Commits that cg-index --rev has indexed, the older first; one alone: against the work tree");
  verb->add_option("--only", diff->only, "Only symbols, or only edges")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"symbols", "edges"}));
  add_min_confidence(*verb, diff->min_confidence);
  return {verb, [&options, diff] { return run_diff(options, *diff); }};
}

}  // namespace cg::tools
