#pragma once
#include <string_view>

#include "libcg/parse/masked_text.h"

namespace cg::parse {

/// Whether the language has lines that switch code on and off, which its grammar takes between statements and members alone.
[[nodiscard]] bool has_directives_amid(std::string_view language);

/// Blanks those lines (#if, #elif, #else, #endif) of groups that stand amid a statement, a list or the head of a class, or have a branch
/// that ends there, so that every branch is code, one behind the other:
///
///   public class Reader
///   #if ASYNC
///       : IAsyncDisposable
///   #endif
///   {
void mask_directives_amid(MaskedText& text);

}  // namespace cg::parse
