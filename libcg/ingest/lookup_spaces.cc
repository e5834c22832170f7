#include <algorithm>

#include "libcg/ingest/resolver.h"
#include "libcg/parse/extraction.h"

// Names of the namespaces and packages that a file opens.

namespace cg::ingest {

/// What other files put into the namespace or package that `container` opens.
bool Resolver::lookup_in_space(GlobalId container, GlobalName name, Found& out) {
  const SpaceId space = t_.spaces.of_symbol(container);
  if (space == kNone) return false;
  for (const GlobalId id : t_.spaces.members(space, name)) out.ids.push_back(id);
  if (out.ids.empty()) return false;
  out.how = How::kScope;
  return true;
}

/// Whether a program that reads `file` may have read what is defined on the top level of another: a function of a script of Ruby, such as
/// a benchmark, is there for those who require it and for what lies beside it, and the files of rake are read together. What is in lib is
/// made to be loaded: a test has it by way of its helper, and whom others require is not followed here, as it would have to be on updates.
bool Resolver::loaded_with(std::uint32_t file, GlobalId id) const {
  const std::uint32_t other = p_.file_of(id);
  if (other == file || p_.policy(id).name != "ruby" || !parse::is_function_like(p_.symbol(id).kind())) return true;
  const std::string_view here = p_.files[file].path;
  const std::string_view there = p_.files[other].path;
  if (here.substr(0, here.find('/') + 1) == there.substr(0, there.find('/') + 1)) return true;
  if (there.starts_with("lib/") || there.find("/lib/") != std::string_view::npos) return true;
  const auto of_rake = [](std::string_view path) { return path.ends_with(".rake") || path.ends_with("Rakefile"); };
  if (of_rake(here) && of_rake(there)) return true;
  for (const ProgramImport& import : p_.imports_of(file)) {
    const Found f = t_.imports.module(file, import);
    if (std::find(f.files.begin(), f.files.end(), other) != f.files.end()) return true;
  }
  return false;
}

/// `namespace A.B.C {` of C# and C++ stands inside A.B and A, too: what these have is seen from it.
bool Resolver::lookup_in_outer_spaces(GlobalId container, GlobalName name, Found& out) {
  const std::string_view language = p_.policy(container).name;
  if (language != "csharp" && language != "cpp") return false;
  const SpaceId space = t_.spaces.of_symbol(container);
  if (space == kNone) return false;
  std::string_view path = t_.spaces.name(space);
  for (std::size_t dot = path.rfind('.'); dot != std::string_view::npos; dot = path.rfind('.')) {
    path = path.substr(0, dot);
    const auto outer = t_.spaces.find(path);
    if (!outer) continue;
    for (const GlobalId id : t_.spaces.members(*outer, name)) {
      if (language != "cpp" || !file_local(id) || p_.file_of(id) == p_.file_of(container)) out.ids.push_back(id);
    }
    if (out.ids.empty()) continue;
    out.how = How::kScope;
    return true;
  }
  return false;
}

}  // namespace cg::ingest
