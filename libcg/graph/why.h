#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// One step of the reasoning that bound a site.
struct WhyStep {
  FileId file = kNone;     ///< where the evidence is; the site itself if it is nowhere else
  Position at;
  std::string_view rule;   ///< "use", "receiver", "scope", "import", "include", "member", "base", "name", "candidate", "compiler", "aside"
  std::string text;        ///< a sentence without its stop
};

/// Explains why a site of a file means its targets, or none. What the linker wrote down (reasons.h) comes first; the rest is read off
/// the graph: the scope that both share, the import or chain of includes that leads there, the bases between, and of every other
/// definition of that name what it is that the chosen one is not. `number` counts the file's sites. At most kMostAside others are
/// named.
[[nodiscard]] std::vector<WhyStep> why(IndexReader& reader, FileId file, const std::vector<SiteRow>& sites, std::size_t number);

inline constexpr std::size_t kMostAside = 8;

}  // namespace cg::graph
