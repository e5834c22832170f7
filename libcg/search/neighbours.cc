// Signals from other files.
//
// Words of a question are often met most in files that speak of a thing without being it: a test, a wrapper, one of many
// implementations. What the graph adds is who is used. A file that many others use is more often what a question is after than a leaf with
// the same words, and what the tests that answer a question exercise is what it asks for.
//
// Also tried here, over the same links, on the development questions, and left out (tests/bench/runs/search_ladder-* have the figures): names of callers as
// anchor text (helps a name alone as much as counting users does, and together with it nothing), passing the score of
// any answering chunk on to what it uses or to who uses it, importers alone, types derived from, the share of a question that one qualified
// name or one documentation comment covers, exact names of two and three words glued.

#include "libcg/search/neighbours.h"

#include <algorithm>

#include "libcg/graph/edges.h"

namespace cg::search {
namespace {

std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

}  // namespace

std::vector<FileId> Neighbours::used_by(FileId file, const std::vector<Lines>& lines) {
  std::vector<FileId> out;
  for (const graph::SiteRow& site : reader_.sites(file)) {
    if (site.targets.empty() || site.confidence < graph::kDefaultConfidence || site.targets.front().file == file) continue;
    const bool inside = std::any_of(lines.begin(), lines.end(), [&](const Lines& l) { return site.at.line >= l.start && site.at.line <= l.end; });
    if (inside) out.push_back(site.targets.front().file);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string Neighbours::home_name(std::string_view root) {
  while (root.ends_with('/')) root.remove_suffix(1);
  root.remove_prefix(std::min(root.rfind('/') + 1, root.size()));
  if (const std::size_t dot = root.rfind('.'); dot != std::string_view::npos && dot > 0) root = root.substr(0, dot);
  return plain(root);
}

bool Neighbours::is_home(std::string_view path) const {
  if (home_.empty()) return false;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    if (plain(path.substr(0, slash)) == home_) return true;
    path.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace cg::search
