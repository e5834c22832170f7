#include "tools/query/pairs.h"

#include <fmt/format.h>

#include "libcg/base/error.h"

namespace cg::tools {

std::vector<std::string> pairs_of(const std::vector<std::string>& names, std::string_view verb, std::string_view form) {
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "-") {
      pairs.push_back(names[i]);
    } else if (i + 1 < names.size() && names[i + 1] != "-") {
      pairs.push_back(names[i] + "\t" + names[i + 1]);
      ++i;
    } else {
      throw Error(ErrorKind::kUsage, fmt::format("{}: names come in pairs, and {} is alone: cg-query {} {}", verb, names[i], verb, form));
    }
  }
  return pairs;
}

std::pair<std::string_view, std::string_view> pair_of(std::string_view question) {
  const std::size_t tab = question.find('\t');
  if (tab == std::string_view::npos) {
    throw Error(ErrorKind::kUsage, "standard input: a line needs two names with a tab in between");
  }
  return {question.substr(0, tab), question.substr(tab + 1)};
}

}  // namespace cg::tools
