#include "libcg/ingest/kept_links.h"

#include <string_view>
#include <unordered_map>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_reader.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

/// Of all that has no print: it is to be linked.
constexpr std::uint64_t kNoPrint = 0;

/// Hashes of what sites say, alike before and after an edit where they mean the same.
class SitePrints {
 public:
  /// `now_of`: by ordinal in `facts` the ordinal now; empty: the same.
  SitePrints(const parse::Facts& facts, std::span<const std::uint32_t> now_of, const EditedMeaning& edited)
      : facts_(facts), now_of_(now_of), prints_(facts.exprs.size(), kNoPrint), states_(facts.exprs.size(), State::kUnasked), called_(facts.exprs.size(), false) {
    for (const std::string& name : facts.names) names_.push_back(edited.names.contains(name) ? kNoPrint : some(hash64(name)));
    for (const parse::Expr& e : facts.exprs) {
      if (e.op == parse::Op::kCall && e.base != kNone) called_[e.base] = true;
    }
  }

  std::uint64_t of(std::size_t from, std::size_t to) {
    ByteWriter out;
    for (std::size_t i = from; i < to; ++i) {
      if (!add_site(facts_.sites[i], out)) return kNoPrint;
    }
    return some(hash64(out.view()));
  }

 private:
  enum class State : std::uint8_t { kUnasked, kAsked, kDone };

  static std::uint64_t some(std::uint64_t hash) { return hash == kNoPrint ? 1 : hash; }

  bool add(std::uint64_t print, ByteWriter& out) const {
    out.u64(print);
    return print != kNoPrint;
  }
  bool add_expr(parse::ExprId id, ByteWriter& out) { return id == kNone ? add(2, out) : add(expr(id, 0), out); }
  bool add_symbol(std::uint32_t ordinal, ByteWriter& out) const {
    const std::uint32_t now = now_of_.empty() ? ordinal : now_of_[ordinal];
    out.varint(now);
    return now != kNone && names_[facts_.symbols[ordinal].name] != kNoPrint;
  }

  bool add_site(const parse::Site& s, ByteWriter& out) {
    if ((facts_.symbols[s.owner].flags & parse::kTestCode) != 0) return false;
    out.u8(static_cast<std::uint8_t>(s.kind));
    out.varint(now_of_.empty() ? s.owner : now_of_[s.owner]);
    if (!now_of_.empty() && now_of_[s.owner] == kNone) return false;
    if (!add(names_[s.name], out) || !add_expr(s.expr, out)) return false;
    if (s.kind != EdgeKind::kImports) return add_expr(s.call, out);
    const parse::Import& i = facts_.imports[s.call];
    out.varint(i.flags);
    return add(names_[i.module], out) && add(names_[i.name], out) && add(names_[i.alias], out) && add_symbol(i.scope, out);
  }

  std::uint64_t expr(parse::ExprId id, int depth) {
    constexpr int kMaxDepth = 500;
    if (states_[id] == State::kDone) return prints_[id];
    if (states_[id] == State::kAsked || depth > kMaxDepth) return kNoPrint;
    states_[id] = State::kAsked;
    const parse::Expr& e = facts_.exprs[id];
    ByteWriter out;
    out.u8(static_cast<std::uint8_t>(e.op));
    out.u8(static_cast<std::uint8_t>((e.is_type ? 1U : 0U) | (e.is_static ? 2U : 0U) | (called_[id] ? 4U : 0U)));
    const auto part = [&](parse::ExprId p) { return p == kNone ? add(2, out) : add(expr(p, depth + 1), out); };
    // The name of a scope says nothing here: in C no name is looked up in what it has.
    out.varint(now_of_.empty() ? e.scope : now_of_[e.scope]);
    bool known = now_of_.empty() || now_of_[e.scope] != kNone;
    if (parse::has_number(e.op)) {
      out.varint(e.name);
    } else {
      known = add(names_[e.name], out) && known;
    }
    known = known && (e.op == parse::Op::kSymbol && e.base != kNone ? add_symbol(e.base, out) : part(e.base));
    out.varint(e.args);
    for (std::uint32_t i = 0; known && i < e.args; ++i) known = part(facts_.args[e.first_arg + i]);
    states_[id] = State::kDone;
    return prints_[id] = known ? some(hash64(out.view())) : kNoPrint;
  }

  const parse::Facts& facts_;
  std::span<const std::uint32_t> now_of_;
  std::vector<std::uint64_t> prints_, names_;
  std::vector<State> states_;
  std::vector<bool> called_;
};

}  // namespace

StoredLinks read_links(const storage::Environment& environment, const storage::Transaction& transaction, const graph::FileNumbers& numbers, FileId file) {
  const storage::PageCodec files_codec(schema::kFiles), sites_codec(schema::kSites), reasons_codec(schema::kReasons);
  storage::SegmentReader files(transaction, environment.table(schema::kFiles), files_codec);
  storage::SegmentReader sites(transaction, environment.table(schema::kSites), sites_codec);
  storage::SegmentReader reasons(transaction, environment.table(schema::kReasons), reasons_codec);
  StoredLinks out;
  if (const auto row = files.find(numbers.stored(file))) out.bounded = graph::decode_file(row->bytes).bounded;
  for (std::uint32_t chunk = 0;; ++chunk) {
    const auto first = static_cast<std::uint32_t>(out.rows.size());
    const auto record = sites.find(numbers.key(file, chunk));
    if (!record) break;
    for (graph::SiteRow& row : numbers.shown(graph::decode_sites(numbers.stored(file), record->bytes))) out.rows.push_back(std::move(row));
    const auto why = reasons.find(numbers.key(file, chunk));
    if (!why) continue;
    for (graph::Reason& reason : graph::decode_reasons(why->bytes)) {
      reason.site += first;
      out.reasons.push_back(std::move(reason));
    }
  }
  return out;
}

KeptLinks::KeptLinks(FileId file, StoredLinks stored, const parse::Facts& before, const parse::Facts& now, const EditedMeaning& edited)
    : stored_(std::move(stored)), of_site_(now.sites.size()) {
  const auto own = edited.now_of.find(file);
  const std::span<const std::uint32_t> now_of = own == edited.now_of.end() ? std::span<const std::uint32_t>() : own->second;
  const auto settle = [&](graph::SiteRow& row) {
    if (!now_of.empty()) row.owner = row.owner < now_of.size() ? now_of[row.owner] : kNone;
    bool whole = row.owner != kNone;
    for (SymbolRef& target : row.targets) {
      const auto moved = edited.now_of.find(target.file);
      if (moved == edited.now_of.end()) continue;
      target.ordinal = target.ordinal < moved->second.size() ? moved->second[target.ordinal] : kNone;
      whole = whole && target.ordinal != kNone;
    }
    return whole;
  };

  std::unordered_map<std::uint64_t, Rows> known;
  SitePrints old_prints(before, now_of, edited);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < before.sites.size();) {
    const std::size_t end = end_of_place(before.sites, i);
    Rows rows{at, at, true};
    for (; rows.to < stored_.rows.size() && stored_.rows[rows.to].at == before.sites[i].at; ++rows.to) {
      rows.known = settle(stored_.rows[rows.to]) && rows.known;
    }
    at = rows.to;
    if (const std::uint64_t print = rows.known ? old_prints.of(i, end) : kNoPrint; print != kNoPrint) known.emplace(print, rows);
    i = end;
  }
  if (at != stored_.rows.size()) throw Error(ErrorKind::kFormat, "the sites of a file are not those of its facts; run cg-index --rebuild");
  SitePrints prints(now, {}, edited);
  for (std::size_t i = 0; i < now.sites.size();) {
    const std::size_t end = end_of_place(now.sites, i);
    if (const auto same = known.find(prints.of(i, end)); same != known.end()) of_site_[i] = same->second;
    i = end;
  }
}

}  // namespace cg::ingest
