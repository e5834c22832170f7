#pragma once
#include <string_view>
#include <unordered_set>

namespace cg::parse {

/// Names that the tokens of a macro's argument may bind anew: what stands between `let` and `=`, `for` and `in`, the bars of a
/// closure, in front of `=>`, in the head of a `fn`, or behind the first comma of `matches!(`. Types and constructors among them come along: more names are given than
/// are bound, for who asks wants to know which names surely mean what they mean outside. Rust's syntax. `macro`: what is written
/// in front of the text, such as "assert!".
[[nodiscard]] std::unordered_set<std::string_view> names_bound_in(std::string_view text, std::string_view macro);

}  // namespace cg::parse
