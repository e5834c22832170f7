// The call graph for programs that draw and analyse graphs. Two walks over the index: the first finds which symbols are
// nodes at all (8 bytes each are kept), the second writes their edges, several calls of one function by another as one with
// a count. Nodes are numbered by place, so the same tree gives the same file.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "libcg/base/kinds.h"
#include "libcg/base/utf8.h"
#include "libcg/graph/call_graph.h"
#include "tools/query/export.h"
#include "tools/query/export_files.h"

namespace cg::tools {
namespace {

struct NodeText {
  std::string name;
  std::string_view kind;
  std::string path;
  std::uint32_t line = 0;
};

/// What differs between the formats.
struct GraphFormat {
  std::string_view head;
  std::string_view foot;
  std::string (*node)(std::size_t number, const NodeText& text);
  std::string (*edge)(std::size_t from, std::size_t to, std::size_t calls);
};

class GraphExport {
 public:
  GraphExport(Session& session, cli::Output& output, const GraphFormat& format)
      : session_(session), reader_(session.reader()), output_(output), format_(format) {}

  void write() {
    find_nodes();
    output_.write(format_.head);
    for (std::size_t i = 0; i < nodes_.size(); ++i) output_.write(format_.node(i, text_of(nodes_[i])));
    for_each_file(session_, [&](FileId file) { write_edges(file); });
    output_.write(format_.foot);
  }

 private:
  void find_nodes() {
    for_each_file(session_, [&](FileId file) {
      for (const graph::Call& call : graph::calls_of_file(reader_, file)) {
        nodes_.push_back(call.caller);
        nodes_.push_back(call.callee);
      }
      // Most are there many times; without this the list would be as long as that of all calls.
      if (nodes_.size() >= 2 * kept_ + kSortAtLeast) make_unique();
    });
    make_unique();
  }

  void make_unique() {
    std::sort(nodes_.begin(), nodes_.end());
    nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
    kept_ = nodes_.size();
  }

  [[nodiscard]] std::size_t number_of(SymbolRef ref) const {
    const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), ref);
    return static_cast<std::size_t>(at - nodes_.begin());
  }

  NodeText text_of(SymbolRef ref) {
    const graph::SymbolRow row = reader_.symbol(ref);
    return {reader_.qualified_name(ref), name_of(row.kind), reader_.file(ref.file).path, ref.ordinal == 0 ? 0 : row.at.line};
  }

  void write_edges(FileId file) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> calls;
    for (const graph::Call& call : graph::calls_of_file(reader_, file)) {
      ++calls[{number_of(call.caller), number_of(call.callee)}];
    }
    for (const auto& [ends, count] : calls) output_.write(format_.edge(ends.first, ends.second, count));
  }

  static constexpr std::size_t kSortAtLeast = 1 << 16;

  Session& session_;
  graph::IndexReader& reader_;
  cli::Output& output_;
  const GraphFormat& format_;
  std::vector<SymbolRef> nodes_;
  std::size_t kept_ = 0;
};

/// In double quotes, where DOT knows \" and takes a backslash before anything else as one of its own escapes.
std::string dot_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string dot_node(std::size_t number, const NodeText& text) {
  return fmt::format("  n{} [label={}, kind={}, path={}, line={}];\n", number, dot_text(text.name), dot_text(text.kind),
                     dot_text(text.path), text.line);
}

std::string dot_edge(std::size_t from, std::size_t to, std::size_t calls) {
  return fmt::format("  n{} -> n{} [calls={}];\n", from, to, calls);
}

/// XML allows no control characters, not even escaped, so they are shown as \xNN.
std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string graphml_node(std::size_t number, const NodeText& text) {
  return fmt::format(R"(    <node id="n{}"><data key="name">{}</data><data key="kind">{}</data><data key="path">{}</data>)"
                     R"(<data key="line">{}</data></node>)"
                     "\n",
                     number, xml_text(text.name), xml_text(text.kind), xml_text(text.path), text.line);
}

std::string graphml_edge(std::size_t from, std::size_t to, std::size_t calls) {
  return fmt::format("    <edge source=\"n{}\" target=\"n{}\"><data key=\"calls\">{}</data></edge>\n", from, to, calls);
}

constexpr GraphFormat kDot{"digraph calls {\n  node [shape=box];\n", "}\n", dot_node, dot_edge};

constexpr GraphFormat kGraphml{R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="path" for="node" attr.name="path" attr.type="string"/>
  <key id="line" for="node" attr.name="line" attr.type="int"/>
  <key id="calls" for="edge" attr.name="calls" attr.type="int"/>
  <graph id="calls" edgedefault="directed">
)",
                               "  </graph>\n</graphml>\n", graphml_node, graphml_edge};

}  // namespace

void export_dot(Session& session, cli::Output& output) { GraphExport(session, output, kDot).write(); }
void export_graphml(Session& session, cli::Output& output) { GraphExport(session, output, kGraphml).write(); }

}  // namespace cg::tools
