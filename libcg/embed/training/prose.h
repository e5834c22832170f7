#pragma once
#include <string>
#include <string_view>

namespace cg::embed {

/// What a comment says to people in its first paragraph: without the tags of documentation tools (@param, Args:), markup
/// and addresses. Comment marks must be gone (but see comment_line). Empty where that is not prose: a licence, an order to
/// a linter, code that was commented out, or too little to ask with.
[[nodiscard]] std::string prose_of(std::string_view comment);

/// The text of a line that is nothing but a comment ("// so", "# so", "-- so"), in a language where `hash` says whether a
/// number sign begins one. Empty for any other line.
[[nodiscard]] std::string_view comment_line(std::string_view line, bool hash, bool dashes);

}  // namespace cg::embed
