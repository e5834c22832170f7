// What the graph takes in memory and on disk, beside structs of strings that hold the same.

#include <fmt/format.h>

#include <string>

#include "libcg/bench/benchmark.h"
#include "libcg/bench/process_memory.h"

namespace cg::bench {
namespace {

struct Counted {
  double nodes = 0, edges = 0, sites = 0;
};

Counted count(graph::IndexReader& reader) {
  Counted counted;
  const auto number = [&](const char* key) {
    const std::string text = reader.meta(key);
    return text.empty() ? 0.0 : std::stod(text);
  };
  counted.nodes = number("symbols");
  counted.sites = number("sites");
  return counted;
}

double table(const std::vector<graph::IndexReader::TableBytes>& tables, std::string_view name) {
  for (const auto& one : tables) {
    if (one.name == name) return static_cast<double>(one.bytes);
  }
  return 0;
}

}  // namespace

void bench_graph_memory(Bench& bench) {
  const ProcessMemory at_start = read_process_memory();
  graph::IndexReader reader(bench.settings().index);
  std::uint64_t digest = 0;
  const Workload& workload = bench.workload();
  const ProcessMemory opened = read_process_memory();
  for (const std::size_t draw : workload.draws) digest += callers_digest(reader, workload.ranked[draw].name);
  const ProcessMemory used = read_process_memory();

  double disk = 0;
  for (const auto& one : reader.table_bytes()) disk += static_cast<double>(one.bytes);
  const Counted counted = count(reader);
  const Bench::PlainSize& plain = bench.plain_size();
  // A part was loaded of a large index: the whole is taken to be of the same kind.
  const double scale = plain.nodes > 0 ? counted.nodes / static_cast<double>(plain.nodes) : 0;
  const double plain_bytes = static_cast<double>(plain.bytes) * scale;
  Result result = size_result("graph.memory", "graph_memory", "structs of strings, heap bytes of the whole graph", plain_bytes,
                              "the index, bytes of all tables: strings, names, edges in both directions", disk);
  result.facts["nodes"] = counted.nodes;
  result.facts["sites"] = counted.sites;
  if (counted.nodes > 0) {
    result.facts["bytes_per_node"] = disk / counted.nodes;
    if (plain_bytes > 0) result.facts["plain_bytes_per_node"] = plain_bytes / counted.nodes;
  }
  if (counted.sites > 0) result.facts["bytes_per_site"] = disk / counted.sites;
  const auto grew = [](std::uint64_t to, std::uint64_t from) { return to > from ? static_cast<double>(to - from) : 0.0; };
  result.facts["resident_bytes_of_2000_questions"] = grew(used.resident_bytes, opened.resident_bytes);
  result.facts["proportional_bytes_of_2000_questions"] = grew(used.proportional_bytes, opened.proportional_bytes);
  result.facts["peak_resident_bytes_so_far"] = static_cast<double>(used.peak_bytes);
  result.facts["resident_bytes_at_start"] = static_cast<double>(at_start.resident_bytes);
  result.facts["answers_digest_low"] = static_cast<double>(digest & 0xffffffffU);
  result.note = bench.why_not_plain();
  if (plain.bytes == 0) result.note = "this C library does not say what the heap holds, so there is no before";
  bench.add(std::move(result));
}

void bench_names_memory(Bench& bench) {
  graph::IndexReader& reader = bench.reader();
  // Both sides are names and where each is defined.
  std::uint64_t names = 0, rows = 0;
  double plain = 0;
  reader.for_each_name("", [&](std::string_view name, const std::vector<graph::DefinitionRow>& definitions) {
    ++names;
    rows += definitions.size();
    // A node of a hash table: link, hash, string, vector; what the string does not hold within itself; the rows.
    constexpr std::size_t kInside = 15;
    plain += 2 * sizeof(void*) + sizeof(std::string) + sizeof(std::vector<graph::DefinitionRow>);
    plain += static_cast<double>(name.size() > kInside ? name.size() + 1 : 0);
    plain += static_cast<double>(definitions.size() * sizeof(graph::DefinitionRow));
    return true;
  });
  if (names == 0) {
    bench.missing("names.memory", "", "the index has no names");
    return;
  }
  const double ours = table(reader.table_bytes(), "names");
  const auto per = static_cast<double>(names);
  Result result = size_result("names.memory", "", "std::string in a hash table with its definitions, bytes a name", plain / per,
                              "front-coded and compressed pages with their definitions, bytes a name", ours / per);
  result.facts = {{"names", per}, {"definitions", static_cast<double>(rows)}, {"bytes", ours}, {"plain_bytes", plain}};
  result.note = "the plain side is counted from sizes of its parts, without the allocator's own";
  bench.add(std::move(result));
}

void bench_sites_memory(Bench& bench) {
  graph::IndexReader& reader = bench.reader();
  const double sites = count(reader).sites;
  if (sites == 0) {
    bench.missing("sites.memory", "", "the index has no references");
    return;
  }
  const double ours = table(reader.table_bytes(), "sites") + table(reader.table_bytes(), "incoming");
  // Position, two ends, kind, how, confidence, at both ends: what a packed struct without any string would take.
  struct Packed {
    SymbolRef source, target;
    Position at;
    EdgeKind kind;
    How how;
    std::uint8_t confidence;
  };
  Result result = size_result("sites.memory", "", "fixed-size structs without strings, once at each end, bytes a reference", 2.0 * sizeof(Packed),
                              "columns of differences in compressed pages, at both ends, bytes a reference", ours / sites);
  result.facts = {{"sites", sites}, {"bytes", ours}};
  result.note = "lines and columns of any size round-trip: they are varints";
  bench.add(std::move(result));
}

}  // namespace cg::bench
