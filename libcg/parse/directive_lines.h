#pragma once
#include <string_view>

#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// Whether the language has lines that switch code on and off, and a grammar that knows them only between statements.
[[nodiscard]] bool has_directive_lines(std::string_view language);

/// Blanks those lines (#if, #elseif, #else, #endif), so that every branch is code, one behind the other. Unlike C's, each
/// branch is whole: its brackets are closed in it.
void mask_directive_lines(MaskedText& text);

}  // namespace cg::parse
