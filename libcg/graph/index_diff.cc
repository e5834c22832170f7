// Everything is compared by identity (symbol_pairs.h), in the numbers of the later index. Edges are compared for all files,
// because a file that stayed as it was may mean something else by its names. Bodies are compared as texts, and only in
// files whose hashes differ: a hash of each body in the index would save reading those, and cost every index 8 bytes a symbol.
#include "libcg/base/deadline.h"
#include "libcg/graph/index_diff.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/graph/own_text.h"

namespace cg::graph {
namespace {

using Change = Difference::Change;

class Diff {
 public:
  Diff(DiffSide before, DiffSide after, const DiffOptions& options, EventSink& events)
      : before_(before), after_(after), options_(options), events_(events), pairs_(before.reader, after.reader) {
    before.reader.for_each_path("", [this](std::string_view path, FileId file) {
      files_[std::string(path)].before = file;
      return true;
    });
    after.reader.for_each_path("", [this](std::string_view path, FileId file) {
      files_[std::string(path)].after = file;
      return true;
    });
  }

  void run(const std::function<void(const Difference&)>& visit) {
    std::size_t done = 0;
    for (const auto& [path, sides] : files_) {
      if (past_deadline()) break;
      found_.clear();
      const auto [old_file, new_file] = sides;
      if (options_.symbols) compare_symbols(old_file, new_file);
      if (options_.edges) compare_edges(old_file, new_file);
      std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.place < b.place; });
      for (const Found& found : found_) visit(found.difference);
      events_.progress({"comparing", ++done, files_.size()});
    }
  }

 private:
  /// Line, column, side.
  using Place = std::tuple<std::uint32_t, std::uint32_t, int>;
  struct Found {
    Place place;
    Difference difference;
  };
  struct FilePair {
    FileId before = kNone, after = kNone;
  };
  struct EdgeKey {
    SymbolRef source, target;
    EdgeKind kind;
    friend auto operator<=>(const EdgeKey&, const EdgeKey&) = default;
  };

  void add_symbol(Change change, SymbolRef before, SymbolRef after) {
    const Position at = after.valid() ? after_.reader.symbol(after).at : before_.reader.symbol(before).at;
    found_.push_back({{at.line, at.column, after.valid() ? 1 : 0}, {change, before, after, false, {}}});
  }

  void compare_symbols(FileId old_file, FileId new_file) {
    const std::uint32_t old_count = old_file == kNone ? 0 : before_.reader.file(old_file).symbols;
    const std::uint32_t new_count = new_file == kNone ? 0 : after_.reader.file(new_file).symbols;
    if (old_count > 0 && new_count > 0 && pairs_.same_content(old_file)) return;
    for (std::uint32_t o = 0; o < old_count; ++o) {
      if (!pairs_.after({old_file, o}).valid()) add_symbol(Change::kRemoved, {old_file, o}, {});
    }
    std::optional<std::vector<Hash128>> old_bodies, new_bodies;
    if (old_count > 0 && new_count > 0) {
      old_bodies = bodies(before_, old_file);
      new_bodies = bodies(after_, new_file);
    }
    for (std::uint32_t o = 0; o < new_count; ++o) {
      const SymbolRef after{new_file, o};
      const SymbolRef before = pairs_.before(after);
      if (!before.valid()) {
        add_symbol(Change::kAdded, {}, after);
      } else if (before_.reader.text(before).signature != after_.reader.text(after).signature) {
        add_symbol(Change::kSignature, before, after);
      } else if (old_bodies && new_bodies && (*old_bodies)[before.ordinal] != (*new_bodies)[o]) {
        add_symbol(Change::kBody, before, after);
      }
    }
  }

  std::optional<std::vector<Hash128>> bodies(DiffSide side, FileId file) {
    const FileRow row = side.reader.file(file);
    std::string text;
    if (side.texts.read(row.path, text) != ReadStatus::kOk || hash128(text) != row.hash) {
      events_.warning(row.path, "is not as it was indexed: the bodies in it were not compared");
      return std::nullopt;
    }
    return hash_own_texts(side.reader, file, text);
  }

  void add_edge(Change change, const Edge& edge) {
    found_.push_back({{edge.at.line, edge.at.column, change == Change::kAdded ? 1 : 0}, {change, {}, {}, true, edge}});
  }

  void compare_edges(FileId old_file, FileId new_file) {
    std::map<EdgeKey, Edge> news;
    if (new_file != kNone) {
      for (Edge& edge : edges_from_file(after_.reader, new_file, options_.filter).edges) {
        const EdgeKey key{edge.source, edge.target, edge.kind};
        news.try_emplace(key, std::move(edge));
      }
    }
    std::map<EdgeKey, Edge> olds;
    if (old_file != kNone) {
      for (Edge& edge : edges_from_file(before_.reader, old_file, options_.filter).edges) {
        const EdgeKey key{edge.source, edge.target, edge.kind};
        olds.try_emplace(key, std::move(edge));
      }
    }
    for (const auto& [key, edge] : olds) {
      const EdgeKey later{pairs_.after(key.source), pairs_.after(key.target), key.kind};
      // Pairs are one to one, so what is erased here is not asked for again.
      if (!later.source.valid() || !later.target.valid() || news.erase(later) == 0) add_edge(Change::kRemoved, edge);
    }
    for (const auto& [key, edge] : news) add_edge(Change::kAdded, edge);
  }

  DiffSide before_, after_;
  const DiffOptions& options_;
  EventSink& events_;
  SymbolPairs pairs_;
  std::map<std::string, FilePair> files_;
  std::vector<Found> found_;
};

}  // namespace

void diff_indexes(DiffSide before, DiffSide after, const DiffOptions& options, EventSink& events,
                  const std::function<void(const Difference&)>& visit) {
  for (const char* key : {"facts_version", "links_version"}) {
    if (before.reader.meta(key) != after.reader.meta(key)) {
      throw Error(ErrorKind::kFormat, "the two were indexed by different versions of cg, which would show as differences; run cg-index "
                                      "for the work tree, cg-index --rev for each commit");
    }
  }
  Diff(before, after, options, events).run(visit);
}

}  // namespace cg::graph
