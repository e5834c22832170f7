#pragma once
#include <cstddef>
#include <string_view>

namespace cg::search {

/// About how many tokens a language model's tokeniser makes of the text: byte-pair encodings of some 100,000 to 200,000
/// pieces. Errs on the high side, so that what was counted to fit a budget does fit.
[[nodiscard]] std::size_t estimate_tokens(std::string_view text);

}  // namespace cg::search
