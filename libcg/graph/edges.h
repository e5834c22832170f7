#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// Edges of lower confidence are hidden unless they are asked for. Half: what is shown is more likely right than wrong.
/// The linker gives each candidate of an ambiguous site at most 45, and a member known by its name alone 40 where names
/// are reused freely; everything it can argue for has 70 or more.
inline constexpr unsigned kDefaultConfidence = 50;

/// A set of edge kinds.
class EdgeKinds {
 public:
  constexpr EdgeKinds() = default;
  constexpr EdgeKinds(std::initializer_list<EdgeKind> kinds) {
    for (const EdgeKind kind : kinds) add(kind);
  }
  [[nodiscard]] static constexpr EdgeKinds all() {
    EdgeKinds kinds;
    kinds.bits_ = (1U << kEdgeKinds) - 1;
    return kinds;
  }
  [[nodiscard]] constexpr EdgeKinds without(EdgeKinds others) const {
    EdgeKinds kinds;
    kinds.bits_ = bits_ & ~others.bits_;
    return kinds;
  }
  constexpr void add(EdgeKind kind) { bits_ |= 1U << static_cast<unsigned>(kind); }
  [[nodiscard]] constexpr bool has(EdgeKind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  std::uint32_t bits_ = 0;
};

/// What makes one function depend on running another.
inline constexpr EdgeKinds kCallKinds{EdgeKind::kCalls, EdgeKind::kInstantiates, EdgeKind::kExpands};
inline constexpr EdgeKinds kInheritKinds{EdgeKind::kExtends, EdgeKind::kImplements};

/// What follows from other edges, and is written nowhere by itself: that a method stands for a base's, that a call is a test's.
inline constexpr EdgeKinds kImpliedKinds{EdgeKind::kOverrides, EdgeKind::kTests};
inline constexpr EdgeKinds kWrittenKinds = EdgeKinds::all().without(kImpliedKinds);

/// One use of one symbol by another. Candidates of an ambiguous site are an edge each.
struct Edge {
  SymbolRef source;  ///< the named symbol around the site; ordinal 0 of a file is the file's own level
  SymbolRef target;  ///< not valid: nothing in the tree fits `name`
  std::string name;  ///< of the target as written; empty if it is the target's own, or not known
  EdgeKind kind = EdgeKind::kReads;
  How how = How::kUnresolved;
  unsigned confidence = 0;
  Position at;  ///< of the site, in the source's file
};

struct EdgeFilter {
  EdgeKinds kinds = EdgeKinds::all();
  unsigned min_confidence = kDefaultConfidence;
  bool unbound = false;  ///< also sites that nothing in the tree fits
};

struct EdgeList {
  std::vector<Edge> edges;
  std::uint64_t hidden = 0;  ///< edges of these kinds that were left out for their confidence
};

/// Puts edges in the order in which they are shown: by the place of the site, then by that of the target.
void sort_by_place(std::vector<Edge>& edges);

/// Who uses the symbol, by file and position.
[[nodiscard]] EdgeList edges_into(IndexReader& reader, SymbolRef target, const EdgeFilter& filter);
/// Sites of a name that are bound to nothing; `min_confidence` does not apply.
[[nodiscard]] EdgeList edges_to_name(IndexReader& reader, std::string_view name, const EdgeFilter& filter);
/// What the file uses, by position; `min_confidence` applies to what is bound. With `wanted`, only what the symbols do for
/// whose ordinals it is true.
[[nodiscard]] EdgeList edges_from_file(IndexReader& reader, FileId file, const EdgeFilter& filter,
                                       const std::function<bool(std::uint32_t)>& wanted = {});

}  // namespace cg::graph
