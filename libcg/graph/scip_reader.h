#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/scip_fields.h"

namespace cg::graph::scip {

/// A range of text and what it means. Lines and characters count from 0; what a character is, the document says.
struct Occurrence {
  std::uint32_t line = 0, character = 0;
  std::uint32_t end_line = 0, end_character = 0;
  std::string_view symbol;
  std::uint32_t roles = 0;  ///< bits of Role
};

/// All views are into the bytes that were given to read_index().
struct Document {
  std::string_view path;  ///< relative to the root that the metadata name
  PositionEncoding encoding = PositionEncoding::kUnspecified;
  std::vector<Occurrence> occurrences;
};

struct Metadata {
  std::string_view tool;
  std::string_view project_root;  ///< a URI, percent-encoded; may be empty
};

/// Reads a SCIP index document by document; the memory it takes is that of the largest. Occurrences without a symbol, or with a
/// range that is none, are left out. `name` is what messages call the index. Error{kFormat} for bytes that are not protobuf or
/// hold no document. Both callbacks may be empty.
void read_index(std::string_view bytes, const std::string& name, const std::function<void(const Metadata&)>& on_metadata,
                const std::function<void(const Document&)>& on_document);

/// The column in bytes, from 1, at which a character stands in a line of source, given without its end. Empty if the line is
/// shorter, if the number points into the middle of a character, or if the encoding is not said and characters in front make
/// it matter.
[[nodiscard]] std::optional<std::uint32_t> byte_column(std::string_view line, std::uint32_t character,
                                                       PositionEncoding encoding);

/// Whether a symbol is known in its document only: "local 12".
[[nodiscard]] bool is_local(std::string_view symbol);

/// The path of a file: URI; empty for other URIs.
[[nodiscard]] std::string path_of_uri(std::string_view uri);

}  // namespace cg::graph::scip
