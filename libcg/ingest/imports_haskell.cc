#include <algorithm>

#include "libcg/ingest/imports.h"

// Haskell. A module has in scope, all by their bare names, what it defines (constructors, fields and class methods with it) and
// what its imports let in; it offers what it defines and what its export list takes over from others.

namespace cg::ingest {
namespace {

constexpr int kMaxDepth = 16;  // exports of exports; modules that take over each other end here

void add(Found& into, const Found& other) {
  for (const GlobalId id : other.ids) {
    if (std::find(into.ids.begin(), into.ids.end(), id) == into.ids.end()) into.ids.push_back(id);
  }
}

}  // namespace

SpaceId Imports::haskell_module(std::uint32_t file) const {
  for (const GlobalId id : program_.children(program_.files[file].first)) {
    if (program_.symbol(id).kind() == SymbolKind::kModule) return spaces_.of_symbol(id);
  }
  return spaces_.of_file(file);
}

Found Imports::haskell_offered(SpaceId module, GlobalName name, int depth) const {
  Found f;
  if (module == kNone || name == kNone || depth > kMaxDepth) return f;
  for (const GlobalId id : spaces_.members(module, name)) f.ids.push_back(id);
  for (const GlobalId header : spaces_.modules(module)) {
    if (f.any()) break;
    const std::uint32_t file = program_.file_of(header);
    for (const ProgramImport& i : program_.imports_of(file)) {
      if ((i.flags & parse::kReexport) == 0) continue;
      if ((i.flags & parse::kWildcard) != 0) {
        add(f, haskell_offered(package(file, program_.names.view(i.module)).space, name, depth + 1));
      } else if (i.name == name) {
        add(f, haskell_in_scope(file, name, depth + 1));
      }
    }
  }
  if (f.any()) f.how = How::kImport;
  return f;
}

Found Imports::haskell_in_scope(std::uint32_t file, GlobalName name, int depth) const {
  Found f;
  if (name == kNone || depth > kMaxDepth) return f;
  for (const GlobalId id : spaces_.members(haskell_module(file), name)) {
    if (program_.file_of(id) == file) f.ids.push_back(id);
  }
  if (f.any()) {
    f.how = How::kScope;
    return f;
  }
  for (const ProgramImport& i : program_.imports_of(file)) {
    if (i.module == 0 || (i.flags & parse::kReexport) != 0 || (i.flags & parse::kNamespace) != 0) continue;
    const SpaceId module = package(file, program_.names.view(i.module)).space;
    if (module == kNone) continue;
    if ((i.flags & parse::kWildcard) != 0 || i.name == name) {
      add(f, haskell_offered(module, name, depth + 1));
      continue;
    }
    for (const GlobalId type : spaces_.members(module, i.name)) {  // import M (Type (..)): with what belongs to it
      for (const GlobalId id : program_.children(type, name)) f.ids.push_back(id);
    }
  }
  if (f.any()) f.how = How::kImport;
  return f;
}

/// Q.name, where Q is what imports call their module here; nothing if no import does.
std::optional<Found> Imports::haskell_qualified(std::uint32_t file, GlobalName qualifier, GlobalName name) const {
  Found f;
  bool known = false;
  for (const ProgramImport& i : program_.imports_of(file)) {
    if (i.module == 0 || (i.alias != 0 ? i.alias : i.module) != qualifier) continue;
    known = true;
    add(f, haskell_offered(package(file, program_.names.view(i.module)).space, name, 0));
  }
  if (!known) {
    const SpaceId own = haskell_module(file);
    const auto modules = spaces_.modules(own);
    if (modules.empty() || program_.symbol(modules[0]).name != qualifier) return std::nullopt;
    add(f, haskell_in_scope(file, name, 0));
  }
  f.how = f.any() ? How::kImport : How::kUnresolved;
  f.external = !f.any();
  return f;
}

}  // namespace cg::ingest
