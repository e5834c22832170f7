#include "libcg/ingest/encoded_file.h"

#include <algorithm>
#include <span>

#include "libcg/graph/parameters.h"
#include "libcg/storage/schema.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

/// The qualifier of a member written outside its type, as text.
std::string owner_text(const parse::Facts& facts, const parse::Symbol& s, std::string_view separator) {
  std::string out;
  for (parse::ExprId e = s.owner; e != kNone;) {
    const parse::Expr& expr = facts.exprs[e];
    std::string_view name;
    if (expr.op == parse::Op::kName || expr.op == parse::Op::kMember) name = facts.names[expr.name];
    if (expr.op == parse::Op::kSymbol) name = facts.names[facts.symbols[expr.base].name];
    if (!name.empty()) out = out.empty() ? std::string(name) : std::string(name) + std::string(separator) + out;
    if (expr.op == parse::Op::kSymbol || expr.op == parse::Op::kName) break;
    e = expr.base;
  }
  return out;
}

}  // namespace

EncodedSymbols encode_file_symbols(const parse::Facts& facts, std::string_view separator) {
  EncodedSymbols out;
  std::vector<graph::SymbolView> rows;
  std::vector<graph::TextView> texts;
  std::vector<std::string> owners;
  std::vector<graph::Parameter> parameters;
  auto parameter = facts.parameters.begin();
  auto use = facts.parameter_uses.begin();
  const std::span<const parse::Symbol> all(facts.symbols);
  for (std::size_t from = 0; from < all.size(); from += schema::kSymbolChunk) {
    const auto chunk = all.subspan(from, std::min<std::size_t>(schema::kSymbolChunk, all.size() - from));
    rows.clear();
    texts.clear();
    owners.clear();
    owners.reserve(chunk.size());  // rows point to them
    parameters.clear();
    for (; parameter != facts.parameters.end() && parameter->owner < from + chunk.size(); ++parameter) {
      const auto number = static_cast<std::uint32_t>(parameter - facts.parameters.begin());
      graph::Parameter& row = parameters.emplace_back(graph::Parameter{parameter->owner - static_cast<std::uint32_t>(from), facts.names[parameter->name], parameter->at, {}});
      for (; use != facts.parameter_uses.end() && use->parameter == number; ++use) row.uses.push_back({use->kind, use->at});
    }
    bool said = !parameters.empty();
    for (const parse::Symbol& s : chunk) {
      std::string_view owner;
      if (s.owner != kNone) owner = owners.emplace_back(owner_text(facts, s, separator));
      rows.push_back({s.kind, s.flags, facts.names[s.name], owner, s.container, s.at, s.start_line, s.end_line, s.start_byte, s.end_byte});
      texts.push_back({s.signature, s.doc});
      said = said || !s.signature.empty() || !s.doc.empty();
    }
    out.chunks.push_back({graph::encode_symbols(rows), said ? graph::encode_texts(texts) + graph::encode_parameters(parameters) : std::string()});
  }
  return out;
}

std::vector<EncodedLinks::Chunk> encode_chunks(FileId file, const LinkedFile& linked) {
  std::vector<EncodedLinks::Chunk> out;
  const std::span<const graph::SiteView> sites(linked.sites);
  auto reason = linked.reasons.begin();
  for (std::size_t from = 0; from < sites.size(); from += schema::kSiteChunk) {
    const std::size_t count = std::min<std::size_t>(schema::kSiteChunk, sites.size() - from);
    std::vector<graph::Reason> reasons;
    for (; reason != linked.reasons.end() && reason->site < from + count; ++reason) {
      reasons.push_back({static_cast<std::uint32_t>(reason->site - from), reason->steps});
    }
    out.push_back({graph::encode_sites(file, sites.subspan(from, count)), reasons.empty() ? std::string() : graph::encode_reasons(reasons)});
  }
  return out;
}

EncodedLinks encode_file_links(FileId file, const LinkedFile& linked) {
  EncodedLinks out;
  out.chunks = encode_chunks(file, linked);
  for (const graph::SiteView& s : linked.sites) {
    const graph::IncomingRow row{{file, s.owner}, s.kind, s.how, s.confidence, s.at};
    for (const SymbolRef target : s.targets) {
      ByteWriter& bytes = out.edges.begin();
      bytes.varint(target.file);
      bytes.varint(target.ordinal);
      write_incoming(bytes, row);
      out.edges.end(target_bucket(target.file));
    }
    if (s.targets.empty()) {
      ByteWriter& bytes = out.loose.begin();
      bytes.string(s.name);
      write_incoming(bytes, row);
      out.loose.end(name_bucket(s.name));
    }
  }
  out.sites = static_cast<std::uint32_t>(linked.sites.size());
  out.bounded = linked.bounded;
  return out;
}

void write_incoming(ByteWriter& out, const graph::IncomingRow& r) {
  out.varint(r.source.file);
  out.varint(r.source.ordinal);
  out.u8(static_cast<std::uint8_t>(r.kind));
  out.u8(static_cast<std::uint8_t>(r.how));
  out.u8(r.confidence);
  out.varint(r.at.line);
  out.varint(r.at.column);
}

graph::IncomingRow read_incoming(ByteReader& in) {
  graph::IncomingRow r;
  r.source.file = in.varint32();
  r.source.ordinal = in.varint32();
  r.kind = static_cast<EdgeKind>(in.u8());
  r.how = static_cast<How>(in.u8());
  r.confidence = in.u8();
  r.at.line = in.varint32();
  r.at.column = in.varint32();
  return r;
}

}  // namespace cg::ingest
