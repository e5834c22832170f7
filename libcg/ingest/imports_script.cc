#include <fmt/format.h>

#include <algorithm>

#include "libcg/ingest/imports.h"

// Modules of JavaScript and TypeScript, as ECMAScript's module records (ResolveExport), Node.js and tsc resolve them. A name that
// a module offers is a declaration that it exports, a local name or import that it exports under this name, or comes through its
// `export *`. CommonJS is read into the same facts: module.exports is the default export, its properties are the names.

namespace cg::ingest {
namespace {

constexpr std::size_t kMaxSteps = 256;  // modules and names asked on the way to one name: cycles and walls of barrels end here

Found file_found(std::uint32_t file) {
  Found f;
  f.files.push_back(file);
  f.how = How::kImport;
  return f;
}

Found outside() {
  Found f;
  f.external = true;
  return f;
}

}  // namespace

/// The way to a name: what has been asked already is not asked again.
struct Imports::ScriptWay {
  std::vector<std::pair<std::uint32_t, GlobalName>> asked;
  bool enter(std::uint32_t file, GlobalName name) {
    const std::pair step(file, name);
    if (asked.size() >= kMaxSteps || std::find(asked.begin(), asked.end(), step) != asked.end()) return false;
    asked.push_back(step);
    return true;
  }
};

Found Imports::script_target(std::uint32_t file, const ProgramImport& import) const {
  ScriptWay way;
  return script_import(file, import, way);
}

Found Imports::script_offered(std::uint32_t file, GlobalName name) const {
  ScriptWay way;
  Found f = script_name(file, name, false, way);
  return f.any() || name == kNone ? f : script_ambient(file, name);
}

/// What nothing exports can still be meant: ambient declarations and scripts export all they have.
Found Imports::script_ambient(std::uint32_t file, GlobalName name) const {
  Found f;
  if (exports_.exports_any(file)) return f;
  for (const GlobalId id : program_.children(program_.files[file].first, name)) f.ids.push_back(id);
  if (f.any()) f.how = How::kImport;
  return f;
}

Found Imports::script_default(std::uint32_t file) const {
  ScriptWay way;
  return script_name(file, exports_.default_name(), false, way);
}

Found Imports::script_import(std::uint32_t file, const ProgramImport& import, ScriptWay& way) const {
  if (import.module == 0) return script_local(file, import.name, way);
  Found m = module(file, import);
  m.how = How::kImport;
  if (m.files.empty() || import.name == 0 || (import.flags & (parse::kNamespace | parse::kWildcard)) != 0) return m;
  Found f = script_name(m.files[0], (import.flags & parse::kDefault) != 0 ? exports_.default_name() : import.name, false, way);
  if (f.any() || f.external) return f;
  const bool whole = (import.flags & parse::kDefault) != 0 || import.name == exports_.default_name();
  return whole ? m : script_ambient(m.files[0], import.name);
}

/// A name at the top of a file: a declaration or what an import binds.
Found Imports::script_local(std::uint32_t file, GlobalName name, ScriptWay& way) const {
  Found f;
  f.how = How::kScope;
  for (const GlobalId id : program_.children(program_.files[file].first, name)) f.ids.push_back(id);
  if (!f.ids.empty()) return f;
  for (const std::uint32_t id : exports_.bound(file, name)) return script_import(file, program_.imports[id], way);
  return f;
}

/// ResolveExport. `starred`: asked for through `export *`, which leaves out the default.
Found Imports::script_name(std::uint32_t file, GlobalName name, bool starred, ScriptWay& way) const {
  Found f;
  if (name == kNone || !way.enter(file, name)) return f;
  f.how = How::kImport;
  const bool is_default = name == exports_.default_name();
  if (is_default && starred) return f;
  if (is_default) f.ids.assign(exports_.defaults(file).begin(), exports_.defaults(file).end());
  if (f.ids.empty()) {
    for (const std::uint32_t id : exports_.named(file, name)) {
      Found exported = script_import(file, program_.imports[id], way);
      if (exported.any() || exported.external) return exported;
    }
  }
  if (f.ids.empty() && !is_default) {
    for (const GlobalId id : program_.children(program_.files[file].first, name)) {
      if ((program_.symbol(id).flags & parse::kExported) != 0) f.ids.push_back(id);
    }
  }
  if (!f.ids.empty()) return f;
  bool external = false;
  for (const std::uint32_t id : exports_.wildcards(file)) {
    const Found m = module(file, program_.imports[id]);
    external = external || m.external;
    for (const std::uint32_t next : m.files) {
      Found through = script_name(next, name, true, way);
      if (through.any()) return through;
      external = external || through.external;
    }
  }
  if (!is_default) {  // module.exports = { name() {} }
    for (const GlobalId whole : exports_.defaults(file)) {
      for (const GlobalId id : program_.children(whole, name)) f.ids.push_back(id);
    }
  }
  f.external = f.ids.empty() && external;
  return f;
}

std::optional<std::uint32_t> Imports::script_file(const std::string& base) const {
  if (const auto file = paths_.exact(base)) return file;
  static constexpr std::string_view kEndings[] = {".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".d.ts"};
  for (const std::string_view ending : kEndings) {
    if (const auto file = paths_.exact(base + std::string(ending))) return file;
  }
  // TypeScript sources are imported under the name of what they compile to.
  for (const auto& [out, in] : {std::pair<std::string_view, std::string_view>{".js", ".ts"}, {".js", ".tsx"}, {".jsx", ".tsx"},
                                {".mjs", ".mts"}, {".cjs", ".cts"}, {".js", ".d.ts"}}) {
    if (!base.ends_with(out)) continue;
    if (const auto file = paths_.exact(base.substr(0, base.size() - out.size()) + std::string(in))) return file;
  }
  for (const std::string_view ending : kEndings) {
    if (const auto file = paths_.exact(fmt::format("{}{}index{}", base, base.empty() ? "" : "/", ending))) return file;
  }
  return std::nullopt;
}

/// The first target that is there, or whose source is.
std::optional<std::uint32_t> Imports::script_alias(const std::vector<PathAlias>& aliases, std::string_view spec,
                                                   std::string_view folder) const {
  const std::vector<std::string> targets = alias_targets(aliases, spec);
  for (const std::string& target : targets) {
    if (const auto file = script_file(target)) return file;
  }
  for (const std::string& target : targets) {
    for (const std::string& place : source_places(folder, target)) {
      if (const auto file = script_file(place)) return file;
    }
  }
  return std::nullopt;
}

/// A folder as a module: its package.json first, then its index.
std::optional<std::uint32_t> Imports::script_folder(const std::string& folder) const {
  if (const auto known = packages_.scripts.exports.find(folder); known != packages_.scripts.exports.end()) {
    if (const auto file = script_alias(known->second, ".", folder)) return file;
  }
  return script_file(folder);
}

std::optional<std::uint32_t> Imports::script_package(std::string_view spec) const {
  // The longest name of a package of this tree that begins the spec; then the source that its path names.
  for (std::string_view name = spec;; name = name.substr(0, name.rfind('/'))) {
    const auto package = packages_.folders.find(fmt::format("npm {}", name));
    if (package != packages_.folders.end()) {
      const std::string_view rest = spec.substr(name.size());  // empty, or with its slash
      const std::string& folder = package->second;
      if (const auto known = packages_.scripts.exports.find(folder); known != packages_.scripts.exports.end()) {
        if (const auto file = script_alias(known->second, fmt::format(".{}", rest), folder)) return file;
      }
      for (const std::string_view root : {"", "/src", "/lib", "/source"}) {
        std::string base = fmt::format("{}{}{}", folder, root, rest);
        if (base.starts_with('/')) base.erase(0, 1);
        if (const auto file = script_file(base)) return file;
      }
      return std::nullopt;
    }
    if (name.find('/') == std::string_view::npos) return std::nullopt;
  }
}

Found Imports::script(std::string_view from, std::string_view spec) const {
  if (spec.empty()) return outside();
  if (spec.front() == '.') {
    const auto base = join_path(folder_of(from), spec);
    const bool folder = spec.ends_with('/') || spec == "." || spec == ".." || spec.ends_with("/..") || spec.ends_with("/.");
    if (!base) return outside();
    const auto file = folder ? script_folder(*base) : script_file(*base);
    if (file) return file_found(*file);
    if (const auto inside = script_folder(*base)) return file_found(*inside);
    return outside();
  }
  const bool internal = spec.front() == '#';
  const auto& nearest = internal ? packages_.scripts.imports : packages_.scripts.paths;
  for (std::string_view folder = folder_of(from); !nearest.empty(); folder = folder_of(folder)) {
    if (const auto known = nearest.find(std::string(folder)); known != nearest.end()) {
      if (const auto file = script_alias(known->second, spec, folder)) return file_found(*file);
    }
    if (folder.empty()) break;
  }
  if (const auto file = script_package(spec)) return file_found(*file);
  if (!spec.starts_with("@/") && !spec.starts_with("~/")) return outside();
  for (std::string_view folder = folder_of(from);; folder = folder_of(folder)) {  // bundlers' usual aliases of a source folder
    for (const std::string_view root : {"src/", "", "app/"}) {
      const std::string_view slash = folder.empty() ? "" : "/";
      if (const auto file = script_file(fmt::format("{}{}{}{}", folder, slash, root, spec.substr(2)))) return file_found(*file);
    }
    if (folder.empty()) return outside();
  }
}

}  // namespace cg::ingest
