#pragma once
#include <string_view>

namespace cg::ingest {

/// Whether a JavaScript, TypeScript, CSS or JSON file (told by its name) was squeezed by a machine: most of it is code
/// on very long lines. Other languages are never minified, whatever their lines.
[[nodiscard]] bool is_minified(std::string_view path, std::string_view text);

}  // namespace cg::ingest
