#include <fmt/format.h>

#include <algorithm>

#include "libcg/ingest/imports.h"

// Imports that name spaces: Go's folders, and the languages whose files declare the package they are in.

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

Found Imports::package(std::uint32_t file, std::string_view spec) const {
  const SpaceId home = spaces_.of_file(file);
  if (home == kNone) return outside();
  const std::string_view world = spaces_.name(home);
  // Asked for every import at every name that may come from one: the world's name with the package's behind it, made once.
  const std::string_view around = world.substr(0, world.find('/') + 1);
  std::string whole(around);
  whole += dotted(spec);
  if (whole.ends_with(".Companion")) whole.resize(whole.size() - std::string_view(".Companion").size());  // Kotlin: members of the class
  if (const auto space = spaces_.find(whole)) return space_found(*space);
  const std::string_view name = std::string_view(whole).substr(around.size());
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
  if (const auto space = spaces_.find(std::string_view(whole).substr(0, around.size() + dot))) {
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
