#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "libcg/graph/traversal.h"
#include "tools/query/session.h"

namespace cg::tools {

/// A parameter and the function whose it is.
struct AskedParameter {
  SymbolRef function;
  graph::Parameter parameter;
};
/// What the question means as a function and a parameter of it: "Store::load::name". Of languages whose parameters are kept.
[[nodiscard]] std::vector<AskedParameter> parameters_meant(Session& session, std::string_view question);

/// Everything that uses what the question means, to `max_depth` steps, by depth and place. A name that nothing in the tree
/// defines is answered by the sites that use it. Sites that are bound to nothing but have the name of something defined
/// are doubts about it: they come with a minimum confidence of 0, and are counted as hidden otherwise.
/// An unknown name is reported.
[[nodiscard]] std::vector<graph::Step> uses_of(Session& session, std::string_view question, const graph::EdgeFilter& filter,
                                               std::uint32_t max_depth);
/// The same, for who has resolved it already.
[[nodiscard]] std::vector<graph::Step> uses_of(Session& session, std::string_view question, const graph::Resolution& resolution,
                                               const graph::EdgeFilter& filter, std::uint32_t max_depth);

}  // namespace cg::tools
