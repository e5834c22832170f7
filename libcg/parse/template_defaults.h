#pragma once
#include <vector>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// `template <typename T, typename = ENABLE_IF(is_number<T>())>`: the type that a macro stands for, without its arguments, of which the
/// grammar would make nothing. Their names stay names that are used. Lines that are a lone `#` say nothing, and the grammar
/// does not know them either, nor `case 'a' ... 'z':`.
void mask_template_defaults(MaskedText& out, const std::vector<CToken>& tokens);

}  // namespace cg::parse
