#pragma once
#include <vector>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// `EXPORT(int f(void)) {` and `API(void g(int));`: a declaration that is a macro's only argument. Hides the macro and its brackets,
/// so that the declaration is left. Tokens that went are removed from `tokens`.
void mask_wrapped_declarations(MaskedText& text, std::vector<CToken>& tokens);

}  // namespace cg::parse
