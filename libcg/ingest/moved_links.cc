#include "libcg/ingest/moved_links.h"

#include <algorithm>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/ingest/kept_links.h"

namespace cg::ingest {
namespace {

bool same(const parse::Expr& a, const parse::Expr& b) {
  return a.op == b.op && a.is_type == b.is_type && a.is_static == b.is_static && a.scope == b.scope && a.name == b.name && a.base == b.base &&
         a.args == b.args && (a.args == 0 || a.first_arg == b.first_arg);
}

bool same_sites(const std::vector<parse::Site>& a, const std::vector<parse::Site>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].kind != b[i].kind || a[i].owner != b[i].owner || a[i].name != b[i].name || a[i].expr != b[i].expr || a[i].call != b[i].call) return false;
    if (i > 0 && (a[i].at == a[i - 1].at) != (b[i].at == b[i - 1].at)) return false;
  }
  return true;
}

std::size_t sites_before(const std::vector<parse::Site>& sites, Position at) {
  return static_cast<std::size_t>(std::lower_bound(sites.begin(), sites.end(), at, [](const parse::Site& s, Position p) { return s.at < p; }) - sites.begin());
}

/// Whether the definitions that have edges at their names are the same, in the same order and between the same sites.
bool same_definitions(const parse::Facts& a, const parse::Facts& b) {
  const std::vector<FileUses::Definition> x = definitions_of(a);
  const std::vector<FileUses::Definition> y = definitions_of(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), [&](const FileUses::Definition& d, const FileUses::Definition& e) {
    const std::size_t from = sites_before(a.sites, d.at);
    if (d.ordinal != e.ordinal || from != sites_before(b.sites, e.at)) return false;
    return from == a.sites.size() || (a.sites[from].at == d.at) == (b.sites[from].at == e.at);
  });
}

/// Where what was at a place is now: a definition's own edge at its name, or a site. Sites are by position.
Position moved(const graph::SiteRow& row, const parse::Facts& before, const parse::Facts& now) {
  const Position at = row.at;
  if (row.owner < before.symbols.size() && before.symbols[row.owner].at == at) return now.symbols[row.owner].at;
  const auto site = std::lower_bound(before.sites.begin(), before.sites.end(), at, [](const parse::Site& s, Position p) { return s.at < p; });
  if (site == before.sites.end() || site->at != at) throw Error(ErrorKind::kFormat, "the sites of a file are not those of its facts; run cg-index --rebuild");
  return now.sites[static_cast<std::size_t>(site - before.sites.begin())].at;
}

}  // namespace

bool same_uses(const parse::Facts& a, const parse::Facts& b) {
  return a.bounded == b.bounded && a.names == b.names && a.args == b.args && same_sites(a.sites, b.sites) && same_definitions(a, b) &&
         std::equal(a.exprs.begin(), a.exprs.end(), b.exprs.begin(), b.exprs.end(), same);
}

MovedLinks move_links(const storage::Environment& environment, const storage::Transaction& transaction, const graph::FileNumbers& numbers, FileId file,
                      const parse::Facts& before, const parse::Facts& now) {
  StoredLinks stored = read_links(environment, transaction, numbers, file);
  MovedLinks out;
  out.linked.bounded = stored.bounded;
  out.linked.reasons = std::move(stored.reasons);
  out.rows = std::move(stored.rows);
  for (graph::SiteRow& row : out.rows) row.at = moved(row, before, now);
  for (const graph::SiteRow& row : out.rows) {
    out.linked.sites.push_back({row.kind, row.how, row.confidence, row.owner, row.at, row.name, row.targets});
  }
  return out;
}

}  // namespace cg::ingest
