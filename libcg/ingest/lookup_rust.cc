#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// A plain name in Rust: items and imports of the functions around, then the module's, and nothing further out: a module does
// not see what the module around it defines. Members are never named bare, not even inside their impl or trait.

namespace cg::ingest {
namespace {

bool is_module(SymbolKind kind) { return kind == SymbolKind::kModule; }

bool is_type(SymbolKind kind) { return parse::is_class_like(kind) || kind == SymbolKind::kTypeAlias; }

}  // namespace

Found Resolver::lookup_rust(GlobalId scope, GlobalName name, bool is_type_name) {
  const std::uint32_t file = p_.file_of(scope);
  const GlobalId top = p_.files[file].first;
  Found out;
  if (const SpaceId space = t_.imports.rust_keyword(t_.imports.rust_module(file, scope), p_.names.view(name)); space != kNone) {
    out.space = space;
    out.how = How::kScope;
    return out;
  }
  for (GlobalId at = scope; !out.any() && at != kNone && at != top && !is_module(p_.symbol(at).kind()); at = p_.symbol(at).container) {
    if (parse::is_class_like(p_.symbol(at).kind())) continue;
    for (const GlobalId id : p_.children(at, name)) out.ids.push_back(id);
    if (out.any()) {
      out.how = How::kScope;
    } else if (!lookup_in_imports(file, at, name, false, out)) {
      lookup_in_imports(file, at, name, true, out);
    }
    if (!out.files.empty()) {
      out.space = t_.spaces.of_file(out.files[0]);
      out.files.clear();
    }
  }
  if (!out.any()) {
    const bool external = out.external;
    out = t_.imports.rust_name(t_.imports.rust_module(file, scope), name);
    out.external = out.external || external;
  }
  if (!out.any()) return out;
  out.external = false;
  if (is_type_name) keep_types(out.ids);
  const bool here = !out.ids.empty() && std::all_of(out.ids.begin(), out.ids.end(), [&](GlobalId id) { return p_.file_of(id) == file; });
  out.how = here ? How::kScope : How::kImport;
  return out;
}

/// self::name, which is written like Self::name.
Found Resolver::rust_self_path(const ProgramExpr& e) {
  const bool self = e.is_static && e.base != kNone && expr(e.base).op == parse::Op::kSelf;
  if (!self || e.name == kNone || p_.policy(e.scope).imports != parse::ImportStyle::kRust) return {};
  return t_.imports.rust_name(t_.imports.rust_module(p_.file_of(e.scope), e.scope), e.name);
}

void Resolver::keep_types(std::vector<GlobalId>& ids) const {
  std::vector<GlobalId> types;
  for (const GlobalId id : ids) {
    if (is_type(p_.symbol(id).kind()) || is_module(p_.symbol(id).kind())) types.push_back(id);
  }
  if (!types.empty()) ids = std::move(types);
}

/// Types, values and modules of Rust may share a name; how it is used says which is meant.
void Resolver::keep_rust_namespace(std::vector<GlobalId>& ids, EdgeKind use) const {
  if (ids.size() < 2) return;
  if (use == EdgeKind::kUsesType || use == EdgeKind::kExtends || use == EdgeKind::kImplements) return keep_types(ids);
  std::vector<GlobalId> values;
  for (const GlobalId id : ids) {
    if (!is_module(p_.symbol(id).kind())) values.push_back(id);
  }
  if (!values.empty() && use != EdgeKind::kImports) ids = std::move(values);
}

bool Resolver::same_crate(std::uint32_t file, std::uint32_t other) const {
  const auto crate_of = [&](std::uint32_t f) {
    const SpaceId space = t_.spaces.of_file(f);
    const std::string_view home = space == kNone ? std::string_view{} : t_.spaces.name(space);
    return home.substr(0, home.find('|'));
  };
  return crate_of(file) == crate_of(other);
}

/// A macro is in scope from its definition on, through the modules below: the one of that name in the file, else in the
/// crate, else one that another crate exports.
Found Resolver::rust_macro(GlobalName name) const {
  Found out;
  if (name == kNone) {
    out.external = true;
    return out;
  }
  const std::size_t language = p_.files[file_].language;
  int best = 0;
  for (const GlobalId id : p_.named(name)) {
    const ProgramSymbol& s = p_.symbol(id);
    const std::uint32_t file = p_.file_of(id);
    if (s.kind() != SymbolKind::kMacro || p_.files[file].language != language) continue;
    int rank = (s.flags & parse::kExported) != 0 ? 1 : 0;
    if (same_crate(file, file_)) rank = 2;
    if (file == file_) rank = 3;
    if (rank == 0 || rank < best) continue;
    if (rank > best) out.ids.clear();
    best = rank;
    out.ids.push_back(id);
  }
  out.external = out.ids.empty();
  out.how = best == 3 ? How::kScope : How::kImport;
  return out;
}

/// What a type itself has goes before what its traits have.
void Resolver::prefer_inherent(std::vector<GlobalId>& ids) const {
  if (ids.size() < 2) return;
  std::vector<GlobalId> inherent;
  for (const GlobalId id : ids) {
    const GlobalId block = p_.symbol(id).container;
    if (block != kNone && p_.bases(block).empty()) inherent.push_back(id);
  }
  if (!inherent.empty()) ids = std::move(inherent);
}

/// A method that a trait of the tree gives to a type from outside it (impl Trait for u32): the trait's, since it is the trait that
/// whoever calls it has imported.
Found Resolver::rust_foreign(GlobalName type, GlobalName name) {
  Found out;
  if (type == kNone || type == 0 || name == kNone) return out;
  for (const GlobalId block : p_.named(type)) {
    if (!p_.symbol(block).adds_to_type() || t_.part_of.contains(block) || p_.children(block, name).empty()) continue;
    if (p_.policy(block).imports != parse::ImportStyle::kRust) continue;
    bool external = false;
    for (const GlobalId trait : bases_of(block, external)) {
      for (const GlobalId id : p_.children(trait, name)) out.ids.push_back(id);
    }
  }
  std::sort(out.ids.begin(), out.ids.end());
  out.ids.erase(std::unique(out.ids.begin(), out.ids.end()), out.ids.end());
  std::vector<GlobalId> own;  // two crates may each have such a trait
  for (const GlobalId id : out.ids) {
    if (same_crate(p_.file_of(id), file_)) own.push_back(id);
  }
  if (!own.empty()) out.ids = std::move(own);
  if (out.any()) out.how = How::kHierarchy;
  return out;
}

}  // namespace cg::ingest
