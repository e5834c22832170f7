#include "libcg/graph/scip_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <protozero/pbf_writer.hpp>

#include "libcg/graph/edges.h"
#include "libcg/graph/scip_fields.h"

namespace cg::graph::scip {
namespace {

/// RFC 8089: a path as a file: URI, whatever is no unreserved character percent-encoded.
std::string uri_of_path(std::string_view path) {
  std::string out = "file://";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

void write_occurrence(protozero::pbf_writer& document, Position at, std::size_t length, const std::string& symbol, std::uint32_t roles,
                      const SymbolRow* enclosing) {
  if (at.line == 0 || at.column == 0 || symbol.empty()) return;
  protozero::pbf_writer out(document, document_field::kOccurrences);
  const auto line = static_cast<std::int32_t>(at.line - 1);
  const auto from = static_cast<std::int32_t>(at.column - 1);
  const std::array<std::int32_t, 3> range{line, from, from + static_cast<std::int32_t>(length)};
  out.add_packed_int32(occurrence_field::kRange, range.begin(), range.end());
  out.add_string(occurrence_field::kSymbol, symbol);
  if (roles != 0) out.add_uint32(occurrence_field::kRoles, roles);
  if (enclosing == nullptr || enclosing->start_line == 0) return;
  // Whole lines: the index knows no columns of a definition's ends.
  const std::array<std::int32_t, 4> whole{static_cast<std::int32_t>(enclosing->start_line) - 1, 0, static_cast<std::int32_t>(enclosing->end_line), 0};
  out.add_packed_int32(occurrence_field::kEnclosingRange, whole.begin(), whole.end());
}

std::uint32_t roles_of(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kImports: return kImport;
    case EdgeKind::kWrites: return kWriteAccess;
    case EdgeKind::kReads:
    case EdgeKind::kTakesAddress: return kReadAccess;
    default: return 0;
  }
}

}  // namespace

std::string Writer::begin(std::string_view root, std::string_view version) const {
  std::string bytes;
  protozero::pbf_writer index(bytes);
  protozero::pbf_writer metadata(index, index_field::kMetadata);
  {
    protozero::pbf_writer tool(metadata, metadata_field::kToolInfo);
    tool.add_string(tool_field::kName, "cg");
    tool.add_string(tool_field::kVersion, version.data(), version.size());
  }
  metadata.add_string(metadata_field::kProjectRoot, uri_of_path(root));
  metadata.add_uint32(metadata_field::kTextEncoding, kTextIsUtf8);
  metadata.commit();
  return bytes;
}

std::string Writer::document(FileId file) {
  std::string bytes;
  protozero::pbf_writer index(bytes);
  const FileRow row = reader_.file(file);
  std::map<std::uint32_t, std::vector<std::pair<SymbolRef, EdgeKind>>> above;  // by ordinal: what it extends, implements, overrides
  protozero::pbf_writer out(index, index_field::kDocuments);
  out.add_string(document_field::kPath, utf8_text(row.path));
  out.add_string(document_field::kLanguage, language_name(row.language));
  out.add_uint32(document_field::kPositionEncoding, static_cast<std::uint32_t>(PositionEncoding::kUtf8));
  for (const SiteRow& site : reader_.sites(file)) {
    if (site.confidence < kDefaultConfidence || site.how == How::kAmbiguous) continue;
    for (const SymbolRef target : site.targets) {
      const std::string name = site.name.empty() ? reader_.symbol(site.targets.front()).name : site.name;
      if (target.ordinal == 0) continue;  // a whole file has no name that could stand here
      if (kWrittenKinds.has(site.kind)) write_occurrence(out, site.at, name.size(), names_.of(target), roles_of(site.kind), nullptr);
      const bool inherits = site.kind == EdgeKind::kExtends || site.kind == EdgeKind::kImplements || site.kind == EdgeKind::kOverrides;
      if (inherits) above[site.owner].emplace_back(target, site.kind);
    }
  }
  for (std::uint32_t ordinal = 1; ordinal < row.symbols; ++ordinal) {
    const SymbolRow symbol = reader_.symbol({file, ordinal});
    const std::string& name = names_.of({file, ordinal});
    if ((symbol.flags & kAnonymousFlag) == 0) {
      write_occurrence(out, symbol.at, symbol.name.size(), name, kDefinition, &symbol);
    }
    const TextRow text = reader_.text({file, ordinal});
    protozero::pbf_writer information(out, document_field::kSymbols);
    information.add_string(symbol_field::kSymbol, name);
    if (!text.signature.empty()) {
      information.add_string(symbol_field::kDocumentation, utf8_text(fmt::format("```{}\n{}\n```", row.language, text.signature)));
    }
    if (!text.doc.empty()) information.add_string(symbol_field::kDocumentation, utf8_text(text.doc));
    for (const auto& [target, kind] : above[ordinal]) {
      protozero::pbf_writer relation(information, symbol_field::kRelationships);
      relation.add_string(relationship_field::kSymbol, names_.of(target));
      if (kind == EdgeKind::kOverrides) relation.add_bool(relationship_field::kIsReference, true);
      relation.add_bool(relationship_field::kIsImplementation, true);
    }
    information.add_int32(symbol_field::kKind, kind_number(symbol.kind));
    information.add_string(symbol_field::kDisplayName, utf8_text(symbol.name));
  }
  for (const Parameter& parameter : reader_.parameters(file)) {
    const std::string name = fmt::format("{}({})", names_.of({file, parameter.owner}), parameter.name);
    write_occurrence(out, parameter.at, parameter.name.size(), name, kDefinition, nullptr);
    for (const ParameterUse& use : parameter.uses) write_occurrence(out, use.at, parameter.name.size(), name, roles_of(use.kind), nullptr);
  }
  out.commit();
  return bytes;
}

}  // namespace cg::graph::scip
