#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// A name in Haskell: what where and let bind around it, then what the module has in scope. Types and values are named apart.

namespace cg::ingest {
namespace {

bool is_type(SymbolKind kind) { return parse::is_class_like(kind) || kind == SymbolKind::kTypeAlias; }

}  // namespace

Found Resolver::lookup_haskell(GlobalId scope, GlobalName name, bool is_type_name) {
  const std::uint32_t file = p_.file_of(scope);
  Found out;
  for (GlobalId at = scope; at != kNone && out.ids.empty() && at != p_.files[file].first; at = p_.symbol(at).container) {
    if (!parse::is_function_like(p_.symbol(at).kind())) continue;
    for (const GlobalId id : p_.children(at, name)) out.ids.push_back(id);
    out.how = How::kScope;
  }
  if (out.ids.empty()) out = t_.imports.haskell_in_scope(file, name, 0);
  std::vector<GlobalId> fitting;
  for (const GlobalId id : out.ids) {
    if (is_type(p_.symbol(id).kind()) == is_type_name) fitting.push_back(id);
  }
  if (!fitting.empty()) out.ids = std::move(fitting);
  out.external = out.ids.empty();
  return out;
}

/// Q.name of Haskell, where Q is a module; nothing where the expression is something else.
std::optional<Found> Resolver::haskell_member(const ProgramExpr& e) {
  if (e.base == kNone || expr(e.base).op != parse::Op::kName || p_.policy(e.scope).name != "haskell") return std::nullopt;
  const GlobalName qualifier = expr(e.base).name;
  if (qualifier == kNone) return Found{{}, {}, kNone, How::kUnresolved, true};
  return t_.imports.haskell_qualified(p_.file_of(e.scope), qualifier, e.name);
}

}  // namespace cg::ingest
