#pragma once
#include <algorithm>
#include <string_view>

namespace cg::ingest {

/// Names that the resolver asks of a class though no file says them: what calls an instance, an index, an iterator. Where a
/// symbol of such a name changes, all files are linked. Whatever is asked of Program::find_name as a literal must be here.
[[nodiscard]] inline bool is_asked_word(std::string_view name, std::string_view language) {
  static constexpr std::string_view kCalled[] = {"__call__", "operator()", "invoke", "apply"};
  static constexpr std::string_view kOthers[] = {"this[]", "subscript", "get", "next", "index"};
  const auto among = [&](const auto& words) { return std::find(std::begin(words), std::end(words), name) != std::end(words); };
  return among(kCalled) || (language != "c" && language != "cpp" && among(kOthers));
}

}  // namespace cg::ingest
