#pragma once
#include <cstddef>
#include <string_view>

#include "libcg/parse/facts.h"
#include "libcg/parse/syntax.h"

namespace cg::parse {

/// What a file says by itself. `file_name` (the last part of its path) becomes the name of symbol 0. Total: any bytes
/// give facts, if only the file's own symbol; Facts::error_bytes and Facts::bounded say what was not understood.
/// Error{kFormat} only if the language's own query file is broken.
Facts extract(std::size_t language, std::string_view file_name, std::string_view source, Parser& parser, Syntax& scratch);

}  // namespace cg::parse
