#include "libcg/ingest/rust_modules.h"

#include <fmt/format.h>

#include <algorithm>

namespace cg::ingest {
namespace {

constexpr int kMaxDepth = 64;  // modules in modules; a `mod` that leads back to its own file ends here

bool owns_its_folder(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == "mod.rs" || name == "lib.rs" || name == "main.rs";
}

}  // namespace

RustModules::RustModules(const Program& program, const PathIndex& paths) : program_(program), paths_(paths) {
  for (std::uint32_t file = 0; file < program.files.size(); ++file) {
    const ProgramFile& f = program.files[file];
    if (parse::all_languages()[f.language].imports != parse::ImportStyle::kRust) continue;
    for (GlobalId id = f.first + 1; id < f.first + f.symbols; ++id) {
      const ProgramSymbol& s = program.symbols[id];
      if (s.kind() != SymbolKind::kModule || (s.flags & parse::kDeclaration) == 0) continue;
      std::string below = fmt::format(".{}", program.names.view(s.name));
      for (GlobalId at = s.container; at != kNone && at != f.first; at = program.symbols[at].container) {
        if (program.symbols[at].kind() == SymbolKind::kModule) {
          below = fmt::format(".{}{}", program.names.view(program.symbols[at].name), below);
        }
      }
      const auto child = find(file, below);
      if (!child || *child == file) continue;
      file_of_.emplace(id, *child);
      places_.try_emplace(*child, Place{file, below});
    }
  }
}

/// In mod.rs and in the root of a crate modules lie beside the file, elsewhere in a folder called like the file.
std::optional<std::uint32_t> RustModules::find(std::uint32_t from, const std::string& below) const {
  const std::string_view path = program_.files[from].path;
  std::string relative = below.substr(1);
  std::replace(relative.begin(), relative.end(), '.', '/');
  std::vector<std::string> folders;
  if (!owns_its_folder(path)) folders.emplace_back(path.substr(0, path.rfind(".rs")));
  folders.emplace_back(folder_of(path));
  for (const std::string& folder : folders) {
    const std::string base = folder.empty() ? relative : fmt::format("{}/{}", folder, relative);
    for (const std::string_view ending : {".rs", "/mod.rs"}) {
      if (const auto file = paths_.exact(base + std::string(ending))) return file;
    }
  }
  return std::nullopt;
}

std::string RustModules::home(std::uint32_t file) const {
  std::string path;
  for (int depth = 0; depth < kMaxDepth; ++depth) {
    const auto place = places_.find(file);
    if (place == places_.end()) break;
    path = place->second.path + path;
    file = place->second.parent;
  }
  const std::string_view root = program_.files[file].path;
  return fmt::format("rust/{}|{}", root.substr(0, root.rfind(".rs")), path);
}

std::optional<std::uint32_t> RustModules::file_of(GlobalId module) const {
  const auto known = file_of_.find(module);
  if (known == file_of_.end()) return std::nullopt;
  return known->second;
}

}  // namespace cg::ingest
