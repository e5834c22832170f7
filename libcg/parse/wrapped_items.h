#pragma once
#include <string_view>

#include "libcg/parse/language.h"
#include "libcg/parse/masked_text.h"
#include "libcg/parse/syntax.h"

namespace cg::parse {

/// Whether the language has macros that are written around definitions, and a grammar to which what they hold is tokens.
[[nodiscard]] bool has_wrapped_items(std::string_view language);

/// Takes away such macros where `seen`, the tree of the text as it is shown now, has them: their name and brackets are hidden and
/// the definitions stand where they were. False if there is none; otherwise the text is to be parsed again, and may then show
/// others inside.
bool unwrap_items(const Language& language, const Syntax& seen, MaskedText& text);

}  // namespace cg::parse
