#include <fmt/format.h>

#include <algorithm>

#include "libcg/ingest/imports.h"

// Rust. A path is walked from its first name on: crate, self and super are modules by themselves, any other name is looked up
// where it stands (items and imports of that module) and else is a crate. What a module offers is what it defines, what it
// imports by name, and what its wildcards let in, in this order. Privacy is the compiler's business: in code that compiles
// a path that leads through a private import is one that may.

namespace cg::ingest {

/// The names being looked up, innermost last: what asks for itself (two modules that import all of each other) finds nothing.
struct Imports::RustWay {
  std::vector<std::pair<SpaceId, GlobalName>> open;
  int steps = 0;  ///< lookups altogether
};

namespace {

constexpr int kMaxSteps = 2000;
constexpr std::size_t kMaxOpen = 40;

/// Takes the part before the next `::` off.
std::string_view next_part(std::string_view& path) {
  const std::size_t end = std::min(path.find("::"), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(std::min(end + 2, path.size()));
  return part;
}

void add(Found& into, const Found& other) {
  for (const GlobalId id : other.ids) {
    if (std::find(into.ids.begin(), into.ids.end(), id) == into.ids.end()) into.ids.push_back(id);
  }
  if (into.space == kNone) into.space = other.space;
}

}  // namespace

void Imports::index_rust() {
  // `mod x;` is an item, and `use x;` of a crate binds what is bound already.
  for (std::uint32_t file = 0; file < program_.files.size(); ++file) {
    const ProgramFile& f = program_.files[file];
    if (parse::all_languages()[f.language].imports != parse::ImportStyle::kRust) continue;
    for (std::uint32_t i = f.first_import; i < f.first_import + f.imports; ++i) {
      const ProgramImport& import = program_.imports[i];
      const bool at_top = import.scope == f.first;
      if (!at_top && program_.symbol(import.scope).kind() != SymbolKind::kModule) continue;  // inside a function
      const SpaceId space = rust_module(file, import.scope);
      if (space == kNone) continue;
      if ((import.flags & parse::kWildcard) != 0) {
        rust_wildcards_[space].emplace_back(file, i);
      } else if (import.name != 0 || import.alias != 0 || program_.names.view(import.module).find("::") != std::string_view::npos) {
        const GlobalName bound = program_.find_name(bound_name(file, import));
        if (bound != kNone) rust_names_[{space, bound}].emplace_back(file, i);
      }
    }
  }
}

SpaceId Imports::rust_module(std::uint32_t file, GlobalId scope) const {
  for (GlobalId at = scope; at != kNone && at != program_.files[file].first; at = program_.symbol(at).container) {
    if (program_.symbol(at).kind() != SymbolKind::kModule) continue;
    const SpaceId space = spaces_.of_symbol(at);
    if (space != kNone) return space;
  }
  return spaces_.of_file(file);
}

/// A library of the tree, by the name that its Cargo.toml gives.
Found Imports::rust_crate(std::string_view name) const {
  Found f;
  const auto package = packages_.folders.find(fmt::format("cargo {}", name));
  if (package != packages_.folders.end()) {
    for (const std::string_view root : {"src/lib.rs", "lib.rs", "src/main.rs"}) {
      const auto path = join_path(package->second, root);
      const auto file = path ? paths_.exact(*path) : std::nullopt;
      if (!file) continue;
      f.space = spaces_.of_file(*file);
      f.how = How::kImport;
      return f;
    }
  }
  f.external = true;
  return f;
}

/// A name as it is understood in a module: what the module has, else a crate.
Found Imports::rust_name(SpaceId module, GlobalName name, RustWay& way) const {
  if (name == kNone) return Found{{}, {}, kNone, How::kUnresolved, true};
  Found f = rust_offered(module, name, way);
  return f.any() ? f : rust_crate(program_.names.view(name));
}

Found Imports::rust_name(SpaceId module, GlobalName name) const {
  RustWay way;
  return rust_name(module, name, way);
}

Found Imports::rust_offered(SpaceId module, GlobalName name, RustWay& way) const {
  Found f;
  if (module == kNone || name == kNone || ++way.steps > kMaxSteps || way.open.size() > kMaxOpen) return f;
  for (const GlobalId id : spaces_.members(module, name)) {
    if (program_.symbol(id).kind() != SymbolKind::kMacro) f.ids.push_back(id);  // macros are in scope as text is, see rust_macro()
  }
  if (std::find(way.open.begin(), way.open.end(), std::pair(module, name)) != way.open.end()) {
    if (f.any()) f.how = How::kImport;
    return f;  // mod spawn; use spawn::spawn: on the way to the second one, the first is meant
  }
  way.open.emplace_back(module, name);
  if (const auto named = rust_names_.find({module, name}); named != rust_names_.end()) {
    for (const auto& [file, i] : named->second) add(f, rust_target(file, program_.imports[i], way));
  }
  if (const auto all = rust_wildcards_.find(module); !f.any() && all != rust_wildcards_.end()) {
    for (const auto& [file, i] : all->second) {
      const Found from = rust_path(rust_module(file, program_.imports[i].scope), program_.names.view(program_.imports[i].module), way);
      add(f, rust_step(from, name, way));
    }
  }
  if (!f.any()) {
    if (const auto inner = spaces_.inner(module, program_.names.view(name))) f.space = *inner;
  }
  way.open.pop_back();
  if (f.any()) f.how = How::kImport;
  return f;
}

SpaceId Imports::rust_keyword(SpaceId module, std::string_view word) const {
  if (module == kNone) return kNone;
  if (word == "super") return spaces_.outer(module);
  if (word != "crate" && word != "$crate") return kNone;
  const std::string_view here = spaces_.name(module);
  return spaces_.find(here.substr(0, here.find('|') + 1)).value_or(kNone);
}

/// The space of what a path has led to, if it is a module.
SpaceId Imports::rust_space(const Found& at) const {
  for (const GlobalId id : at.ids) {
    if (const SpaceId space = spaces_.of_symbol(id); space != kNone) return space;
  }
  return at.space;
}

/// at::name
Found Imports::rust_step(const Found& at, GlobalName name, RustWay& way) const {
  if (at.external && !at.any()) return at;
  const SpaceId space = rust_space(at);
  if (space != kNone) return rust_offered(space, name, way);
  Found f;
  for (const GlobalId type : at.ids) {  // variants: use Kind::*
    for (const GlobalId id : program_.children(type, name)) f.ids.push_back(id);
  }
  if (f.any()) f.how = How::kImport;
  return f;
}

Found Imports::rust_path(SpaceId module, std::string_view path, RustWay& way) const {
  Found at;
  at.space = module;
  at.how = How::kImport;
  bool first = true;
  if (path.starts_with("::")) {  // ::name is a crate
    path.remove_prefix(2);
    at = rust_crate(next_part(path));
    first = false;
  }
  while (!path.empty() && (at.any() || at.external)) {
    const std::string_view part = next_part(path);
    if (const SpaceId space = rust_keyword(rust_space(at), part); space != kNone) {
      at.space = space;
      at.ids.clear();
    } else if (part != "self") {
      const GlobalName name = program_.find_name(part);
      at = first ? (name == kNone ? rust_crate(part) : rust_name(module, name, way)) : rust_step(at, name, way);
    }
    first = false;
  }
  return at;
}

Found Imports::rust_path(std::uint32_t file, const ProgramImport& import) const {
  RustWay way;
  return rust_path(rust_module(file, import.scope), program_.names.view(import.module), way);
}

Found Imports::rust_target(std::uint32_t file, const ProgramImport& import, RustWay& way) const {
  const SpaceId here = rust_module(file, import.scope);
  const std::string_view module = program_.names.view(import.module);
  Found f;
  if ((import.flags & parse::kSystem) != 0) {
    f = rust_crate(module);
  } else if (import.name == 0 || (import.flags & (parse::kNamespace | parse::kWildcard)) != 0) {
    f = rust_path(here, module, way);
  } else if (import.module == 0) {
    f = rust_name(here, import.name, way);
  } else {
    f = rust_step(rust_path(here, module, way), import.name, way);
  }
  if (f.any()) f.how = How::kImport;
  f.external = !f.any();
  return f;
}

Found Imports::rust_offered(SpaceId module, GlobalName name) const {
  RustWay way;
  return rust_offered(module, name, way);
}

/// What an import leads to: where that is a module of its own file, the file.
Found Imports::rust_target(std::uint32_t file, const ProgramImport& import) const {
  RustWay way;
  Found f = rust_target(file, import, way);
  if (f.ids.size() != 1) return f;
  if (const auto child = spaces_.file_of_module(f.ids[0])) {
    f.files.push_back(*child);
    f.ids.clear();
  }
  return f;
}

}  // namespace cg::ingest
