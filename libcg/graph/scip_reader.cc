#include "libcg/graph/scip_reader.h"

#include <limits>
#include <protozero/pbf_reader.hpp>

#include "libcg/base/error.h"
#include "libcg/base/utf8.h"

namespace cg::graph::scip {
namespace {

std::string_view text(protozero::pbf_reader& field) {
  const protozero::data_view view = field.get_view();
  return {view.data(), view.size()};
}

/// Of a field that need not have the type that it should have.
bool is_bytes(const protozero::pbf_reader& field) { return field.wire_type() == protozero::pbf_wire_type::length_delimited; }
bool is_number(const protozero::pbf_reader& field) { return field.wire_type() == protozero::pbf_wire_type::varint; }

/// [line, character, end character] or [line, character, end line, end character]. They are int32: what is negative is no range.
bool read_range(protozero::pbf_reader& field, Occurrence& out) {
  std::int64_t numbers[4] = {};
  std::size_t count = 0;
  for (const std::int32_t number : field.get_packed_int32()) {
    if (count == 4 || number < 0) return false;
    numbers[count++] = number;
  }
  if (count < 3) return false;
  out.line = static_cast<std::uint32_t>(numbers[0]);
  out.character = static_cast<std::uint32_t>(numbers[1]);
  out.end_line = static_cast<std::uint32_t>(count == 4 ? numbers[2] : numbers[0]);
  out.end_character = static_cast<std::uint32_t>(numbers[count - 1]);
  return out.end_line > out.line || (out.end_line == out.line && out.end_character >= out.character);
}

std::optional<Occurrence> read_occurrence(protozero::pbf_reader message) {
  Occurrence out;
  bool ranged = false;
  while (message.next()) {
    if (message.tag() == occurrence_field::kRange && is_bytes(message)) {
      ranged = read_range(message, out);
    } else if (message.tag() == occurrence_field::kSymbol && is_bytes(message)) {
      out.symbol = text(message);
    } else if (message.tag() == occurrence_field::kRoles && is_number(message)) {
      out.roles = message.get_uint32();
    } else {
      message.skip();
    }
  }
  if (!ranged || out.symbol.empty()) return std::nullopt;
  return out;
}

Document read_document(protozero::pbf_reader message) {
  Document out;
  while (message.next()) {
    if (message.tag() == document_field::kPath && is_bytes(message)) {
      out.path = text(message);
    } else if (message.tag() == document_field::kPositionEncoding && is_number(message)) {
      const std::uint32_t value = message.get_uint32();
      out.encoding = value <= 3 ? static_cast<PositionEncoding>(value) : PositionEncoding::kUnspecified;
    } else if (message.tag() == document_field::kOccurrences && is_bytes(message)) {
      if (const auto occurrence = read_occurrence(message.get_message())) out.occurrences.push_back(*occurrence);
    } else {
      message.skip();
    }
  }
  return out;
}

std::string_view read_tool(protozero::pbf_reader message) {
  std::string_view name;
  while (message.next()) {
    if (message.tag() == tool_field::kName && is_bytes(message)) {
      name = text(message);
    } else {
      message.skip();
    }
  }
  return name;
}

Metadata read_metadata(protozero::pbf_reader message) {
  Metadata out;
  while (message.next()) {
    if (message.tag() == metadata_field::kToolInfo && is_bytes(message)) {
      out.tool = read_tool(message.get_message());
    } else if (message.tag() == metadata_field::kProjectRoot && is_bytes(message)) {
      out.project_root = text(message);
    } else {
      message.skip();
    }
  }
  return out;
}

std::size_t units_of(const Utf8Char& c, PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::kUtf16: return c.code > 0xffff ? 2 : 1;
    case PositionEncoding::kUtf32: return 1;
    case PositionEncoding::kUtf8:
    case PositionEncoding::kUnspecified: break;
  }
  return c.size;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

void read_index(std::string_view bytes, const std::string& name, const std::function<void(const Metadata&)>& on_metadata,
                const std::function<void(const Document&)>& on_document) {
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorKind::kFormat, name + ": not a SCIP index (" + why + "); write it again with the indexer that made it");
  };
  std::size_t documents = 0;
  try {
    protozero::pbf_reader index(bytes.data(), bytes.size());
    while (index.next()) {
      if (index.tag() == index_field::kMetadata && is_bytes(index)) {
        const Metadata metadata = read_metadata(index.get_message());
        if (on_metadata) on_metadata(metadata);
      } else if (index.tag() == index_field::kDocuments && is_bytes(index)) {
        const Document document = read_document(index.get_message());
        ++documents;
        if (on_document) on_document(document);
      } else {
        index.skip();
      }
    }
  } catch (const protozero::exception& e) {
    refuse(e.what());
  }
  if (documents == 0) refuse("it has no document");
}

std::optional<std::uint32_t> byte_column(std::string_view line, std::uint32_t character, PositionEncoding encoding) {
  std::size_t units = 0;
  std::size_t at = 0;
  while (units < character && at < line.size()) {
    const Utf8Char c = decode_utf8(line, at);
    if (c.size > 1 && encoding == PositionEncoding::kUnspecified) return std::nullopt;
    at += c.size;
    units += units_of(c, encoding);
  }
  if (units != character || at > std::numeric_limits<std::uint32_t>::max() - 1) return std::nullopt;
  return static_cast<std::uint32_t>(at) + 1;
}

bool is_local(std::string_view symbol) { return symbol.starts_with("local "); }

std::string path_of_uri(std::string_view uri) {
  constexpr std::string_view kScheme = "file://";
  if (!uri.starts_with(kScheme)) return {};
  uri.remove_prefix(kScheme.size());
  uri.remove_prefix(std::min(uri.find('/'), uri.size()));  // the host
  std::string out;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const bool coded = uri[i] == '%' && i + 2 < uri.size() && hex(uri[i + 1]) >= 0 && hex(uri[i + 2]) >= 0;
    out += coded ? static_cast<char>(hex(uri[i + 1]) * 16 + hex(uri[i + 2])) : uri[i];
    if (coded) i += 2;
  }
  return out;
}

}  // namespace cg::graph::scip
