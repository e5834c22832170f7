#include "libcg/ingest/overload_rank.h"

#include <algorithm>
#include <numeric>

#include "libcg/ingest/argument_labels.h"
#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

constexpr std::size_t kMaxCandidates = 64;  // specificity compares pairs; of more overloads than these none is chosen

bool is_object(const Value& v) { return v.kind == Value::Kind::kInstance || v.kind == Value::Kind::kType; }
bool is_library(const Value& v) { return v.kind == Value::Kind::kExternal || v.kind == Value::Kind::kContainer; }

}  // namespace

std::string_view OverloadRank::name_of(const Value& v) const {
  return v.name == kNone ? std::string_view{} : r_.tables().program.names.view(v.name);
}

GlobalExpr OverloadRank::parameter(GlobalId function, std::uint32_t index) const {
  const Program& p = r_.tables().program;
  const SymbolDetail* d = p.detail(function);
  if (d == nullptr || d->params == 0) return kNone;
  return p.params[d->first_param + std::min<std::uint32_t>(index, d->params - 1U)];
}

/// An object of the tree where a parameter wants `want`: one of its classes, or of the library types above them.
Fit OverloadRank::fit_class(GlobalId type, const Value& want) {
  if (is_object(want) && want.id == type) return Fit::kSame;
  const bool library = is_library(want);
  if (library && want.name == kNone) return Fit::kUnknown;
  if (library && is_top_type(language_, name_of(want))) return Fit::kSubtype;
  if (library && is_closed_type(language_, name_of(want))) return Fit::kNone;
  const Resolver::Ancestry above = r_.ancestry(type);
  if (!library) {
    if (std::find(above.classes.begin(), above.classes.end(), want.id) != above.classes.end()) return Fit::kSubtype;
    const Resolver::Ancestry below = r_.ancestry(want.id);  // a cast that flow typing leaves out
    const bool narrowed = std::find(below.classes.begin(), below.classes.end(), type) != below.classes.end();
    return above.unknown || narrowed ? Fit::kUnknown : Fit::kNone;
  }
  Fit best = above.unknown ? Fit::kUnknown : Fit::kNone;
  for (const GlobalName name : above.library) {
    const Fit f = library_fit(language_, r_.tables().program.names.view(name), name_of(want));
    best = std::min(best, f == Fit::kSame ? Fit::kSubtype : f);
  }
  return best;
}

Fit OverloadRank::fit_value(const Value& have, const Value& want) {
  if (is_object(have) && (is_object(want) || is_library(want))) return fit_class(have.id, want);
  if (!is_library(have) || have.name == kNone) return Fit::kUnknown;
  if (is_object(want)) {
    if (name_of(have) == "null") return Fit::kSubtype;
    // A library does not know the tree: none of its types derives from one of the tree's.
    return is_top_type(language_, name_of(have)) ? Fit::kUnknown : Fit::kNone;
  }
  if (!is_library(want) || want.name == kNone) return Fit::kUnknown;
  return library_fit(language_, name_of(have), name_of(want));
}

Fit OverloadRank::fit(const Values& given, const Values& types) {
  if (given.empty()) return Fit::kUnknown;
  // A type that is not known at all is a type parameter: it takes whatever comes.
  if (types.empty()) return Fit::kUnknown;
  const bool text = std::any_of(given.begin(), given.end(), [&](const Value& v) {
    return is_library(v) && is_text_type(language_, name_of(v));  // "a" + x is text, whatever x is
  });
  Fit best = Fit::kNone;
  for (const Value& have : given) {
    if (text && !(is_library(have) && is_text_type(language_, name_of(have)))) continue;
    if (given.size() > 1 && is_library(have) && name_of(have) == "null") continue;
    for (const Value& want : types) best = std::min(best, fit_value(have, want));
  }
  return best;
}

Fit OverloadRank::fit_argument(GlobalExpr given, GlobalExpr wanted) {
  if (given == kNone || wanted == kNone) return Fit::kUnknown;
  const Values& types = r_.evaluate(wanted);
  if (types.empty() && r_.expr(wanted).op == parse::Op::kTypeParam) {  // it takes whatever comes
    const Values& have = r_.evaluate(given);
    return !have.empty() && is_library(*have.begin()) && is_closed_type(language_, name_of(*have.begin())) &&
                   library_fit(language_, name_of(*have.begin()), "Object") == Fit::kBoxed
               ? Fit::kBoxed
               : Fit::kSubtype;
  }
  if (r_.expr(given).op == parse::Op::kFunction) {  // a lambda becomes an object of some interface, no text and no number
    const bool closed = std::any_of(types.begin(), types.end(), [&](const Value& v) {
      return is_library(v) && v.name != kNone && is_closed_type(language_, name_of(v));
    });
    const bool object = std::any_of(types.begin(), types.end(), [&](const Value& v) {
      return is_object(v) && r_.tables().program.symbol(v.id).kind() != SymbolKind::kInterface;
    });
    return closed || object ? Fit::kNone : Fit::kUnknown;
  }
  return fit(r_.evaluate(given), types);
}

/// C#'s extension methods have their receiver as a parameter, which is no argument when they are called on it.
std::uint32_t OverloadRank::receivers(GlobalId function, const ProgramExpr& call) {
  const Program& p = r_.tables().program;
  if (language_ != "csharp" || (p.symbol(function).flags & parse::kExtension) == 0 || call.base == kNone) return 0;
  const ProgramExpr& callee = r_.expr(call.base);
  if (callee.op != parse::Op::kMember) return 0;
  const Values& base = r_.evaluate(callee.base);
  return !base.empty() && base.begin()->kind == Value::Kind::kType && base.begin()->id == p.symbol(function).container ? 0 : 1;
}

bool OverloadRank::takes(GlobalId function, const ProgramExpr& call) {
  const SymbolDetail* d = r_.tables().program.detail(function);
  const std::uint32_t args = call.args + receivers(function, call);
  if (d == nullptr) return args == 0;
  if (d->labels != 0 && r_.labels(call) != parse::kOperatorCall) return place_arguments(r_.tables().program.names.view(d->labels), r_.labels(call), d->params - d->required).has_value();
  const bool enough = args + (d->variadic ? 1U : 0U) >= d->required || ends_in_closure(function, call);
  return enough && (args <= d->params || d->variadic);
}

/// Kotlin: a closure behind the brackets is for the last parameter, whatever is left out before it.
bool OverloadRank::ends_in_closure(GlobalId function, const ProgramExpr& call) {
  const SymbolDetail* d = r_.tables().program.detail(function);
  if (language_ != "kotlin" || d == nullptr || call.args == 0 || call.args >= d->params) return false;
  const GlobalExpr last = r_.arg(call, call.args - 1U);
  return last != kNone && r_.expr(last).op == parse::Op::kFunction;
}

/// The parameter of each argument, in order; kNone for one that is not known.
std::vector<std::uint32_t> OverloadRank::places(GlobalId function, const ProgramExpr& call) {
  const SymbolDetail* d = r_.tables().program.detail(function);
  if (d != nullptr && d->labels != 0 && r_.labels(call) != parse::kOperatorCall) {
    auto placed = place_arguments(r_.tables().program.names.view(d->labels), r_.labels(call), d->params - d->required);
    if (placed && placed->size() == call.args) return std::move(*placed);
  }
  std::vector<std::uint32_t> out(call.args);
  std::iota(out.begin(), out.end(), receivers(function, call));
  if (ends_in_closure(function, call)) out.back() = d->params - 1U;
  return out;
}

bool OverloadRank::weigh(Candidate& c, const ProgramExpr& call) {
  const SymbolDetail* d = r_.tables().program.detail(c.id);
  const std::uint32_t params = d == nullptr ? 0 : d->params;
  const bool variadic = d != nullptr && d->variadic;
  c.spread = variadic;
  const std::uint32_t shift = receivers(c.id, call);
  const std::vector<std::uint32_t> at = places(c.id, call);
  for (std::uint32_t i = 0; i < call.args; ++i) {
    const Fit f = at[i] == kNone ? Fit::kUnknown : fit_argument(r_.arg(call, i), parameter(c.id, at[i]));
    const bool rest = variadic && i + shift + 1 >= params;
    if (f == Fit::kNone && !(rest && call.args + shift == params)) return false;  // an array may be given for the whole rest
    if (f == Fit::kNone || f == Fit::kUnknown) {
      c.sure = false;
    } else {
      c.worst = std::max(c.worst, f);
    }
  }
  return true;
}

/// Whether a type is made of a type parameter of `function`.
bool OverloadRank::mentions(GlobalExpr type, GlobalId function, int depth) const {
  constexpr int kMaxDepth = 16;
  if (type == kNone || depth > kMaxDepth) return false;
  const ProgramExpr& e = r_.expr(type);
  if (e.op == parse::Op::kTypeParam) return e.scope == function;
  if (e.op == parse::Op::kSymbol || parse::has_number(e.op)) return false;
  for (std::uint32_t i = 0; i < e.args; ++i) {
    if (mentions(r_.arg(e, i), function, depth + 1)) return true;
  }
  return mentions(e.base, function, depth + 1);
}

/// C#: `Read<T>(text)` means a generic function, `Read(text)` none whose type parameter no argument tells.
void OverloadRank::keep_generic(std::vector<Candidate>& fitting, const ProgramExpr& call) const {
  if (language_ != "csharp" || fitting.size() < 2 || call.op != parse::Op::kCall || call.base == kNone) return;
  const Program& p = r_.tables().program;
  const auto by_parameters = [&](const Candidate& c) {
    const SymbolDetail* d = p.detail(c.id);
    for (std::uint32_t i = 0; d != nullptr && i < d->params; ++i) {
      if (mentions(p.params[d->first_param + i], c.id, 0)) return true;
    }
    return false;
  };
  const auto by_result = [&](const Candidate& c) { return p.detail(c.id) != nullptr && mentions(p.detail(c.id)->type, c.id, 0); };
  const bool said = r_.expr(call.base).op == parse::Op::kGeneric;
  const auto meant = [&](const Candidate& c) { return said ? by_result(c) || by_parameters(c) : by_parameters(c) || !by_result(c); };
  if (std::any_of(fitting.begin(), fitting.end(), meant)) std::erase_if(fitting, [&](const Candidate& c) { return !meant(c); });
}

/// Whether whatever `function` takes, `other` takes too.
bool OverloadRank::more_specific(GlobalId function, GlobalId other, std::uint32_t args) {
  for (std::uint32_t i = 0; i < args; ++i) {
    const GlobalExpr mine = parameter(function, i);
    const GlobalExpr its = parameter(other, i);
    const Values& types = r_.evaluate(its);
    if (types.empty()) continue;  // a type parameter takes all
    const Values mine_types = r_.evaluate(mine);
    Fit f = fit(mine_types, types);
    if (mine_types.empty()) f = Fit::kNone;
    if (f > Fit::kWidened) return false;
  }
  return true;
}

void OverloadRank::choose(std::vector<GlobalId>& functions, const ProgramExpr& call) {
  std::vector<Candidate> fitting;
  std::vector<GlobalId> of_count;
  for (std::size_t i = 0; i < functions.size() && i < kMaxCandidates; ++i) {
    const SymbolKind kind = r_.tables().program.symbol(functions[i]).kind();
    if (!parse::is_function_like(kind) && !parse::is_class_like(kind)) continue;
    if (!takes(functions[i], call)) continue;
    of_count.push_back(functions[i]);
    Candidate c;
    c.id = functions[i];
    if (weigh(c, call)) fitting.push_back(c);
  }
  if (of_count.empty() || functions.size() > kMaxCandidates) return;
  if (fitting.empty()) {
    functions = std::move(of_count);
    return;
  }
  keep_generic(fitting, call);
  // The phases: without boxing, with it, with a variable number of arguments.
  const auto phase = [](const Candidate& c) { return c.spread ? 2 : c.worst >= Fit::kBoxed ? 1 : 0; };
  const auto beats = [&](const Candidate& a, const Candidate& b) {
    if (a.sure && b.sure && phase(a) != phase(b)) return phase(a) < phase(b);
    if (a.sure && phase(a) < phase(b)) return true;  // whatever b's unknown arguments are, its known ones come later
    return a.sure && more_specific(a.id, b.id, call.args) && !more_specific(b.id, a.id, call.args);
  };
  std::vector<GlobalId> best;
  for (const Candidate& c : fitting) {
    const bool beaten = std::any_of(fitting.begin(), fitting.end(), [&](const Candidate& other) { return other.id != c.id && beats(other, c); });
    if (!beaten) best.push_back(c.id);
  }
  if (best.empty()) {
    for (const Candidate& c : fitting) best.push_back(c.id);
  }
  functions = std::move(best);
}

}  // namespace cg::ingest
