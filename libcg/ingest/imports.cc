#include "libcg/ingest/imports.h"

#include <algorithm>

namespace cg::ingest {
namespace {

constexpr int kMaxDepth = 16;  // re-exports of re-exports; cycles end here

std::string_view last_part(std::string_view dotted_name) {
  const std::size_t at = dotted_name.find_last_of("./:\\");
  return at == std::string_view::npos ? dotted_name : dotted_name.substr(at + 1);
}

Found external() {
  Found f;
  f.external = true;
  return f;
}

void merge(Found& into, Found&& other) {
  for (const GlobalId id : other.ids) {
    if (std::find(into.ids.begin(), into.ids.end(), id) == into.ids.end()) into.ids.push_back(id);
  }
  into.files.insert(into.files.end(), other.files.begin(), other.files.end());
  if (into.space == kNone) into.space = other.space;
}

}  // namespace

Found Imports::module(std::uint32_t file, const ProgramImport& import) const {
  const parse::LanguagePolicy& policy = parse::all_languages()[program_.files[file].language];
  const bool using_names = import.name != 0 || (import.flags & parse::kNamespace) != 0;
  if (policy.imports == parse::ImportStyle::kInclude && using_names) return package(file, program_.names.view(import.module));
  if (policy.imports == parse::ImportStyle::kRust) return rust_path(file, import);
  const std::string_view spec = program_.names.view(import.module);
  if (constexpr std::string_view kOwn = "__MODULE__"; spec.starts_with(kOwn)) {  // Elixir: the module around
    const SpaceId own = program_.symbol(import.scope).kind() == SymbolKind::kModule ? spaces_.of_symbol(import.scope) : kNone;
    if (own == kNone) return external();
    const std::string_view name = spaces_.name(own);
    return package(file, std::string(name.substr(name.find('/') + 1)) + std::string(spec.substr(kOwn.size())));
  }
  return module(file, program_.names.view(import.module), import.flags);
}

Found Imports::module(std::uint32_t file, std::string_view spec, std::uint32_t flags) const {
  const std::string_view from = program_.files[file].path;
  const parse::LanguagePolicy& policy = parse::all_languages()[program_.files[file].language];
  switch (policy.imports) {
    case parse::ImportStyle::kInclude: return include(from, spec, flags);
    case parse::ImportStyle::kPython: return python(from, spec);
    case parse::ImportStyle::kScript: return script(from, spec);
    case parse::ImportStyle::kGo: return go(from, spec);
    case parse::ImportStyle::kRust: break;  // where the import stands matters, see rust_path()
    case parse::ImportStyle::kPackage:  // PHP has packages, and files that are required
      return (flags & parse::kWildcard) != 0 && spec.ends_with(".php") ? path(from, spec, policy.name) : package(file, spec);
    case parse::ImportStyle::kPath: return path(from, spec, policy.name);
    case parse::ImportStyle::kNone: break;
  }
  return external();
}

std::string_view Imports::bound_name(std::uint32_t file, const ProgramImport& import) const {
  const parse::LanguagePolicy& policy = parse::all_languages()[program_.files[file].language];
  if ((import.flags & (parse::kWildcard | parse::kQuiet)) != 0) return {};
  if (import.alias != 0) return program_.names.view(import.alias);
  if (import.name != 0) return program_.names.view(import.name);
  const std::string_view module = program_.names.view(import.module);
  switch (policy.imports) {
    case parse::ImportStyle::kPython: return module.substr(0, module.find('.'));  // import a.b binds a
    case parse::ImportStyle::kInclude:
    case parse::ImportStyle::kScript: return {};
    default: return last_part(module);
  }
}

Found Imports::target(std::uint32_t file, const ProgramImport& import, int depth) const {
  const parse::ImportStyle style = parse::all_languages()[program_.files[file].language].imports;
  if (style == parse::ImportStyle::kScript) return script_target(file, import);
  if (style == parse::ImportStyle::kRust) return rust_target(file, import);
  if (import.module == 0 && (import.flags & parse::kReexport) != 0 && parse::all_languages()[program_.files[file].language].name == "haskell") {
    return haskell_in_scope(file, import.name, depth);
  }
  Found m = module(file, import);
  if ((import.flags & parse::kWildcard) != 0) return m;
  if (import.name != 0 && (import.flags & parse::kNamespace) != 0 && style == parse::ImportStyle::kPackage) {  // alias Shop.{Item, Price}
    const std::string_view within = program_.names.view(import.module);
    return package(file, std::string(within) + "." + std::string(program_.names.view(import.name)));
  }
  if (import.name == 0 || (import.flags & parse::kNamespace) != 0) {
    if (m.any() || m.external) m.how = How::kImport;
    return m;
  }
  if (!m.any()) {
    // `import a.b.C`: what looks like a package may be a class around the name.
    const std::string_view spec = program_.names.view(import.module);
    const std::size_t cut = spec.find_last_of(".:\\");
    const parse::LanguagePolicy& policy = parse::all_languages()[program_.files[file].language];
    if (depth < 4 && cut != std::string_view::npos && policy.imports == parse::ImportStyle::kPackage) {
      const Found outer = module(file, spec.substr(0, spec.find_last_not_of(".:\\", cut) + 1), import.flags);
      const GlobalName type = program_.find_name(spec.substr(cut + 1));
      const Found holder = offered(outer, type, depth + 1);
      Found f;
      for (const GlobalId id : holder.ids) {
        for (const GlobalId member : program_.children(id, import.name)) f.ids.push_back(member);
      }
      if (f.any()) {
        f.how = How::kImport;
        return f;
      }
    }
    return m.external ? m : external();
  }
  Found f = offered(m, import.name, depth + 1);
  if (f.any()) return f;
  // A submodule: from package import module; use crate::module.
  const std::string_view spec = program_.names.view(import.module);
  const std::string_view name = program_.names.view(import.name);
  const parse::LanguagePolicy& policy = parse::all_languages()[program_.files[file].language];
  if (policy.imports == parse::ImportStyle::kPython) {
    const bool dots = spec.find_first_not_of('.') == std::string_view::npos;
    Found sub = python(program_.files[file].path, std::string(spec) + (dots ? "" : ".") + std::string(name));
    if (sub.any()) {
      sub.how = How::kImport;
      return sub;
    }
  }
  if (m.space != kNone) {
    if (const auto inner = spaces_.inner(m.space, name)) {
      f.space = *inner;
      f.how = How::kImport;
      return f;
    }
  }
  f.external = false;
  return f;
}

Found Imports::offered(const Found& m, GlobalName name, int depth) const {
  Found f;
  if (name == kNone || depth > kMaxDepth) return f;
  if (m.space != kNone && spaces_.name(m.space).starts_with("rust/")) return rust_offered(m.space, name);
  for (const std::uint32_t file : m.files) merge(f, offered_by_file(file, name, depth));
  if (m.space != kNone) {
    for (const GlobalId id : spaces_.members(m.space, name)) f.ids.push_back(id);
  }
  for (const GlobalId type : m.ids) {  // an enum's or class's members: use Enum::*
    for (const GlobalId id : program_.children(type, name)) f.ids.push_back(id);
  }
  if (f.ids.empty() && m.space != kNone) {
    // pub use: a space re-exports what its files import under that flag.
    for (std::uint32_t file = 0; file < program_.files.size() && depth < kMaxDepth; ++file) {
      if (spaces_.of_file(file) != m.space) continue;
      for (const ProgramImport& i : program_.imports_of(file)) {
        if ((i.flags & parse::kReexport) == 0) continue;
        if ((i.flags & parse::kWildcard) != 0) {
          merge(f, offered(module(file, i), name, depth + 1));
        } else if (bound_name(file, i) == program_.names.view(name)) {
          merge(f, target(file, i, depth + 1));
        }
      }
    }
  }
  if (f.any()) f.how = How::kImport;
  return f;
}

Found Imports::offered_by_file(std::uint32_t file, GlobalName name, int depth) const {
  Found f;
  const parse::ImportStyle style = parse::all_languages()[program_.files[file].language].imports;
  if (style == parse::ImportStyle::kScript) return script_offered(file, name);
  if (depth > kMaxDepth) return f;
  for (const GlobalId id : program_.children(program_.files[file].first, name)) f.ids.push_back(id);
  if (!f.ids.empty()) {
    f.how = How::kImport;
    return f;
  }
  const bool python = style == parse::ImportStyle::kPython;
  for (const ProgramImport& i : program_.imports_of(file)) {
    // In Python whatever a module imports can be imported from it; elsewhere it must say so.
    if (!python && (i.flags & parse::kReexport) == 0) continue;
    if (python && i.scope != program_.files[file].first) continue;
    if ((i.flags & parse::kWildcard) != 0) {
      const Found m = module(file, i);
      merge(f, offered(m, name, depth + 1));
    } else if (bound_name(file, i) == program_.names.view(name)) {
      merge(f, target(file, i, depth + 1));
    }
    if (f.any()) break;
  }
  if (f.any()) f.how = How::kImport;
  return f;
}

Found Imports::default_export(std::uint32_t file) const {
  const bool script = parse::all_languages()[program_.files[file].language].imports == parse::ImportStyle::kScript;
  return script ? script_default(file) : Found{};
}

}  // namespace cg::ingest
