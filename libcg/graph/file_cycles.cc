#include "libcg/graph/file_cycles.h"

#include <algorithm>
#include <map>
#include <utility>

#include "libcg/base/deadline.h"

namespace cg::graph {
namespace {

/// Files are numbered by path here, so that all that is found comes in that order.
class Components {
 public:
  explicit Components(const std::vector<std::vector<std::uint32_t>>& next) : next_(next), number_(next.size(), kNone), low_(next.size()), on_stack_(next.size(), false) {}

  std::vector<std::vector<std::uint32_t>> run() {
    for (std::uint32_t file = 0; file < next_.size(); ++file) {
      if (number_[file] == kNone) visit(file);
    }
    std::sort(out_.begin(), out_.end());
    return std::move(out_);
  }

 private:
  struct Open {
    std::uint32_t file;
    std::size_t edge;
  };

  void enter(std::uint32_t file) {
    number_[file] = low_[file] = count_++;
    stack_.push_back(file);
    on_stack_[file] = true;
    open_.push_back({file, 0});
  }

  /// Without recursion: a chain of includes may be as long as the tree is large.
  void visit(std::uint32_t start) {
    enter(start);
    while (!open_.empty()) {
      Open& at = open_.back();
      const std::uint32_t file = at.file;
      if (at.edge < next_[file].size()) {
        const std::uint32_t other = next_[file][at.edge++];
        if (number_[other] == kNone) {
          enter(other);
        } else if (on_stack_[other]) {
          low_[file] = std::min(low_[file], number_[other]);
        }
        continue;
      }
      open_.pop_back();
      if (!open_.empty()) low_[open_.back().file] = std::min(low_[open_.back().file], low_[file]);
      if (low_[file] == number_[file]) close(file);
    }
  }

  void close(std::uint32_t root) {
    std::vector<std::uint32_t> component;
    std::uint32_t file = kNone;
    while (file != root) {
      file = stack_.back();
      stack_.pop_back();
      on_stack_[file] = false;
      component.push_back(file);
    }
    if (component.size() < 2) return;
    std::sort(component.begin(), component.end());
    out_.push_back(std::move(component));
  }

  const std::vector<std::vector<std::uint32_t>>& next_;
  std::vector<std::uint32_t> number_, low_;
  std::vector<bool> on_stack_;
  std::vector<std::uint32_t> stack_;
  std::vector<Open> open_;
  std::uint32_t count_ = 0;
  std::vector<std::vector<std::uint32_t>> out_;
};

}  // namespace

std::vector<FileCycle> file_cycles(IndexReader& reader, const EdgeFilter& filter) {
  const std::uint32_t count = reader.file_count();
  std::vector<std::map<FileId, FileEdge>> edges(count);
  std::vector<std::vector<FileId>> next(count);
  for (FileId from = 0; from < count && !past_deadline(); ++from) {
    for (const Edge& edge : edges_from_file(reader, from, filter).edges) {
      if (!edge.target.valid() || edge.target.file == from) continue;
      const auto [at, fresh] = edges[from].try_emplace(edge.target.file, FileEdge{from, edge.target.file, {}, edge.at, {}, 0, 1});
      at->second.kinds.add(edge.kind);
      ++at->second.sites;
    }
    for (const auto& [to, edge] : edges[from]) next[from].push_back(to);
  }
  std::vector<FileCycle> out;
  for (const std::vector<std::uint32_t>& component : Components(next).run()) {
    FileCycle& cycle = out.emplace_back();
    for (const std::uint32_t from : component) {
      cycle.files.push_back(from);
      const std::size_t first = cycle.edges.size();
      for (const auto& [to, edge] : edges[from]) {
        if (std::binary_search(component.begin(), component.end(), to)) cycle.edges.push_back(edge);
      }
      std::stable_sort(cycle.edges.begin() + static_cast<std::ptrdiff_t>(first), cycle.edges.end(), [](const FileEdge& a, const FileEdge& b) { return a.at < b.at; });
    }
  }
  return out;
}

}  // namespace cg::graph
