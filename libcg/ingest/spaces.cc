#include "libcg/ingest/spaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

/// Languages whose packages mean the same packages.
std::string_view world_of(std::string_view language) {
  if (language == "java" || language == "kotlin" || language == "scala") return "jvm";
  if (language == "cpp") return "c";
  return language;
}

bool opens_space(SymbolKind kind) { return kind == SymbolKind::kNamespace || kind == SymbolKind::kModule; }

/// `function _G.f()` of Lua is global.
bool of_globals(const Program& program, const ProgramSymbol& s) {
  const ProgramExpr& owner = program.exprs[program.details[s.more].owner];
  return owner.op == parse::Op::kName && program.names.view(owner.name) == "_G";
}

/// The parts of an owner that is a path, from the outside: of `namespace a::b::c` a and b.
std::vector<GlobalName> parts_of(const Program& program, GlobalExpr owner) {
  constexpr std::size_t kMostParts = 64;
  std::vector<GlobalName> out;
  while (owner != kNone && out.size() < kMostParts) {
    const ProgramExpr& e = program.exprs[owner];
    if (e.op != parse::Op::kName && e.op != parse::Op::kMember) break;
    out.push_back(e.name);
    owner = e.op == parse::Op::kMember ? e.base : kNone;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

std::string dotted(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == ':' || name[i] == '\\' || name[i] == '/') {
      if (!out.empty() && out.back() != '.') out += '.';
    } else {
      out += name[i];
    }
  }
  return out;
}

SpaceId Spaces::intern(const std::string& name) { return names_.intern(name); }

SpaceId Spaces::enter(SpaceId around, std::string_view part) {
  const std::string_view outer = names_.view(around);
  return intern(outer.ends_with('/') ? fmt::format("{}{}", outer, part) : fmt::format("{}.{}", outer, part));
}

std::string Spaces::home(const Program& program, std::uint32_t file) const {
  const parse::LanguagePolicy& policy = parse::all_languages()[program.files[file].language];
  const std::string_view path = program.files[file].path;
  switch (policy.imports) {
    case parse::ImportStyle::kPython:
    case parse::ImportStyle::kScript: return {};
    case parse::ImportStyle::kGo: return fmt::format("go/{}", folder_of(path));
    case parse::ImportStyle::kRust: return rust_.home(file);
    case parse::ImportStyle::kPath:
      if (policy.name == "zig") return {};
      [[fallthrough]];
    default: return fmt::format("{}/", world_of(policy.name));
  }
}

Spaces::Spaces(const Program& program, const PathIndex& paths, std::pmr::memory_resource* memory)
    : program_(program), rust_(program, paths), members_(memory), ids_(memory) {
  members_.reserve(program.symbols.size());  // or what is copied as it grows is the peak of a build
  for (std::uint32_t f = 0; f < program.files.size(); ++f) {
    const ProgramFile& file = program.files[f];
    const parse::LanguagePolicy& policy = parse::all_languages()[file.language];
    if (!file.read) {
      of_file_.push_back(kNone);
      continue;
    }
    const std::string home_name = home(program, f);
    of_file_.push_back(home_name.empty() ? kNone : intern(home_name));
    const SpaceId home_space = of_file_.back();
    if (home_space == kNone) continue;
    const bool by_folder = policy.imports == parse::ImportStyle::kGo;
    const bool leaky = world_of(policy.name) == "c";  // enumerators and tags are seen outside what contains them
    const bool bare_members = policy.name == "haskell";  // constructors, fields and class methods are named like functions
    for (GlobalId id = file.first + 1; id < file.first + file.symbols; ++id) {
      const ProgramSymbol& s = program.symbols[id];
      GlobalId container = s.container;
      while (leaky && container != file.first && container != kNone &&
             (s.kind() == SymbolKind::kEnumMember || parse::is_class_like(s.kind()) ||
              (program.symbols[container].flags & parse::kAnonymous) != 0) &&
             parse::is_class_like(program.symbols[container].kind()) && (program.symbols[container].flags & parse::kScoped) == 0 &&
             (s.kind() == SymbolKind::kEnumMember ? program.symbols[container].kind() == SymbolKind::kEnum ||
                                                        policy.name == "c" || (program.symbols[container].flags & parse::kAnonymous) != 0
                                                  : policy.name == "c")) {
        container = program.symbols[container].container;
      }
      if (bare_members && container != kNone && container != file.first && parse::is_class_like(program.symbols[container].kind()) &&
          !program.symbols[container].adds_to_type()) {
        container = program.symbols[container].container;
      }
      SpaceId space = kNone;
      const bool apart = s.more != kNone && program.details[s.more].owner != kNone;
      if (apart && !opens_space(s.kind()) && (leaky || (policy.name == "lua" && !of_globals(program, s)))) {
        // A member written outside its class: the namespace around it does not have its name.
      } else if (container == file.first) {
        space = home_space;
      } else if (const auto known = of_symbol_.find(container); known != of_symbol_.end()) {
        space = known->second;
      }
      if (space == kNone) continue;
      if (opens_space(s.kind())) {
        if (apart) {  // `namespace a::b {` of C++ opens a too
          for (const GlobalName part : parts_of(program, program.details[s.more].owner)) space = enter(space, program.names.view(part));
        }
        const std::string name = dotted(program.names.view(s.name));
        const bool flat = by_folder;  // Go's package clause names the folder again
        const bool nameless = (s.flags & parse::kAnonymous) != 0;  // its names are those of the namespace around, in this file
        of_symbol_[id] = flat ? home_space : nameless ? space : enter(space, name);
        if (policy.imports == parse::ImportStyle::kPackage && s.kind() == SymbolKind::kModule) modules_[of_symbol_[id]].push_back(id);
      }
      if (s.own_name() != kNone) members_.push_back({space, s.name, id});
    }
  }
  std::sort(members_.begin(), members_.end());
  ids_.reserve(members_.size());
  for (const Member& m : members_) ids_.push_back(m.id);
}

SpaceId Spaces::of_symbol(GlobalId id) const {
  const auto known = of_symbol_.find(id);
  return known == of_symbol_.end() ? kNone : known->second;
}

std::optional<SpaceId> Spaces::inner(SpaceId space, std::string_view part) const {
  const std::string_view outer = names_.view(space);
  return names_.find(outer.ends_with('/') ? fmt::format("{}{}", outer, part) : fmt::format("{}.{}", outer, part));
}

std::span<const GlobalId> Spaces::modules(SpaceId space) const {
  const auto known = modules_.find(space);
  return known == modules_.end() ? std::span<const GlobalId>{} : std::span<const GlobalId>(known->second);
}

SpaceId Spaces::outer(SpaceId space) const {
  const std::string_view name = names_.view(space);
  const std::size_t dot = name.rfind('.');
  const std::size_t slash = name.rfind('/');
  if (dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash)) {
    return names_.find(name.substr(0, dot)).value_or(kNone);
  }
  if (slash != std::string_view::npos && slash + 1 < name.size()) return names_.find(name.substr(0, slash + 1)).value_or(kNone);
  return kNone;
}

std::span<const GlobalId> Spaces::members(SpaceId space, GlobalName name) const {
  if (space == kNone || name == kNone) return {};
  program_.asks_for(name);
  const auto from = std::lower_bound(members_.begin(), members_.end(), Member{space, name, 0});
  auto to = from;
  while (to != members_.end() && to->space == space && to->name == name) ++to;
  return {ids_.data() + (from - members_.begin()), static_cast<std::size_t>(to - from)};
}

}  // namespace cg::ingest
