// Reads the input as a SCIP index, and each of its positions in a line made of the input itself. Whatever comes is read or refused
// with Error{kFormat}; no view leaves the input, and no column leaves its line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libcg/base/error.h"
#include "libcg/graph/scip_reader.h"

namespace scip = cg::graph::scip;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto within = [&](std::string_view part) {
    if (!part.empty() && (part.data() < bytes.data() || part.data() + part.size() > bytes.data() + size)) std::abort();
  };
  try {
    scip::read_index(
        bytes, "input",
        [&](const scip::Metadata& m) {
          within(m.tool);
          within(m.project_root);
          if (scip::path_of_uri(m.project_root).size() > m.project_root.size()) std::abort();
        },
        [&](const scip::Document& d) {
          within(d.path);
          const std::string_view line = bytes.substr(0, bytes.find('\n'));
          for (const scip::Occurrence& o : d.occurrences) {
            within(o.symbol);
            if (o.end_line < o.line) std::abort();
            const auto column = scip::byte_column(line, o.character, d.encoding);
            if (column && *column > line.size() + 1) std::abort();
          }
        });
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat) std::abort();
  }
  return 0;
}
