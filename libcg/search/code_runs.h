#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cg::search {

/// A word or a sign of source text; space and comments are none.
struct CodeToken {
  std::string_view text;
  std::uint64_t hash = 0;
  std::uint32_t line = 0;    ///< counted from the first line given
  std::uint32_t before = 0;  ///< how many tokens back the same name stood; 0: not yet, or no name
  bool name = false;         ///< somebody's choice: neither a sign nor a word that languages reserve
};

/// The tokens of a text in any language. Comments are told by how most languages begin them.
[[nodiscard]] std::vector<CodeToken> code_tokens(std::string_view text, std::uint32_t first_line);

/// Longer runs hardly occur by chance, shorter ones survive more edits. As written, five tokens are a call with its arguments; a shape
/// of fewer than ten tokens is one that any code has.
inline constexpr std::size_t kWrittenRun = 5;
inline constexpr std::size_t kShapeRun = 10;

/// The distinct runs of neighbouring tokens of a stretch of code, as hashes, ascending: as they are written, and by their shape, for
/// which a name is only how far back it stood before in the run. Code with other names throughout has the same shapes (Baker:
/// A Theory of Parameterized Pattern Matching, STOC 1993).
struct CodeRuns {
  std::vector<std::uint64_t> written, shapes;
};

/// Runs of that many tokens; a shorter stretch has one run. What it held before is overwritten.
void find_runs(std::span<const CodeToken> tokens, std::size_t written_run, std::size_t shape_run, CodeRuns& runs);

/// How much of the runs asked for is found, less a little for what else is there: common / (asked + extra * kOfOthers)
/// (Tversky: Features of Similarity, Psychological Review 84, 1977). 1 for equal sets.
[[nodiscard]] float shared_runs(std::span<const std::uint64_t> asked, std::span<const std::uint64_t> found);

}  // namespace cg::search
