#pragma once
#include <string_view>
#include <vector>

#include "libcg/parse/c_tokens.h"
#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// Makes C and C++ as written parsable: where macros and #if stand that no grammar can know, spaces (or the `;` and `()`
/// that the macro would have brought) take their place. Every byte keeps its offset.
class MacroMask {
 public:
  /// The text to parse instead of `source`; `source` itself when there is nothing to mask. Valid until the next call.
  std::string_view apply(std::string_view source);
  /// What was blanked by the last call and has names in it.
  [[nodiscard]] const std::vector<TextRange>& hidden() const { return masked_.hidden(); }

 private:
  std::vector<CToken> tokens_;
  MaskedText masked_;
};

}  // namespace cg::parse
