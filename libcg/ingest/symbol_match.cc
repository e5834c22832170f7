// A print is a hash of all that links can see of a symbol. Edits leave most of a file alone, so what is the same at both ends is
// taken off first; of the rest, symbols whose print occurs once on each side are paired, and of these pairs a longest
// ascending run is kept (the idea of patience diff). What is not paired though it could be only costs files linked for nothing.
//
// Prints name scopes and symbols of the file by their paths, which several symbols may share (overloads, reopened classes). So a
// pair stands only if what it refers to is paired alike.
#include "libcg/ingest/symbol_match.h"

#include <algorithm>
#include <unordered_map>

#include "libcg/base/bytes.h"
#include "libcg/base/hash.h"

namespace cg::ingest {
namespace {

/// The prints of a program of one file.
class Prints {
 public:
  explicit Prints(const Program& program) : p_(program) {
    for (const ProgramSymbol& s : p_.symbols) {
      bytes_.clear();
      bytes_.u64(s.container == kNone ? 0 : paths_[s.container]);
      bytes_.u8(static_cast<std::uint8_t>(s.kind()));
      bytes_.string(p_.names.view(s.name));
      paths_.push_back(hash64(bytes_.view()));
    }
    for (const ProgramExpr& e : p_.exprs) add_expr(e);
    std::vector<std::vector<const ProgramBase*>> bases(p_.symbols.size());
    for (const ProgramBase& b : p_.all_bases) bases[b.derived].push_back(&b);
    for (GlobalId id = 0; id < p_.symbols.size(); ++id) add_symbol(id, bases[id]);
  }

  [[nodiscard]] const std::vector<std::uint64_t>& all() const { return prints_; }
  /// Symbols that a symbol's expressions are written in or name, always in the same order.
  [[nodiscard]] const std::vector<GlobalId>& references(GlobalId id) const { return references_[id]; }

 private:
  void add_expr(const ProgramExpr& e) {
    bytes_.clear();
    bytes_.u8(static_cast<std::uint8_t>(e.op));
    bytes_.u8(static_cast<std::uint8_t>((e.is_type ? 1 : 0) | (e.is_static ? 2 : 0) | (e.is_callee ? 4 : 0)));
    bytes_.u64(paths_[e.scope]);
    if (parse::has_number(e.op)) {
      bytes_.varint(e.name);
    } else {
      bytes_.string(p_.names.view(e.name));
    }
    bytes_.u64(e.op == parse::Op::kSymbol ? paths_[e.base] : print_of(e.base));
    bytes_.varint(e.args);
    for (std::uint32_t i = 0; i < e.args; ++i) bytes_.u64(print_of(p_.args[e.first_arg + i]));
    exprs_.push_back(hash64(bytes_.view()));
  }

  void add_symbol(GlobalId id, const std::vector<const ProgramBase*>& bases) {
    const ProgramSymbol& s = p_.symbols[id];
    std::vector<GlobalId>& references = references_.emplace_back();
    bytes_.clear();
    bytes_.u64(paths_[id]);
    bytes_.varint(s.flags);
    const auto take = [&](GlobalExpr e) {
      bytes_.u64(print_of(e));
      refer(e, references);
    };
    if (const SymbolDetail* d = s.more == kNone ? nullptr : &p_.details[s.more]; d != nullptr) {
      take(d->owner);
      take(d->type);
      take(d->value);
      bytes_.varint(d->params);
      bytes_.varint(d->required);
      bytes_.u8(d->variadic ? 1 : 0);
      bytes_.string(p_.names.view(d->labels));
      for (std::uint32_t i = 0; i < d->params; ++i) take(p_.params[d->first_param + i]);
    }
    for (const ProgramBase* b : bases) {
      bytes_.u8(static_cast<std::uint8_t>((b->implements ? 1 : 0) | (b->mixed_in ? 2 : 0)));
      take(b->base);
    }
    prints_.push_back(hash64(bytes_.view()));
  }

  /// Bounded: expressions share parts, and a long chain of them would be walked again for every symbol that ends one. What
  /// is left out is left out on both sides.
  void refer(GlobalExpr id, std::vector<GlobalId>& out) const {
    constexpr std::size_t kMaxOpen = 256;
    std::vector<GlobalExpr> open{id};
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i] == kNone) continue;
      const ProgramExpr& e = p_.exprs[open[i]];
      out.push_back(e.scope);
      if (e.op == parse::Op::kSymbol) {
        if (e.base != kNone) out.push_back(e.base);
      } else if (open.size() < kMaxOpen) {
        open.push_back(e.base);
      }
      for (std::uint32_t a = 0; a < e.args && open.size() < kMaxOpen; ++a) open.push_back(p_.args[e.first_arg + a]);
    }
  }

  [[nodiscard]] std::uint64_t print_of(GlobalExpr e) const { return e == kNone ? 1 : exprs_[e]; }

  const Program& p_;
  ByteWriter bytes_;
  std::vector<std::uint64_t> paths_, exprs_, prints_;
  std::vector<std::vector<GlobalId>> references_;
};

/// Pairs of a longest run that ascends on both sides, of prints that occur once in both ranges.
void pair_unique(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b, std::size_t from, std::size_t a_end, std::size_t b_end,
                 std::vector<std::uint32_t>& out) {
  struct Seen {
    std::uint32_t in_a = 0, in_b = 0, at_b = 0;
  };
  std::unordered_map<std::uint64_t, Seen> seen;
  for (std::size_t i = from; i < a_end; ++i) ++seen[a[i]].in_a;
  for (std::size_t i = from; i < b_end; ++i) {
    Seen& s = seen[b[i]];
    ++s.in_b;
    s.at_b = static_cast<std::uint32_t>(i);
  }
  struct Pair {
    std::uint32_t a, b;
    std::size_t before;  ///< the pair in front of it in the longest run that ends here
  };
  constexpr auto kNoPair = static_cast<std::size_t>(-1);
  std::vector<Pair> pairs;
  std::vector<std::size_t> ends;  // by length of a run: the pair with the least b that ends one
  for (std::size_t i = from; i < a_end; ++i) {
    const Seen& s = seen[a[i]];
    if (s.in_a != 1 || s.in_b != 1) continue;
    const auto at = std::lower_bound(ends.begin(), ends.end(), s.at_b, [&](std::size_t pair, std::uint32_t b_at) { return pairs[pair].b < b_at; });
    pairs.push_back({static_cast<std::uint32_t>(i), s.at_b, at == ends.begin() ? kNoPair : at[-1]});
    if (at == ends.end()) {
      ends.push_back(pairs.size() - 1);
    } else {
      *at = pairs.size() - 1;
    }
  }
  for (std::size_t pair = ends.empty() ? kNoPair : ends.back(); pair != kNoPair; pair = pairs[pair].before) out[pairs[pair].a] = pairs[pair].b;
}

}  // namespace

std::vector<std::uint32_t> match_symbols(const Program& before, const Program& now) {
  const Prints a(before), b(now);
  std::vector<std::uint32_t> out(a.all().size(), kNone);
  std::size_t from = 0, a_end = a.all().size(), b_end = b.all().size();
  for (; from < a_end && from < b_end && a.all()[from] == b.all()[from]; ++from) out[from] = static_cast<std::uint32_t>(from);
  while (a_end > from && b_end > from && a.all()[a_end - 1] == b.all()[b_end - 1]) out[--a_end] = static_cast<std::uint32_t>(--b_end);
  pair_unique(a.all(), b.all(), from, a_end, b_end, out);

  const auto paired = [&](GlobalId old, GlobalId other) { return old == kNone ? other == kNone : out[old] == other; };
  for (bool changed = true; changed;) {
    changed = false;
    for (GlobalId id = 0; id < out.size(); ++id) {
      if (out[id] == kNone) continue;
      const auto& old = a.references(id);
      const auto& other = b.references(out[id]);
      if (paired(before.symbols[id].container, now.symbols[out[id]].container) &&
          std::equal(old.begin(), old.end(), other.begin(), other.end(), paired)) {
        continue;
      }
      out[id] = kNone;
      changed = true;
    }
  }
  return out;
}

}  // namespace cg::ingest
