#pragma once
#include <string>
#include <string_view>

namespace cg::graph {

/// What a file's language calls the file itself when it is imported, as parts with '/' between: "json/decoder" for
/// json/decoder.py, "regex_syntax/ast" for regex-syntax/src/ast/mod.rs, "json" for json/__init__.py. Empty where files are
/// not modules (C), or where files say themselves what module they belong to, which then stands in their qualified names.
[[nodiscard]] std::string module_name(std::string_view language, std::string_view path);

}  // namespace cg::graph
