// The whole graph as lines: everything in JSONL, edges in CSV.
#include "libcg/base/kinds.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/edges.h"
#include "tools/query/export.h"
#include "tools/query/export_files.h"

namespace cg::tools {
namespace {

/// A symbol as an edge names it. A file's own level is the file.
struct End {
  End(graph::IndexReader& reader, SymbolRef ref) {
    if (!ref.valid()) return;
    const graph::SymbolRow row = reader.symbol(ref);
    path = reader.file(ref.file).path;
    name = reader.qualified_name(ref);
    kind = name_of(row.kind);
    at = row.at;
  }
  [[nodiscard]] cli::Location location() const { return {path, at.line, at.column}; }

  std::string path;
  std::string name;
  std::string_view kind;
  Position at;
};

class JsonlExport {
 public:
  JsonlExport(Session& session, cli::Output& output)
      : reader_(session.reader()),
        files_(output, style(), {"type", "path", "language", "lines", "hash"}),
        symbols_(output, style(),
                 {"type", "location", "kind", "name", "container", "end_line", "declaration", "signature", "doc"}),
        edges_(output, style(),
               {"type", "location", "kind", "source", "source_kind", "source_definition", "target", "target_kind",
                "definition", "how", "confidence"}) {}

  void write_file(FileId file) {
    const graph::FileRow row = reader_.file(file);
    files_.write({"file", row.path, row.language, row.lines, row.hash.hex()});
    for (std::uint32_t ordinal = 1; ordinal < row.symbols; ++ordinal) write_symbol({file, ordinal}, row.path);
    graph::EdgeFilter all;
    all.min_confidence = 0;
    all.unbound = true;
    for (const graph::Edge& edge : graph::edges_from_file(reader_, file, all).edges) write_edge(edge);
  }

 private:
  static cli::RecordStyle style() { return {.format = cli::RecordStyle::Format::kJsonl}; }

  void write_symbol(SymbolRef ref, const std::string& path) {
    const graph::SymbolRow row = reader_.symbol(ref);
    const graph::TextRow text = reader_.text(ref);
    const bool top = row.container == 0 || row.container == kNone;
    symbols_.write({"symbol", cli::Location{path, row.at.line, row.at.column}, name_of(row.kind),
                    reader_.qualified_name(ref), top ? std::string() : reader_.qualified_name({ref.file, row.container}),
                    row.end_line, (row.flags & graph::kDeclarationFlag) != 0, text.signature, text.doc});
  }

  void write_edge(const graph::Edge& edge) {
    const End source(reader_, edge.source);
    const End target(reader_, edge.target);
    const bool bound = edge.target.valid();
    edges_.write({"edge", cli::Location{source.path, edge.at.line, edge.at.column}, name_of(edge.kind), source.name,
                  source.kind, source.location(), bound ? target.name : edge.name,
                  bound ? cli::Field(target.kind) : cli::Field(), target.location(), name_of(edge.how), edge.confidence});
  }

  graph::IndexReader& reader_;
  cli::RecordWriter files_, symbols_, edges_;
};

/// RFC 4180: quoted where it must be.
void append_csv(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void write_csv(cli::Output& output, std::initializer_list<std::string_view> values) {
  std::string& out = output.buffer();
  bool first = true;
  for (const std::string_view value : values) {
    if (!first) out += ',';
    first = false;
    append_csv(out, value);
  }
  out += "\r\n";
  output.end_record();
}

}  // namespace

void export_jsonl(Session& session, cli::Output& output) {
  JsonlExport lines(session, output);
  for_each_file(session, [&](FileId file) { lines.write_file(file); });
}

void export_csv(Session& session, cli::Output& output) {
  write_csv(output, {"path", "line", "column", "kind", "source", "target", "target_path", "target_line", "target_column",
                     "how", "confidence"});
  for_each_file(session, [&](FileId file) {
    for (const graph::Edge& edge : graph::edges_from_file(session.reader(), file, {}).edges) {
      const End source(session.reader(), edge.source);
      const End target(session.reader(), edge.target);
      write_csv(output, {source.path, std::to_string(edge.at.line), std::to_string(edge.at.column), name_of(edge.kind),
                         source.name, target.name, target.path, std::to_string(target.at.line),
                         std::to_string(target.at.column), name_of(edge.how), std::to_string(edge.confidence)});
    }
  });
}

}  // namespace cg::tools
