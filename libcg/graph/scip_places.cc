#include "libcg/graph/scip_places.h"

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/file_read.h"
#include "libcg/base/mmap.h"
#include "libcg/graph/scip_reader.h"

namespace cg::graph::scip {
namespace {

/// Where lines begin, of a text whose lines end in \n or \r\n.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  /// Counted from 0; empty past the end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const {
    if (number >= starts_.size()) return {};
    const std::size_t end = number + 1 < starts_.size() ? starts_[number + 1] - 1 : text_.size();
    return text_.substr(starts_[number], end - starts_[number]);
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

constexpr std::uint64_t kMostFileBytes = std::uint64_t{64} << 20;

/// SCIP asks for canonical relative paths; others would lead out of the tree.
bool inside(std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  const std::string framed = '/' + std::string(path) + '/';
  return framed.find("/../") == std::string::npos && framed.find("/./") == std::string::npos && framed.find("//") == std::string::npos;
}

/// The folder in the tree, with a slash at its end, that the documents' paths start from. Indexers write down the folder they ran
/// in; a tree that has moved since is taken for the same tree.
std::string prefix_of(std::string_view project_root, std::string root) {
  std::string project = path_of_uri(project_root);
  while (project.size() > 1 && project.ends_with('/')) project.pop_back();
  if (!root.ends_with('/')) root += '/';
  return project.starts_with(root) ? project.substr(root.size()) + '/' : std::string();
}

}  // namespace

Places::Places(const std::string& scip_file, const std::string& root, EventSink& events) {
  const MappedFile file = MappedFile::open(scip_file);
  std::unordered_map<std::string, std::size_t> by_path;
  std::string prefix;
  std::string text;
  const auto take = [&](const scip::Document& document) {
    std::string path = prefix + std::string(document.path);
    if (!inside(path)) {
      events.note(path, "not below the tree: what the SCIP index says of it is left out");
      return;
    }
    const ReadStatus status = read_file(root + "/" + path, {.max_bytes = kMostFileBytes, .follow_symlinks = false}, text);
    if (status != ReadStatus::kOk) {
      events.warning(path, fmt::format("{}: what the SCIP index says of it is left out; write it again", describe(status)));
      return;
    }
    const auto [known, fresh] = by_path.try_emplace(path, documents_.size());
    if (fresh) documents_.push_back({std::move(path), {}});
    std::vector<Use>& uses = documents_[known->second].uses;
    const Lines lines(text);
    for (const Occurrence& o : document.occurrences) {
      const bool is_here = is_local(o.symbol);
      const std::string here = is_here ? fmt::format("{} {}", o.symbol, known->first) : std::string();
      const std::uint32_t symbol = names_.intern(is_here ? std::string_view(here) : o.symbol);
      if (symbol >= defined_.size()) {
        defined_.resize(symbol + 1U);
        local_.resize(symbol + 1U);
      }
      const bool definition = (o.roles & (kDefinition | kForwardDefinition)) != 0;
      defined_[symbol] = defined_[symbol] || definition || is_here;
      // By the grammar of symbols a parameter ends in (name), a type parameter in [name]; a method ends in "().".
      local_[symbol] = is_here || o.symbol.ends_with(')') || o.symbol.ends_with(']');
      if (o.line != o.end_line) continue;
      const std::string_view line = lines.line(o.line);
      const auto from = byte_column(line, o.character, document.encoding);
      const auto to = byte_column(line, o.end_character, document.encoding);
      if (from && to && *from < *to) uses.push_back({{o.line + 1, *from}, *to - *from, symbol, definition});
    }
  };
  read_index(file.view(), scip_file, [&](const Metadata& m) { prefix = prefix_of(m.project_root, root); }, take);
  for (Document& document : documents_) {
    std::sort(document.uses.begin(), document.uses.end());
    document.uses.erase(std::unique(document.uses.begin(), document.uses.end()), document.uses.end());
  }
}

}  // namespace cg::graph::scip
