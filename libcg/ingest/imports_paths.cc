#include <fmt/format.h>

#include <algorithm>

#include "libcg/ingest/imports.h"

// Imports that name files: C's #include, Python's modules, and the languages whose require or import ends like a path.

namespace cg::ingest {
namespace {

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

Found Imports::include(std::string_view from, std::string_view spec, std::uint32_t flags) const {
  if ((flags & parse::kSystem) == 0) {
    const auto beside = join_path(folder_of(from), spec);
    if (beside) {
      if (const auto file = paths_.exact(*beside)) return file_found(*file);
    }
  }
  const auto in_one_of = [&](const std::vector<std::string>& folders) -> std::optional<std::uint32_t> {
    for (const std::string& folder : folders) {
      if (const auto place = join_path(folder, spec)) {
        if (const auto file = paths_.exact(*place)) return file;
      }
    }
    return std::nullopt;
  };
  if (const CompileUnit* unit = packages_.commands.unit(from)) {  // the compiler looks nowhere else
    if ((flags & parse::kSystem) == 0) {
      if (const auto file = in_one_of(unit->quote_folders)) return file_found(*file);
    }
    const auto file = in_one_of(unit->folders);
    return file ? file_found(*file) : outside();
  }
  if (const auto file = in_one_of(packages_.commands.all_folders())) return file_found(*file);
  // Otherwise the include path is unknown: a header is what ends like the spec, near to the includer first.
  std::string_view clean = spec;
  while (clean.starts_with("../") || clean.starts_with("./")) clean.remove_prefix(clean.find('/') + 1);
  if (const auto file = paths_.ending(clean, from)) return file_found(*file);
  return outside();
}

Found Imports::python(std::string_view from, std::string_view spec) const {
  std::size_t dots = 0;
  while (dots < spec.size() && spec[dots] == '.') ++dots;
  std::string tail(spec.substr(dots));
  std::replace(tail.begin(), tail.end(), '.', '/');
  const auto in = [&](const std::string& base) -> std::optional<std::uint32_t> {
    for (const std::string_view ending : {".py", "/__init__.py", ".pyi", "/__init__.pyi"}) {
      if (base.empty() && ending.front() == '/') {
        if (const auto file = paths_.exact(ending.substr(1))) return file;
        continue;
      }
      if (const auto file = paths_.exact(base + std::string(ending))) return file;
    }
    return std::nullopt;
  };
  if (dots > 0) {
    std::string_view folder = folder_of(from);
    for (std::size_t up = 1; up < dots; ++up) folder = folder_of(folder);
    const std::string base = tail.empty() ? std::string(folder) : folder.empty() ? tail : fmt::format("{}/{}", folder, tail);
    if (const auto file = in(base)) return file_found(*file);
    return outside();
  }
  // Absolute: from some folder above the importing file (src layouts, tests beside packages), nearest first. A top-level
  // module that only exists deep in another branch is not what the import means.
  for (std::string_view folder = folder_of(from);; folder = folder_of(folder)) {
    for (const std::string_view root : {"", "src", "lib", "python"}) {
      std::string base(folder);
      if (!root.empty()) base += (base.empty() ? "" : "/") + std::string(root);
      base += (base.empty() ? "" : "/") + tail;
      if (base == folder_of(from) && tail.empty()) continue;
      if (const auto file = in(base)) {
        // The nearest folder itself counts only for scripts: inside a package, `import x` is not the sibling x.
        const bool sibling = folder == folder_of(from) && root.empty() && tail.find('/') == std::string::npos &&
                             paths_.exact(fmt::format("{}{}__init__.py", folder, folder.empty() ? "" : "/"));
        if (!sibling) return file_found(*file);
      }
    }
    if (folder.empty()) break;
  }
  // The tree is the package itself: its modules import each other by its name.
  const std::string_view own = packages_.root_name;
  if (!own.empty() && (tail == own || tail.starts_with(fmt::format("{}/", own))) && paths_.exact("__init__.py")) {
    if (const auto file = in(tail == own ? std::string() : tail.substr(own.size() + 1))) return file_found(*file);
  }
  return outside();
}

Found Imports::path(std::string_view from, std::string_view spec, std::string_view language) const {
  const std::string_view ending = language == "ruby" ? ".rb" : language == "lua" ? ".lua" : language == "zig" ? ".zig" : "";
  std::string wanted(spec);
  if (language == "lua") std::replace(wanted.begin(), wanted.end(), '.', '/');
  if (!ending.empty() && !wanted.ends_with(ending)) wanted += ending;
  const auto beside = join_path(folder_of(from), wanted);
  if (beside) {
    if (const auto file = paths_.exact(*beside)) return file_found(*file);
  }
  while (wanted.starts_with("./") || wanted.starts_with("../")) wanted.erase(0, wanted.find('/') + 1);
  if (const auto file = paths_.ending(wanted, from)) return file_found(*file);
  if (language == "lua") {  // require "a.b" may be a/b/init.lua
    const std::string init = wanted.substr(0, wanted.size() - ending.size()) + "/init.lua";
    if (const auto file = paths_.ending(init, from)) return file_found(*file);
  }
  return outside();
}

}  // namespace cg::ingest
