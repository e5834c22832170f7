#include <fmt/format.h>

#include <algorithm>

#include "libcg/ingest/imports.h"

// Imports that name spaces: Go's folders, Rust's modules, and the languages whose files declare the package they are in.

namespace cg::ingest {
namespace {

Found space_found(SpaceId space) {
  Found f;
  f.space = space;
  f.how = How::kImport;
  return f;
}

Found outside() {
  Found f;
  f.external = true;
  return f;
}

}  // namespace

Found Imports::go(std::string_view from, std::string_view spec) const {
  // The longest module path that begins the import path; then the folder below its go.mod.
  for (std::string_view module = spec;; module = module.substr(0, module.rfind('/'))) {
    const auto known = packages_.folders.find(fmt::format("go {}", module));
    if (known != packages_.folders.end()) {
      const std::string_view rest = spec.size() > module.size() ? spec.substr(module.size() + 1) : std::string_view{};
      const std::string& root = known->second;
      const std::string folder = root.empty() ? std::string(rest) : rest.empty() ? root : fmt::format("{}/{}", root, rest);
      if (const auto space = spaces_.find(fmt::format("go/{}", folder))) return space_found(*space);
      return outside();
    }
    if (module.find('/') == std::string_view::npos) break;
  }
  (void)from;
  return outside();
}

/// A path such as crate::a::b, super::x, regex_syntax::hir, or one that begins with a module of this file.
Found Imports::rust(std::uint32_t file, std::string_view spec) const {
  const RustPlace place = rust_place(program_.files[file].path);
  const auto space_of = [&](const std::string& crate, const std::string& module) {
    return spaces_.find(module.empty() ? fmt::format("rust/{}|", crate) : fmt::format("rust/{}|.{}", crate, module));
  };
  std::string path = dotted(spec);
  const auto next = [&] {
    const std::size_t end = std::min(path.find('.'), path.size());
    std::string head = path.substr(0, end);
    path.erase(0, std::min(end + 1, path.size()));
    return head;
  };
  std::string crate = place.crate;
  std::string module = place.module;
  const std::string whole = path;
  std::string head = next();
  if (head == "crate" || head == "$crate") {
    module.clear();
  } else if (head == "self") {
  } else if (head == "super") {
    const auto up = [&] { module.erase(std::min(module.rfind('.'), module.size()) == std::string::npos || module.rfind('.') == std::string::npos ? 0 : module.rfind('.')); };
    up();
    while (path.starts_with("super")) {
      next();
      up();
    }
  } else {
    path = whole;
    const std::string below = module.empty() ? whole : fmt::format("{}.{}", module, whole);
    if (const auto space = space_of(crate, below)) return space_found(*space);
    head = next();
    const auto package = packages_.folders.find(fmt::format("cargo {}", head));
    if (package == packages_.folders.end()) {
      // Not a module and not a crate of this tree: perhaps a type of this module (use Kind::*), else another package.
      const SpaceId here = spaces_.of_file(file);
      Found f;
      for (const GlobalId id : spaces_.members(here, program_.find_name(head))) f.ids.push_back(id);
      if (!f.ids.empty() && path.empty()) {
        f.how = How::kImport;
        return f;
      }
      return outside();
    }
    crate = package->second;
    module.clear();
  }
  if (!path.empty()) module = module.empty() ? path : fmt::format("{}.{}", module, path);
  if (const auto space = space_of(crate, module)) return space_found(*space);
  // The last part may be a type: use crate::ast::Kind::*.
  const std::size_t dot = module.rfind('.');
  const std::string outer = dot == std::string::npos ? std::string{} : module.substr(0, dot);
  if (const auto space = space_of(crate, outer)) {
    Found f = offered(space_found(*space), program_.find_name(dot == std::string::npos ? module : module.substr(dot + 1)), 4);
    if (f.any()) return f;
  }
  return Found{};
}

Found Imports::package(std::uint32_t file, std::string_view spec) const {
  const SpaceId home = spaces_.of_file(file);
  if (home == kNone) return outside();
  const std::string_view world = spaces_.name(home);
  std::string name = dotted(spec);
  if (const auto space = spaces_.find(fmt::format("{}{}", world.substr(0, world.find('/') + 1), name))) return space_found(*space);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) {
    Found f;
    for (const GlobalId id : spaces_.members(home, program_.find_name(name))) f.ids.push_back(id);
    if (!f.ids.empty()) {
      f.how = How::kImport;
      return f;
    }
    return outside();
  }
  // a.b.C as the module: the class C of package a.b (static imports, use of a class, nested types).
  if (const auto space = spaces_.find(fmt::format("{}{}", world.substr(0, world.find('/') + 1), name.substr(0, dot)))) {
    Found f;
    for (const GlobalId id : spaces_.members(*space, program_.find_name(name.substr(dot + 1)))) f.ids.push_back(id);
    if (!f.ids.empty()) {
      f.how = How::kImport;
      return f;
    }
  }
  return outside();
}

}  // namespace cg::ingest
