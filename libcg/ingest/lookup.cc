#include <algorithm>

#include "libcg/ingest/file_reach.h"
#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// A plain name, from the innermost scope outwards. Locals never get here: extraction has replaced them by their values.

namespace cg::ingest {
namespace {

bool is_type_kind(SymbolKind kind) {
  return parse::is_class_like(kind) || kind == SymbolKind::kTypeAlias || kind == SymbolKind::kNamespace ||
         kind == SymbolKind::kModule;
}

/// What the linker brings together, without one file having read the other.
bool is_linked_kind(SymbolKind kind) {
  return kind == SymbolKind::kFunction || kind == SymbolKind::kVariable || kind == SymbolKind::kMethod || kind == SymbolKind::kConstructor;
}

}  // namespace

bool Resolver::file_local(GlobalId id) const {
  if (p_.policy(id).name == "csharp") return false;  // private, but a class may be written in several files
  for (GlobalId at = id; at != kNone; at = p_.symbol(at).container) {
    const ProgramSymbol& s = p_.symbol(at);
    if ((s.flags & parse::kFileLocal) != 0) return true;
    if (s.kind() == SymbolKind::kNamespace && (s.flags & parse::kAnonymous) != 0) return true;
    if (s.kind() != SymbolKind::kNamespace && at != id) break;
  }
  return false;
}

/// Files that the file at hand includes, directly or not.
const FileSet& Resolver::reachable() {
  if (reachable_.empty()) {
    reachable_.insert(file_);
    follow(t_.includes, reachable_);
  }
  return reachable_;
}

/// Whether the compiler can have met it before the end of the file at hand: in what that includes, or in what is included
/// by those who include it (lists of X macros live of that).
bool Resolver::may_have_read(GlobalId id) {
  if (around_.empty()) {
    around_.insert(file_);
    follow(t_.included_by, around_);
    follow(t_.includes, around_);
  }
  return around_.size() >= kMaxReach || around_.contains(p_.file_of(id));
}

/// Whether what stands in a file that this one does not include may be meant: a definition that the linker brings together
/// with the call, or what has been read on another way. A declaration elsewhere says nothing to this file.
bool Resolver::may_be_linked(GlobalId id) {
  const ProgramSymbol& s = p_.symbol(id);
  return is_linked_kind(s.kind()) ? (s.flags & parse::kDeclaration) == 0 : may_have_read(id);
}

bool Resolver::visible(GlobalId id) const {
  return !file_local(id) || p_.file_of(id) == file_;
}

/// Of several candidates of a language with headers: those of this file, else those in headers it includes (a
/// declaration there stands for its definition elsewhere), else all that other files let out.
void Resolver::keep_visible(std::uint32_t file, std::vector<GlobalId>& ids, How& how) {
  const bool headers = parse::all_languages()[p_.files[file].language].imports == parse::ImportStyle::kInclude;
  std::vector<GlobalId> here;
  for (const GlobalId id : ids) {
    if (p_.file_of(id) == file) here.push_back(id);
  }
  const bool only_declared = std::all_of(here.begin(), here.end(), [&](GlobalId id) {
    return (p_.symbol(id).flags & parse::kDeclaration) != 0;
  });
  if (!here.empty() && !only_declared) {
    ids = std::move(here);
    how = How::kScope;
    return;
  }
  if (!headers) {
    ids.erase(std::remove_if(ids.begin(), ids.end(), [&](GlobalId id) { return file_local(id) && p_.file_of(id) != file; }), ids.end());
    return;
  }
  if (file != file_) {  // an expression of another file: its includes are not at hand
    std::vector<GlobalId> open;
    for (const GlobalId id : ids) {
      if (!file_local(id)) open.push_back(id);
    }
    if (!open.empty()) ids = std::move(open);
    return;
  }
  std::vector<GlobalId> near;
  std::vector<GlobalId> rest;
  bool declared = false;
  for (const GlobalId id : ids) {
    if (reachable().contains(p_.file_of(id))) {
      near.push_back(id);
      declared = declared || (p_.symbol(id).flags & parse::kDeclaration) != 0;
    } else if (!file_local(id) && may_be_linked(id)) {
      rest.push_back(id);
    }
  }
  const bool defined_near = std::any_of(near.begin(), near.end(), [&](GlobalId id) {
    return (p_.symbol(id).flags & parse::kDeclaration) == 0;
  });
  if (defined_near) {
    ids = std::move(near);
    how = How::kImport;
    return;
  }
  how = near.empty() ? How::kUniqueName : How::kImport;
  near.insert(near.end(), rest.begin(), rest.end());
  ids = std::move(near);
  std::sort(ids.begin(), ids.end());
}

/// Of types and macros of one name in several files of C or C++, those that the file at hand includes. What the linker brings
/// together needs no include.
void Resolver::prefer_reachable(std::vector<GlobalId>& ids) {
  if (ids.size() < 2 || p_.policy(ids[0]).imports != parse::ImportStyle::kInclude) return;
  std::vector<GlobalId> near;
  for (const GlobalId id : ids) {
    if (is_linked_kind(p_.symbol(id).kind())) return;
    if (reachable().contains(p_.file_of(id))) near.push_back(id);
  }
  if (!near.empty()) ids = std::move(near);
}

void Resolver::prefer_definitions(std::vector<GlobalId>& ids) const {
  const auto declared = [&](GlobalId id) { return (p_.symbol(id).flags & parse::kDeclaration) != 0; };
  if (std::all_of(ids.begin(), ids.end(), declared)) return;
  ids.erase(std::remove_if(ids.begin(), ids.end(), declared), ids.end());
  drop_overload_signatures(ids);
}

/// TypeScript's overload signatures say how the implementation beside them may be called.
void Resolver::drop_overload_signatures(std::vector<GlobalId>& ids) const {
  if (ids.size() < 2 || p_.policy(ids[0]).imports != parse::ImportStyle::kScript) return;
  const auto bodiless = [&](GlobalId id) {
    return (p_.symbol(id).flags & parse::kAbstract) != 0 && parse::is_function_like(p_.symbol(id).kind());
  };
  const auto implemented = [&](GlobalId id) {
    return std::any_of(ids.begin(), ids.end(), [&](GlobalId other) {
      return !bodiless(other) && parse::is_function_like(p_.symbol(other).kind()) &&
             p_.symbol(other).container == p_.symbol(id).container;
    });
  };
  std::vector<GlobalId> kept;
  for (const GlobalId id : ids) {
    if (!bodiless(id) || !implemented(id)) kept.push_back(id);
  }
  ids = std::move(kept);
}

/// In a type position types are meant, elsewhere rather not: C has `struct stat` and the function stat, TypeScript an
/// interface and a constant of one name.
void Resolver::keep_kind(std::vector<GlobalId>& ids, bool is_type) const {
  if (ids.size() < 2) return;
  const bool two_spaces = p_.policy(ids[0]).imports == parse::ImportStyle::kScript;
  if (!is_type && !two_spaces) return;
  std::vector<GlobalId> kept;
  for (const GlobalId id : ids) {
    const SymbolKind kind = p_.symbol(id).kind();
    const bool only_type = kind == SymbolKind::kInterface || kind == SymbolKind::kTypeAlias;
    if (is_type ? is_type_kind(kind) : !only_type) kept.push_back(id);
  }
  if (!kept.empty()) ids = std::move(kept);
  if (is_type) drop_companions(ids);
}

bool Resolver::lookup_in_container(GlobalId container, GlobalName name, Found& out) {
  const ProgramSymbol& c = p_.symbol(container);
  const parse::LanguagePolicy& policy = p_.policy(container);
  GlobalId type = kNone;
  if (parse::is_class_like(c.kind())) {
    type = container;
  } else if (const auto owner = t_.member_of.find(container); owner != t_.member_of.end()) {
    type = owner->second;
  }
  if (type != kNone && injected_class(type, name, out)) return true;
  if (type != kNone && policy.members_in_scope) {
    Found f = find_member(type, name);
    std::erase_if(f.ids, [&](GlobalId id) { return p_.symbol(id).kind() == SymbolKind::kConstructor; });  // the class is meant
    if (f.any()) {
      out = std::move(f);
      out.how = out.how == How::kType ? How::kScope : out.how;
      return true;
    }
    out.external = out.external || f.external;
  } else if (type != kNone) {  // nested types are named inside their class everywhere
    for (const GlobalId id : p_.children(type, name)) {
      if (is_type_kind(p_.symbol(id).kind())) out.ids.push_back(id);
    }
  }
  if (out.ids.empty() && !parse::is_class_like(c.kind())) {
    for (const GlobalId id : p_.children(container, name)) {
      if (policy.imports != parse::ImportStyle::kScript || !written_outside(id)) out.ids.push_back(id);
    }
  }
  const bool bare_new = out.ids.empty() && parse::is_class_like(c.kind()) && policy.name == "ruby" && p_.names.view(name) == "new";
  if (bare_new) out.ids.push_back(type);  // in a class method: an instance of the class itself
  if (out.ids.empty()) return false;
  out.how = How::kScope;
  return true;
}

bool Resolver::lookup_in_imports(std::uint32_t file, GlobalId scope, GlobalName name, bool wildcards, Found& out) {
  const ProgramFile& pf = p_.files[file];
  const bool headers = parse::all_languages()[pf.language].imports == parse::ImportStyle::kInclude;
  for (std::uint32_t i = pf.first_import; i < pf.first_import + pf.imports; ++i) {
    const ProgramImport& import = p_.imports[i];
    if (scope != kNone && import.scope != scope) continue;
    const bool wildcard = (import.flags & parse::kWildcard) != 0;
    if (wildcard != wildcards) continue;
    if (!wildcard && t_.import_names[i] != name) continue;
    if (wildcard && headers && (import.flags & parse::kNamespace) == 0) continue;  // includes: the global space, filtered by reach
    Found f = wildcard ? t_.imports.offered(t_.imports.module(file, import), name) : t_.imports.target(file, import);
    if (!wildcard && !f.any()) {
      out.external = true;  // it is imported, from somewhere that is not here
      return true;
    }
    if (f.any()) {
      out = std::move(f);
      out.how = How::kImport;
      return true;
    }
  }
  return false;
}

/// Whether what was found in a scope can be what is looked for. Where variables and types never change places, a field does not
/// hide a type of its name that is further out.
bool Resolver::may_mean(Found& found, bool is_type) const {
  if (!is_type || found.ids.empty() || !p_.policy(found.ids[0]).overloads) return true;
  if (std::any_of(found.ids.begin(), found.ids.end(), [&](GlobalId id) { return is_type_kind(p_.symbol(id).kind()); })) return true;
  found = {};
  return false;
}

/// Of fields and methods of one name, which Java and Kotlin allow, a call means the methods.
void Resolver::keep_callable(std::vector<GlobalId>& ids, const ProgramExpr& e) const {
  if (ids.size() < 2 || !p_.policy(ids[0]).overloads) return;
  const auto function = [&](GlobalId id) { return parse::is_function_like(p_.symbol(id).kind()); };
  const auto functions = std::count_if(ids.begin(), ids.end(), function);
  if (functions == 0 || functions == static_cast<std::ptrdiff_t>(ids.size())) return;
  const bool wanted = e.is_callee || e.is_static;
  std::erase_if(ids, [&](GlobalId id) { return function(id) != wanted; });
}

Found Resolver::lookup(GlobalId scope, GlobalName name, bool is_type) {
  Found out;
  if (name == kNone || name == 0) {
    out.external = true;
    return out;
  }
  const std::uint32_t file = p_.file_of(scope);
  if (parse::all_languages()[p_.files[file].language].imports == parse::ImportStyle::kRust) return lookup_rust(scope, name, is_type);
  if (parse::all_languages()[p_.files[file].language].name == "haskell") return lookup_haskell(scope, name, is_type);
  const GlobalId top = p_.files[file].first;
  bool found = false;
  const bool headers = parse::all_languages()[p_.files[file].language].imports == parse::ImportStyle::kInclude;
  const bool members_apart = headers || parse::all_languages()[p_.files[file].language].imports == parse::ImportStyle::kScript ||
                             parse::all_languages()[p_.files[file].language].name == "lua";  // function M.f() is no f
  for (GlobalId at = scope; !found && at != kNone && at != top; at = p_.symbol(at).container) {
    // What this file defines there, what it imports there by name, what other files define there, what wildcards let in.
    const bool space = headers && p_.symbol(at).kind() == SymbolKind::kNamespace;
    found = ((space ? lookup_in_namespace(at, name, out) : lookup_in_container(at, name, out)) && may_mean(out, is_type)) ||
            lookup_in_imports(file, at, name, false, out) ||
            lookup_in_space(at, name, out) || lookup_in_imports(file, at, name, true, out) || lookup_in_outer_spaces(at, name, out);
  }
  if (!found) {
    for (const GlobalId id : p_.children(top, name)) {
      if (!members_apart || !written_outside(id)) out.ids.push_back(id);
    }
    found = !out.ids.empty();
    if (found) out.how = How::kScope;
  }
  const bool only_declared = found && std::all_of(out.ids.begin(), out.ids.end(), [&](GlobalId id) {
    return (p_.symbol(id).flags & parse::kDeclaration) != 0;
  });
  if (!found) found = lookup_in_imports(file, top, name, false, out);
  const SpaceId home = t_.spaces.of_file(file);
  if (!found || only_declared) {
    for (SpaceId space = home; space != kNone && (out.ids.empty() || only_declared); space = kNone) {
      const auto members = t_.spaces.members(space, name);
      if (!members.empty()) {
        out.ids.assign(members.begin(), members.end());
        std::erase_if(out.ids, [&](GlobalId id) { return !loaded_with(file, id); });
        out.how = How::kImport;
        found = !out.ids.empty();
      }
    }
  }
  if (!found) found = lookup_in_imports(file, kNone, name, true, out);
  if (!found && home != kNone) {
    const std::string part = dotted(p_.names.view(name));
    for (GlobalId at = scope; at != kNone && at != top; at = p_.symbol(at).container) {
      const SpaceId around = t_.spaces.of_symbol(at);  // a namespace inside the one around: Model\User in App
      if (around == kNone) continue;
      if (const auto inner = t_.spaces.inner(around, part)) {
        out.space = *inner;
        out.how = How::kScope;
        return out;
      }
    }
    if (const auto inner = t_.spaces.inner(home, part)) {
      out.space = *inner;
      out.how = How::kScope;
      return out;
    }
  }
  if (out.ids.empty()) {
    out.external = out.external || !out.any();
    return out;
  }
  keep_kind(out.ids, is_type);
  How how = out.how;
  if (home != kNone || file == p_.file_of(out.ids[0])) keep_visible(file, out.ids, how);
  out.how = out.how == How::kHierarchy || out.how == How::kType ? out.how : how;
  prefer_definitions(out.ids);
  prefer_platform(out.ids);
  if (out.ids.empty()) out.external = true;
  return out;
}

}  // namespace cg::ingest
