#include "libcg/ingest/reasoner.h"

#include <fmt/format.h>

#include "libcg/parse/language.h"

namespace cg::ingest {
namespace {

using parse::Op;

/// A chain of more parts is cut at its inner end. Only `base` is followed, never arguments: expressions share parts, and a text
/// with all of them could grow without bound.
constexpr int kMaxParts = 8;

bool is_name(Op op) { return op == Op::kName || op == Op::kMember || op == Op::kSymbol; }
bool applies(Op op) { return op == Op::kCall || op == Op::kNew || op == Op::kInstance || op == Op::kGeneric; }

}  // namespace

std::vector<graph::ReasonStep> Reasoner::steps(parse::ExprId expr) {
  std::vector<graph::ReasonStep> out;
  walk(expr, 0, out);
  return out;
}

void Reasoner::walk(parse::ExprId id, int depth, std::vector<graph::ReasonStep>& out) {
  if (id == kNone || depth >= kMaxParts) return;
  const parse::Expr& e = uses_.exprs[id];
  if (e.op == Op::kUnknown || e.op == Op::kLiteral) return;
  parse::ExprId named = applies(e.op) ? e.base : id;
  if (named != kNone && uses_.exprs[named].op == Op::kGeneric) named = uses_.exprs[named].base;
  const bool has_name = named != kNone && is_name(uses_.exprs[named].op);
  if (!has_name) {
    if (e.op != Op::kSymbol) walk(e.base, depth + 1, out);
  } else if (uses_.exprs[named].op == Op::kMember) {
    walk(uses_.exprs[named].base, depth + 1, out);
  }
  graph::ReasonStep step;
  if (has_name) {
    const Found& found = r_.resolve(named + kLocalExpr);
    if (found.ids.size() == 1) step.names = qualified(found.ids[0]);
    if (found.ids.empty() && found.files.size() == 1) step.names = p_.files[found.files[0]].path;
    if (!step.names.empty()) step.how = found.how;
  }
  step.value = value_text(r_.evaluate(id + kLocalExpr));
  if (step.names.empty() && step.value.empty()) return;
  step.expression = text(id, 0);
  out.push_back(std::move(step));
}

/// The expression as code would say it, near enough for a person; a value that is only known by its type is <type>.
std::string Reasoner::text(parse::ExprId id, int depth) const {
  if (id == kNone) return "?";
  if (depth >= kMaxParts) return "...";
  const parse::Expr& e = uses_.exprs[id];
  const auto base = [&] { return text(e.base, depth + 1); };
  switch (e.op) {
    case Op::kName: return std::string(uses_.names[e.name]);
    case Op::kSymbol: return std::string(p_.names.view(p_.symbol(p_.files[file_].first + e.base).name));
    case Op::kSelf: return "self";
    case Op::kSuper: return "super";
    case Op::kMember: return fmt::format("{}{}{}", base(), e.is_static ? "::" : ".", uses_.names[e.name]);
    case Op::kCall: return base() + "()";
    case Op::kNew: return fmt::format("new {}()", base());
    case Op::kInstance: return fmt::format("<{}>", base());
    case Op::kIndex: return base() + "[]";
    case Op::kElement: return fmt::format("each of {}", base());
    case Op::kUnwrap: return fmt::format("*{}", base());
    case Op::kItem: return fmt::format("{}[{}]", base(), e.name);
    case Op::kGeneric: return base();
    case Op::kModule: return fmt::format("module {}", uses_.names[e.name]);
    case Op::kLiteral: return fmt::format("a {}", uses_.names[e.name]);
    case Op::kFunction: return "function";
    case Op::kGiven: return fmt::format("what {} hands over", base());
    case Op::kUnion:
    case Op::kTypeParam:
    case Op::kUnknown: break;
  }
  return "?";
}

std::string Reasoner::value_text(const Values& values) const {
  std::string out;
  const auto held = [&](std::uint32_t id) { return id == kNone ? std::string("something") : qualified(id); };
  for (const Value& v : values) {
    std::string one;
    switch (v.kind) {
      case Value::Kind::kInstance: one = qualified(v.id); break;
      case Value::Kind::kType: one = fmt::format("the type {}", qualified(v.id)); break;
      case Value::Kind::kCallable: one = fmt::format("the function {}", qualified(v.id)); break;
      case Value::Kind::kSpace: one = fmt::format("the namespace {}", r_.tables().spaces.name(v.id)); break;
      case Value::Kind::kFile: one = fmt::format("the module {}", p_.files[v.id].path); break;
      case Value::Kind::kExternal: one = v.name == kNone || v.name == 0 ? std::string("something from outside the tree") : fmt::format("{} from outside the tree", p_.names.view(v.name)); break;
      case Value::Kind::kApplied: one = "a value of a library's type"; break;
      case Value::Kind::kContainer: one = fmt::format("a container of {}", held(v.id)); break;
      case Value::Kind::kPair: one = fmt::format("a pair of {} and {}", held(v.key), held(v.id)); break;
      case Value::Kind::kPairs: one = fmt::format("pairs of {} and {}", held(v.key), held(v.id)); break;
    }
    out += out.empty() ? one : " or " + one;
  }
  return out;
}

std::string Reasoner::qualified(GlobalId id) const {
  constexpr int kMaxNesting = 64;
  const std::string_view separator = p_.policy(id).separator;
  std::string out;
  GlobalId at = id;
  for (int depth = 0; at != kNone && depth < kMaxNesting; ++depth) {
    const ProgramSymbol& s = p_.symbol(at);
    const bool shown = s.kind() != SymbolKind::kFile && (at == id || (s.flags & parse::kAnonymous) == 0);
    if (shown) {  // in front of what is there, without a new string for each part
      if (!out.empty()) out.insert(0, separator);
      out.insert(0, p_.names.view(s.name));
    }
    const auto owner = r_.tables().member_of.find(at);
    at = owner == r_.tables().member_of.end() ? s.container : owner->second;
  }
  return out.empty() ? p_.files[p_.file_of(id)].path : out;
}

}  // namespace cg::ingest
