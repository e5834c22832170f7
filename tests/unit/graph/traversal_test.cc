#include "libcg/graph/traversal.h"

#include "libcg/base/deadline.h"
#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"
#include "libcg/graph/file_edges.h"
#include "libcg/graph/hierarchy.h"
#include "tests/unit/catch.h"
#include "tests/unit/graph/sample_index.h"

namespace cg::graph {
namespace {

// The ids are not in the order of the paths, as after an update: answers must come by path all the same.
struct Calls {
  SampleIndex index;
  FileId early = index.file("a.py");
  FileId late = index.file("z.py");
  SymbolRef main = index.symbol(late, SymbolKind::kFunction, "main", 1, 9);
  SymbolRef left = index.symbol(late, SymbolKind::kFunction, "left", 10, 19);
  SymbolRef right = index.symbol(early, SymbolKind::kFunction, "right", 10, 19);
  SymbolRef leaf = index.symbol(early, SymbolKind::kFunction, "leaf", 20, 29);
  SymbolRef island = index.symbol(early, SymbolKind::kFunction, "island", 30, 39);

  Calls() {
    index.call(main, 2, left);
    index.call(main, 3, right);
    index.call(left, 11, leaf);
    index.call(right, 12, leaf);
    index.call(right, 13, main);  // a cycle
    index.site(left, 15, EdgeKind::kCalls, {right, island}, 45);
    index.site(leaf, 21, EdgeKind::kReads, {island});
    index.site(leaf, 22, EdgeKind::kCalls, {}, 0, "printf");
  }
};

EdgeFilter calls_only() {
  EdgeFilter filter;
  filter.kinds = kCallKinds;
  return filter;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> lines_and_depths(const std::vector<Step>& steps) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (const Step& step : steps) out.emplace_back(step.edge.at.line, step.depth);
  return out;
}

using Lines = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

TEST_CASE("callers come by depth and path, each symbol expanded once, and doubts are counted") {
  Calls calls;
  IndexReader reader = calls.index.open();
  const SymbolRef starts[] = {calls.leaf};
  REQUIRE(lines_and_depths(reach_into(reader, starts, calls_only(), 1).steps) == Lines{{12, 1}, {11, 1}});
  const Reach all = reach_into(reader, starts, calls_only(), kNoDepthLimit);
  REQUIRE(lines_and_depths(all.steps) == Lines{{12, 1}, {11, 1}, {2, 2}, {3, 2}, {13, 3}});
  REQUIRE(all.hidden == 1);
}

TEST_CASE("callees show candidates and what is unbound only on demand") {
  Calls calls;
  IndexReader reader = calls.index.open();
  const SymbolRef left[] = {calls.left};
  const Reach sure = reach_from(reader, left, calls_only(), 1);
  REQUIRE(lines_and_depths(sure.steps) == Lines{{11, 1}});
  REQUIRE(sure.hidden == 2);
  EdgeFilter all = calls_only();
  all.min_confidence = 0;
  REQUIRE(lines_and_depths(reach_from(reader, left, all, 1).steps) == Lines{{11, 1}, {15, 1}, {15, 1}});
  const SymbolRef leaf[] = {calls.leaf};
  REQUIRE(reach_from(reader, leaf, calls_only(), 1).steps.empty());
  all.unbound = true;
  const Reach outside = reach_from(reader, leaf, all, kNoDepthLimit);
  REQUIRE(outside.steps.size() == 1);
  REQUIRE(outside.steps[0].edge.name == "printf");
  REQUIRE_FALSE(outside.steps[0].edge.target.valid());
}

TEST_CASE("the shortest path is found from both ends, and is the same every time") {
  Calls calls;
  IndexReader reader = calls.index.open();
  const SymbolRef main[] = {calls.main};
  const SymbolRef leaf[] = {calls.leaf};
  const auto path = shortest_path(reader, main, leaf, calls_only(), kNoDepthLimit);
  REQUIRE(path.size() == 2);
  REQUIRE(path[0].edge.source == calls.main);
  REQUIRE(path[0].edge.target == path[1].edge.source);
  REQUIRE(path[1].edge.target == calls.leaf);
  REQUIRE(path[1].depth == 2);
  REQUIRE(shortest_path(reader, main, leaf, calls_only(), 1).empty());
  REQUIRE(shortest_path(reader, leaf, main, calls_only(), kNoDepthLimit).empty());
  const SymbolRef right[] = {calls.right};
  REQUIRE(lines_and_depths(shortest_path(reader, right, main, calls_only(), 1)) == Lines{{13, 1}});
}

TEST_CASE("a long chain is walked whole, and steps join up") {
  SampleIndex index;
  const FileId file = index.file("chain.py");
  std::vector<SymbolRef> chain;
  for (std::uint32_t i = 0; i < 40; ++i) {
    chain.push_back(index.symbol(file, SymbolKind::kFunction, "f" + std::to_string(i), i * 2 + 1, i * 2 + 2));
  }
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) index.call(chain[i], static_cast<std::uint32_t>(i * 2 + 2), chain[i + 1]);
  IndexReader reader = index.open();
  const auto path = shortest_path(reader, std::span(chain).first(1), std::span(chain).last(1), calls_only(), kNoDepthLimit);
  REQUIRE(path.size() == 39);
  for (std::size_t i = 0; i < path.size(); ++i) {
    REQUIRE(path[i].edge.source == chain[i]);
    REQUIRE(path[i].depth == i + 1);
  }
}

TEST_CASE("members of a class are those inside it, however deep") {
  SampleIndex index;
  const FileId file = index.file("a.py");
  const SymbolRef outer = index.symbol(file, SymbolKind::kClass, "Outer", 1, 20);
  const SymbolRef inner = index.symbol(file, SymbolKind::kClass, "Inner", 2, 10, outer.ordinal);
  const SymbolRef method = index.symbol(file, SymbolKind::kMethod, "m", 3, 4, inner.ordinal);
  index.symbol(file, SymbolKind::kFunction, "free", 30, 40);
  IndexReader reader = index.open();
  REQUIRE(with_members(reader, outer) == std::vector<SymbolRef>{outer, inner, method});
  REQUIRE(with_members(reader, {file, 0}).size() == 5);
}

TEST_CASE("a hierarchy goes up to bases and down to what derives") {
  SampleIndex index;
  const FileId file = index.file("a.py");
  const SymbolRef base = index.symbol(file, SymbolKind::kClass, "Base", 1, 2);
  const SymbolRef middle = index.symbol(file, SymbolKind::kClass, "Middle", 3, 4);
  const SymbolRef leaf = index.symbol(file, SymbolKind::kClass, "Leaf", 5, 6);
  index.site(middle, 3, EdgeKind::kExtends, {base});
  index.site(middle, 3, EdgeKind::kExtends, {}, 0, "Outside");
  index.site(leaf, 5, EdgeKind::kImplements, {middle});
  IndexReader reader = index.open();
  const SymbolRef start[] = {middle};
  const Hierarchy both = hierarchy_of(reader, start, {});
  REQUIRE(both.up.size() == 1);
  REQUIRE(both.up[0].edge.target == base);
  REQUIRE(both.down.size() == 1);
  REQUIRE(both.down[0].edge.source == leaf);
  REQUIRE(hierarchy_of(reader, start, {.down = false, .unbound = true}).up.size() == 2);
  const SymbolRef top[] = {base};
  REQUIRE(hierarchy_of(reader, top, {}).down.back().depth == 2);
}

TEST_CASE("files depend on files, directly and through others, and not on themselves") {
  SampleIndex index;
  const FileId a = index.file("a.py");
  const FileId b = index.file("b.py");
  const FileId c = index.file("c.py");
  const SymbolRef in_c = index.symbol(c, SymbolKind::kFunction, "f", 1, 2);
  index.site({a, 0}, 1, EdgeKind::kImports, {{b, 0}});
  index.site({a, 0}, 2, EdgeKind::kImports, {}, 0, "os");
  index.site({a, 0}, 9, EdgeKind::kCalls, {in_c});
  index.site({b, 0}, 1, EdgeKind::kImports, {in_c});
  index.site({b, 0}, 2, EdgeKind::kImports, {in_c});
  index.site({c, 0}, 5, EdgeKind::kImports, {{c, 0}});
  IndexReader reader = index.open();
  EdgeFilter imports;
  imports.kinds = {EdgeKind::kImports};
  const FileId from_a[] = {a};
  auto used = files_used_by(reader, from_a, imports, kNoDepthLimit).edges;
  REQUIRE(used.size() == 2);
  REQUIRE(used[0].target == b);
  REQUIRE(used[1].target == c);
  REQUIRE(used[1].depth == 2);
  REQUIRE(used[1].sites == 2);
  imports.unbound = true;
  used = files_used_by(reader, from_a, imports, 1).edges;
  REQUIRE(used.size() == 2);
  REQUIRE(used[1].name == "os");
  const FileId to_c[] = {c};
  REQUIRE(files_using(reader, to_c, {}, 1).edges.size() == 2);
  const auto importing = files_using(reader, to_c, imports, kNoDepthLimit).edges;
  REQUIRE(importing.size() == 2);
  REQUIRE(importing[0].source == b);
  REQUIRE(importing[1].source == a);
}

TEST_CASE("a front that threads expand gives what one gives, and a deadline gives no more") {
  SampleIndex index;
  std::vector<SymbolRef> callees;
  for (int f = 0; f < 12; ++f) {
    const FileId file = index.file(std::string("f") + static_cast<char>('a' + f) + ".py");
    const SymbolRef caller = index.symbol(file, SymbolKind::kFunction, "caller" + std::to_string(f), 1, 9);
    for (std::uint32_t s = 0; s < 60; ++s) {
      callees.push_back(index.symbol(file, SymbolKind::kFunction, "callee" + std::to_string(s), 10 + s, 10 + s));
      for (std::uint32_t back = 0; back < 3 && callees.size() > 61 * back + 1; ++back) index.call(caller, 2 + s, callees[callees.size() - 1 - 61 * back]);
    }
  }
  IndexReader reader = index.open();
  const auto run = [&](std::uint64_t parallel_from) {
    Knobs settings;
    settings.walk_parallel_from = parallel_from;
    set_knobs(settings);
    set_thread_count(3);
    Reach reach = reach_into(reader, callees, calls_only(), kNoDepthLimit);
    set_thread_count(0);
    set_knobs({});
    return reach;
  };
  const Reach serial = run(1'000'000), threads = run(1);
  REQUIRE(serial.steps.size() > 700);
  REQUIRE(lines_and_depths(serial.steps) == lines_and_depths(threads.steps));
  for (std::size_t i = 0; i < serial.steps.size(); ++i) {
    REQUIRE(serial.steps[i].edge.source == threads.steps[i].edge.source);
    REQUIRE(serial.steps[i].edge.target == threads.steps[i].edge.target);
  }
  set_deadline(1e-9);
  while (deadline_left_ms() > 0) {
  }
  const Reach cut = reach_into(reader, callees, calls_only(), kNoDepthLimit);
  const bool stopped = stopped_by_deadline();
  set_deadline(0);
  REQUIRE(cut.steps.empty());
  REQUIRE(stopped);
}

}  // namespace
}  // namespace cg::graph
