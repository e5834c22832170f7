#pragma once
#include <vector>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// Blanks preprocessor lines, and branches between them, where no grammar takes them; comments inside macro bodies too.
/// Tokens that went are removed from `tokens`.
void mask_conditionals(MaskedText& text, std::vector<CToken>& tokens);

}  // namespace cg::parse
