#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/kinds.h"

// Why a site means what it means, as far as that cannot be seen from the graph itself. What a plain name means follows from
// scopes and imports, which the index has anyway; what a member means depends on the type of the expression in front of it,
// and expressions are not in the index. So for calls of members the linker writes down how it came to that type, a step for each
// part of the expression. They are texts and no references: they stay true when other files are edited.
//
// Rejected: deriving it at question time, by the linker itself. It would need the facts of all files in memory, seconds for a large
// tree, and cg-query would have to link the grammars.

namespace cg::graph {

/// One part of the expression in front of a member.
struct ReasonStep {
  std::string expression;  ///< "self.store.find()"
  std::string names;       ///< what its last name means, qualified; empty if nothing in the tree
  How how = How::kUnresolved;  ///< how that was found
  std::string value;       ///< what the expression gives: "shop.Item", "list of shop.Item"; empty: not known
  friend bool operator==(const ReasonStep&, const ReasonStep&) = default;
};

struct Reason {
  std::uint32_t site = 0;  ///< its number among the sites of its chunk
  std::vector<ReasonStep> steps;
  friend bool operator==(const Reason&, const Reason&) = default;
};

/// The reasons of one chunk of sites, ascending. Texts are written once.
std::string encode_reasons(std::span<const Reason> reasons);
/// Error{kFormat} for bytes that are none.
std::vector<Reason> decode_reasons(std::string_view bytes);

}  // namespace cg::graph
