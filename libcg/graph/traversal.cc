// Breadth first, a front at a time: all symbols of a front are expanded before any of the next.
//
// Direction-optimising search (Beamer, Asanovic, Patterson 2012) turns round when the front is large and asks each unvisited vertex
// whether one of its neighbours is in the front, stopping at the first. Here that gains nothing: every edge into an expanded symbol
// is an answer ("every call", not "some call"), so there is no first to stop at, and both directions read each list once. What
// there is instead: fronts are expanded in the order of the pages, and a large one by all threads; paths, of which one is enough, are
// looked for from both ends.
//
// Threads need a reader each, and decode pages that another has; and reading is a quarter of the work, the rest is putting edges in
// order. On two cores fronts of 64 to 11,721 symbols were 0.89 to 1.07 times as fast by both on redis, and of 64 to 32,768 on the Linux
// kernel 0.83 to 0.89 (`cg-bench run --suite traverse`), so threads are shipped as good as off: knob
// walk_parallel_from is the size of the front from which on they are used.
#include "libcg/graph/traversal.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "libcg/base/deadline.h"
#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"

namespace cg::graph {
namespace {

void append(EdgeList& all, EdgeList&& list) {
  all.hidden += list.hidden;
  std::move(list.edges.begin(), list.edges.end(), std::back_inserter(all.edges));
}

EdgeList into_some(IndexReader& reader, std::span<const SymbolRef> targets, const EdgeFilter& filter) {
  EdgeList all;
  for (const SymbolRef target : targets) {
    if (past_deadline()) break;
    append(all, edges_into(reader, target, filter));
  }
  return all;
}

/// A large front by several threads, each with a reader of its own of the same snapshot. Empty if there can be none.
std::optional<EdgeList> into_by_threads(IndexReader& reader, std::span<const SymbolRef> targets, const EdgeFilter& filter) {
  // What a thread takes at a time: long enough that its pages are its own, short enough that all end together.
  constexpr std::size_t kSlice = 256;
  const std::size_t slices = (targets.size() + kSlice - 1) / kSlice;
  std::vector<IndexReader> readers;
  for (int thread = 0; thread < std::min<int>(thread_count(), static_cast<int>(slices)); ++thread) {
    auto another = reader.same_snapshot();
    if (!another) return std::nullopt;
    readers.push_back(std::move(*another));
  }
  std::vector<EdgeList> lists(slices);
  parallel_for(slices, static_cast<int>(readers.size()), [&](std::size_t slice, int thread) {
    const std::size_t begin = slice * kSlice;
    lists[slice] = into_some(readers[static_cast<std::size_t>(thread)], targets.subspan(begin, std::min(kSlice, targets.size() - begin)), filter);
  });
  EdgeList all;
  for (EdgeList& list : lists) append(all, std::move(list));
  return all;
}

/// In the order of the index, so that each page is decoded once however many symbols of the front are in it; callers sort what comes
/// of it by place.
EdgeList into_all(IndexReader& reader, std::span<const SymbolRef> targets, const EdgeFilter& filter) {
  std::vector<SymbolRef> in_order(targets.begin(), targets.end());
  std::sort(in_order.begin(), in_order.end());
  if (in_order.size() >= knobs().walk_parallel_from && thread_count() > 1) {
    if (auto all = into_by_threads(reader, in_order, filter)) return std::move(*all);
  }
  return into_some(reader, in_order, filter);
}

/// Sites are kept by file, so the sites of each file are read once for all of its symbols.
EdgeList from_all(IndexReader& reader, std::span<const SymbolRef> sources, const EdgeFilter& filter) {
  std::map<FileId, std::set<std::uint32_t>> by_file;
  for (const SymbolRef source : sources) by_file[source.file].insert(source.ordinal);
  EdgeList all;
  for (const auto& [file, ordinals] : by_file) {
    if (past_deadline()) break;
    EdgeList list = edges_from_file(reader, file, filter, [&](std::uint32_t owner) { return ordinals.contains(owner); });
    append(all, std::move(list));
  }
  return all;
}

template <class Expand, class Next>
Reach reach(std::span<const SymbolRef> starts, std::uint32_t max_depth, Expand&& expand, Next&& next) {
  Reach out;
  std::set<SymbolRef> seen(starts.begin(), starts.end());
  std::vector<SymbolRef> front(starts.begin(), starts.end());
  for (std::uint32_t depth = 1; !front.empty() && (max_depth == kNoDepthLimit || depth <= max_depth); ++depth) {
    EdgeList list = expand(front);
    out.hidden += list.hidden;
    sort_by_place(list.edges);
    front.clear();
    out.steps.reserve(out.steps.size() + list.edges.size());
    for (Edge& edge : list.edges) {
      const SymbolRef other = next(edge);
      if (other.valid() && seen.insert(other).second) front.push_back(other);
      out.steps.push_back({std::move(edge), depth});
    }
  }
  return out;
}

}  // namespace

Reach reach_into(IndexReader& reader, std::span<const SymbolRef> starts, const EdgeFilter& filter,
                 std::uint32_t max_depth) {
  return reach(
      starts, max_depth, [&](std::span<const SymbolRef> front) { return into_all(reader, front, filter); },
      [](const Edge& edge) { return edge.source; });
}

Reach reach_from(IndexReader& reader, std::span<const SymbolRef> starts, const EdgeFilter& filter,
                 std::uint32_t max_depth) {
  return reach(
      starts, max_depth, [&](std::span<const SymbolRef> front) { return from_all(reader, front, filter); },
      [](const Edge& edge) { return edge.target; });
}

std::vector<SymbolRef> with_members(IndexReader& reader, SymbolRef symbol) {
  std::vector<SymbolRef> inside{symbol};
  const std::uint32_t count = reader.file(symbol.file).symbols;
  // Containers come before what they contain, so one pass finds the members of members, too.
  std::vector<bool> in(count, false);
  if (symbol.ordinal < count) in[symbol.ordinal] = true;
  for (std::uint32_t ordinal = symbol.ordinal + 1; ordinal < count; ++ordinal) {
    const std::uint32_t container = reader.symbol({symbol.file, ordinal}).container;
    if (container >= count || !in[container]) continue;
    in[ordinal] = true;
    inside.push_back({symbol.file, ordinal});
  }
  return inside;
}

namespace {

/// One of the two searches that meet: where it has been, and by which edge it came.
class Search {
 public:
  Search(std::span<const SymbolRef> starts, bool forward) : forward_(forward), front_(starts.begin(), starts.end()) {
    for (const SymbolRef start : starts) reached_.emplace(start, Edge{});
  }

  [[nodiscard]] std::size_t front() const noexcept { return front_.size(); }
  [[nodiscard]] bool reached(SymbolRef symbol) const { return reached_.contains(symbol); }
  [[nodiscard]] std::uint32_t depth() const noexcept { return depth_; }

  /// One step further; gives what was reached now, in a fixed order.
  const std::vector<SymbolRef>& advance(IndexReader& reader, const EdgeFilter& filter) {
    EdgeList list = forward_ ? from_all(reader, front_, filter) : into_all(reader, front_, filter);
    sort_by_place(list.edges);
    front_.clear();
    ++depth_;
    for (Edge& edge : list.edges) {
      const SymbolRef other = forward_ ? edge.target : edge.source;
      if (other.valid() && reached_.try_emplace(other, edge).second) front_.push_back(other);
    }
    return front_;
  }

  /// The edge that led to the symbol; not valid for a start.
  [[nodiscard]] const Edge& came_by(SymbolRef symbol) const { return reached_.at(symbol); }

 private:
  bool forward_;
  std::uint32_t depth_ = 0;
  std::map<SymbolRef, Edge> reached_;
  std::vector<SymbolRef> front_;
};

std::vector<Step> joined(const Search& ahead, const Search& back, SymbolRef meeting) {
  std::vector<Step> steps;
  for (const Edge* edge = &ahead.came_by(meeting); edge->source.valid(); edge = &ahead.came_by(edge->source)) {
    steps.push_back({*edge, 0});
  }
  std::reverse(steps.begin(), steps.end());
  for (const Edge* edge = &back.came_by(meeting); edge->target.valid(); edge = &back.came_by(edge->target)) {
    steps.push_back({*edge, 0});
  }
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].depth = static_cast<std::uint32_t>(i + 1);
  return steps;
}

}  // namespace

std::vector<Step> shortest_path(IndexReader& reader, std::span<const SymbolRef> from, std::span<const SymbolRef> to,
                                const EdgeFilter& filter, std::uint32_t max_depth) {
  Search ahead(from, true);
  Search back(to, false);
  while (ahead.front() > 0 && back.front() > 0) {
    if (max_depth != kNoDepthLimit && ahead.depth() + back.depth() >= max_depth) break;
    const bool move_ahead = ahead.front() <= back.front();
    const auto& reached = move_ahead ? ahead.advance(reader, filter) : back.advance(reader, filter);
    const Search& other = move_ahead ? back : ahead;
    for (const SymbolRef symbol : reached) {
      if (other.reached(symbol)) return joined(ahead, back, symbol);
    }
  }
  return {};
}

}  // namespace cg::graph
