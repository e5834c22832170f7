#include "libcg/parse/facts_text.h"

#include <fmt/format.h>
#include <tree_sitter/api.h>

#include "libcg/base/utf8.h"
#include "libcg/parse/language.h"

namespace cg::parse {
namespace {

constexpr int kMaxExprDepth = 24;  // deeper chains are written as "..."; chains that refer to themselves end here

std::string expr_text(const Facts& f, ExprId id, int depth) {
  if (id == kNone) return "?";
  if (depth > kMaxExprDepth) return "...";
  const Expr& e = f.exprs[id];
  const auto base = [&] { return expr_text(f, e.base, depth + 1); };
  const auto list = [&](std::string_view between) {
    std::string out;
    for (std::uint32_t i = 0; i < e.args; ++i) {
      if (i > 0) out += between;
      out += expr_text(f, f.args[e.first_arg + i], depth + 1);
    }
    return out;
  };
  switch (e.op) {
    case Op::kUnknown: return "?";
    case Op::kName: return fmt::format("{}{}", e.is_type ? "type:" : "", f.name(e.name));
    case Op::kSymbol: return fmt::format("#{}", f.name(f.symbols[e.base].name));
    case Op::kSelf: return "self";
    case Op::kSuper: return "super";
    case Op::kMember: return fmt::format("{}{}{}", base(), e.is_static ? "::" : ".", f.name(e.name));
    case Op::kCall: return fmt::format("{}({})", base(), list(", "));
    case Op::kNew: return fmt::format("new {}({})", base(), list(", "));
    case Op::kInstance: return fmt::format("<{}>", base());
    case Op::kIndex: return base() + "[]";
    case Op::kElement: return fmt::format("element({})", base());
    case Op::kUnwrap: return fmt::format("unwrap({})", base());
    case Op::kItem: return fmt::format("item{}({})", e.name, base());
    case Op::kGeneric: return fmt::format("{}<{}>", base(), list(", "));
    case Op::kUnion: return fmt::format("({})", list(" | "));
    case Op::kLiteral: return fmt::format("'{}'", f.name(e.name));
    case Op::kFunction: return fmt::format("function({})", base());
    case Op::kModule: return fmt::format("module({})", f.name(e.name));
    case Op::kGiven: return fmt::format("given{}.{}({})", e.name / kGivenStride, e.name % kGivenStride, base());
    case Op::kTypeParam: return fmt::format("param{}({})", e.name, f.name(f.symbols[e.scope].name));
  }
  return "?";
}

std::string flag_names(std::uint32_t flags) {
  static constexpr std::string_view kNames[] = {"declaration", "file_local", "exported", "default",     "abstract",
                                                "static",      "anonymous",  "extension", "property",   "override",
                                                "conditional", "function_like", "type_parameter", "macro_named", "pasting",
                                                "virtual", "test_code", "unlikely", "pointer", "scoped"};
  std::string out;
  for (std::size_t bit = 0; bit < std::size(kNames); ++bit) {
    if ((flags & (1U << bit)) != 0) out += fmt::format(" {}", kNames[bit]);
  }
  return out;
}

std::string import_flag_names(std::uint32_t flags) {
  static constexpr std::string_view kNames[] = {"wildcard", "reexport", "default",   "namespace",
                                                "system",   "static",   "type_only", "quiet"};
  std::string out;
  for (std::size_t bit = 0; bit < std::size(kNames); ++bit) {
    if ((flags & (1U << bit)) != 0) out += fmt::format(" {}", kNames[bit]);
  }
  return out;
}

std::string symbol_text(const Facts& f, std::uint32_t i, std::string_view separator) {
  const Symbol& s = f.symbols[i];
  std::string out = fmt::format("symbol {}:{} {}-{} {} {}{}", s.at.line, s.at.column, s.start_line, s.end_line,
                                cg::name_of(s.kind), printable(qualified_name(f, i, separator)), flag_names(s.flags));
  if (s.params > 0 || s.variadic) {
    out += fmt::format(" params={}..{}{}", s.required, s.params, s.variadic ? "+" : "");
  }
  if (s.labels != 0) out += fmt::format(" labels={}", f.name(s.labels));
  if (s.type != kNone) out += fmt::format(" type={}", expr_text(f, s.type, 0));
  if (s.value != kNone) out += fmt::format(" value={}", expr_text(f, s.value, 0));
  if (!s.signature.empty()) out += fmt::format(" sig={}", printable(s.signature));
  if (!s.doc.empty()) out += fmt::format(" doc={}", printable(s.doc));
  return out;
}

}  // namespace

std::string expression_text(const Facts& facts, ExprId expr) { return expr_text(facts, expr, 0); }

std::string qualified_name(const Facts& facts, std::uint32_t ordinal, std::string_view separator) {
  std::string out(facts.name(facts.symbols[ordinal].name));
  std::size_t depth = 0;
  for (std::uint32_t at = ordinal; at != 0 && at != kNone && depth < kMaxDepth; ++depth) {
    const Symbol& s = facts.symbols[at];
    std::string owner;
    for (ExprId e = s.owner; e != kNone;) {
      const Expr& expr = facts.exprs[e];
      if (expr.op == Op::kName || expr.op == Op::kMember) {
        owner = owner.empty() ? std::string(facts.name(expr.name))
                              : fmt::format("{}{}{}", facts.name(expr.name), separator, owner);
      } else if (expr.op == Op::kSymbol) {
        const std::string_view name = facts.name(facts.symbols[expr.base].name);
        owner = owner.empty() ? std::string(name) : fmt::format("{}{}{}", name, separator, owner);
        break;
      }
      e = expr.base;
    }
    if (!owner.empty()) out = fmt::format("{}{}{}", owner, separator, out);
    at = s.container;
    if (at != 0 && at != kNone && (facts.symbols[at].flags & kAnonymous) == 0) {
      out = fmt::format("{}{}{}", facts.name(facts.symbols[at].name), separator, out);
    }
  }
  return out;
}

std::string facts_text(const Facts& f, const Language& language) {
  std::string out;
  const std::string_view separator = language.policy().separator;
  for (std::uint32_t i = 1; i < f.symbols.size(); ++i) out += symbol_text(f, i, separator) + "\n";
  for (const Import& i : f.imports) {
    out += fmt::format("import {}:{} module={} name={} alias={}{}\n", i.at.line, i.at.column, printable(f.name(i.module)),
                       f.name(i.name), f.name(i.alias), import_flag_names(i.flags));
  }
  for (const Site& s : f.sites) {
    if (s.kind == EdgeKind::kImports) continue;
    out += fmt::format("site {}:{} {} in {}: {}\n", s.at.line, s.at.column, cg::name_of(s.kind),
                       s.owner == 0 ? "<file>" : qualified_name(f, s.owner, separator), expr_text(f, s.expr, 0));
  }
  for (const ParameterUse& use : f.parameter_uses) {
    const Parameter& parameter = f.parameters[use.parameter];
    out += fmt::format("parameter {}:{} {} {}{}{} of {}:{}\n", use.at.line, use.at.column, cg::name_of(use.kind),
                       qualified_name(f, parameter.owner, separator), separator, f.name(parameter.name), parameter.at.line, parameter.at.column);
  }
  if (f.error_bytes > 0) out += fmt::format("errors {} bytes\n", f.error_bytes);
  return out;
}

std::string syntax_text(const Syntax& syntax, const Language& language) {
  std::string out;
  const TSLanguage* grammar = language.grammar();
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < syntax.nodes.size(); ++i) {
    const Node& n = syntax.nodes[i];
    while (!ends.empty() && ends.back() <= i) ends.pop_back();
    out.append(ends.size() * 2, ' ');
    if (n.field != 0) out += fmt::format("{}: ", ts_language_field_name_for_id(grammar, n.field));
    const std::uint32_t line = syntax.line_of(n.start);
    const bool error = n.symbol == static_cast<std::uint16_t>(-1);
    out += fmt::format("{} @ {}:{}", error ? "ERROR" : ts_language_symbol_name(grammar, n.symbol), line,
                       syntax.column_of(n.start, line));
    if (syntax.is_leaf(i)) out += fmt::format(" \"{}\"", printable(syntax.text(i).substr(0, 60)));
    out += "\n";
    ends.push_back(n.next);
  }
  return out;
}

}  // namespace cg::parse
