#pragma once
#include <string_view>

#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// Whether the language has words that are keywords in some places only, and a grammar that does not always know where.
[[nodiscard]] bool has_soft_keywords(std::string_view language);

/// Spells those words differently where they can only be names, so that the grammar takes them for names. Their length stays
/// what it was; facts read names from the source itself.
void mask_soft_keywords(MaskedText& text);

}  // namespace cg::parse
