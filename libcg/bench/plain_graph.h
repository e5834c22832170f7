#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/graph/index_reader.h"

// The "before" of the graph's figures: a code graph as it is written on the first day. Every node and edge is a struct
// of strings, edges name their ends by strings, hash tables find them. It is no straw man: lookups in it are hash
// lookups, and in a process that has it loaded already, it may well be faster than pages that must be decoded. What
// it costs is memory, and time to load. It answers the same questions with the same answers, which the
// benchmarks check.

namespace cg::bench {

struct PlainNode {
  std::string id;  ///< "path#ordinal"
  std::string name, owner, kind, path, signature, documentation;
  std::uint32_t line = 0, column = 0, start_line = 0, end_line = 0, start_byte = 0, end_byte = 0;
};

struct PlainEdge {
  std::string source_id, source_name, target_id;
  std::string kind, how, path;
  std::uint32_t line = 0, column = 0;
  double confidence = 0;
};

class PlainGraph {
 public:
  /// Loads the symbols of these files and all edges into them.
  PlainGraph(graph::IndexReader& reader, std::span<const FileId> files);

  [[nodiscard]] std::uint64_t nodes() const noexcept { return nodes_; }
  [[nodiscard]] std::uint64_t edges() const noexcept { return edges_; }

  /// A digest of the callers of everything that has this last name: see callers_digest.
  [[nodiscard]] std::uint64_t callers(const std::string& name) const;

 private:
  std::unordered_map<std::string, std::vector<PlainNode>> nodes_by_name_;
  std::unordered_map<std::string, std::vector<PlainEdge>> edges_by_target_;
  std::uint64_t nodes_ = 0, edges_ = 0;
};

/// The same question, asked of the index: every call of every definition of the name that is bound with at least the
/// default confidence. The sum over all callers of the hash of "path:line:column source kind", which does not
/// depend on their order.
[[nodiscard]] std::uint64_t callers_digest(graph::IndexReader& reader, const std::string& name);

}  // namespace cg::bench
