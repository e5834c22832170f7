#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cg::tools {

/// Arguments that come in pairs as questions, and each line of standard input is one: the two names with a tab in between. A
/// pair of arguments becomes such a line, too. Error{kUsage} for a name that is alone; `verb` and `form` are for its message.
[[nodiscard]] std::vector<std::string> pairs_of(const std::vector<std::string>& names, std::string_view verb, std::string_view form);
/// The two names of such a question. Error{kUsage} for a line without a tab.
[[nodiscard]] std::pair<std::string_view, std::string_view> pair_of(std::string_view question);

}  // namespace cg::tools
