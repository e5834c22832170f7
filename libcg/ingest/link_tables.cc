#include "libcg/ingest/link_tables.h"

#include <algorithm>
#include <map>

#include "libcg/parse/extraction.h"

// What must be known of the whole tree before its first site is linked: which classes are parts of one, and which members
// are written outside their class. Both are found with the Resolver itself, on tables that do not have them yet.

namespace cg::ingest {

LinkContext::LinkContext(const Program& program, const Packages& packages, const FileRows* includes, std::pmr::memory_resource* memory)
    : program_(program), packages_(packages), paths_(program), spaces_(program, paths_, memory),
      imports_(program, paths_, spaces_, packages_),
      tables_{program, paths_, spaces_, imports_} {
  for (const ProgramFile& file : program.files) tables_.platforms.push_back(file.read ? platform_of_path(file.path) : Platform{});
  name_imports();
  if (includes == nullptr) {
    follow_includes();
  } else {
    tables_.includes = *includes;
    tables_.included_by = includes->reversed();
  }
  join_parts();
  find_owners();
  find_library_extensions();
  find_go_interfaces();
}

void LinkContext::name_imports() {
  tables_.import_names.assign(program_.imports.size(), 0);
  for (std::uint32_t file = 0; file < program_.files.size(); ++file) {
    const ProgramFile& f = program_.files[file];
    for (std::uint32_t i = f.first_import; i < f.first_import + f.imports; ++i) {
      const std::string_view name = imports_.bound_name(file, program_.imports[i]);
      if (!name.empty()) tables_.import_names[i] = program_.find_name(name);
    }
  }
}

void LinkContext::follow_includes() {
  for (std::uint32_t file = 0; file < program_.files.size(); ++file) tables_.includes.add(included(file));
  tables_.included_by = tables_.includes.reversed();
}

std::vector<std::uint32_t> LinkContext::included(std::uint32_t file) const {
  std::vector<std::uint32_t> row;
  if (parse::all_languages()[program_.files[file].language].imports != parse::ImportStyle::kInclude) return row;
  for (const ProgramImport& i : program_.imports_of(file)) {
    const Found f = imports_.module(file, i);
    row.insert(row.end(), f.files.begin(), f.files.end());
  }
  const CompileUnit* unit = imports_.unit(file);
  for (std::size_t i = 0; unit != nullptr && i < unit->forced.size(); ++i) {
    if (const auto forced = paths_.exact(unit->forced[i])) row.push_back(*forced);
  }
  return row;
}

/// Interfaces of Go with their methods. One that embeds something unknown, or too much, is left out: what it asks for is not known.
void LinkContext::find_go_interfaces() {
  Resolver resolver(tables_);
  std::uint32_t current = kNone;
  constexpr std::size_t kMaxEmbedded = 64;
  for (GlobalId id = 0; id < program_.symbols.size(); ++id) {
    if (program_.symbol(id).kind() != SymbolKind::kInterface || program_.policy(id).imports != parse::ImportStyle::kGo) continue;
    const std::uint32_t file = program_.file_of(id);
    if (file != current) resolver.begin_file(file, {}, {}, {});
    current = file;
    LinkTables::GoInterface found{id, {}};
    std::vector<GlobalId> all{id};
    bool unknown = false;
    for (std::size_t i = 0; i < all.size() && all.size() < kMaxEmbedded; ++i) {
      for (const GlobalId member : program_.children(all[i])) {
        if (program_.symbol(member).kind() == SymbolKind::kMethod) found.methods.push_back(member);
      }
      for (const GlobalId base : resolver.bases_of(all[i], unknown)) {
        unknown = unknown || program_.symbol(base).kind() != SymbolKind::kInterface;
        if (std::find(all.begin(), all.end(), base) == all.end()) all.push_back(base);
      }
    }
    if (unknown || found.methods.empty() || all.size() >= kMaxEmbedded) continue;
    GlobalName least = kNone;
    for (const GlobalId method : found.methods) least = std::min(least, program_.symbol(method).name);
    tables_.go_interfaces[least].push_back(std::move(found));
  }
}

/// The one type of the tree that an extension adds to. A type parameter (impl<T: Show> Print for T) has been replaced by its
/// bound, which is not what the block is called.
GlobalId LinkContext::extended_type(Resolver& resolver, GlobalId extension) const {
  const SymbolDetail* d = program_.detail(extension);
  GlobalExpr at = d == nullptr ? kNone : d->type;
  constexpr int kMaxWrappers = 8;
  for (int i = 0; i < kMaxWrappers && at != kNone; ++i) {
    const ProgramExpr& e = program_.exprs[at];
    if (e.op == parse::Op::kUnion && e.args == 1) {
      at = program_.args[e.first_arg];
    } else if (e.op == parse::Op::kGeneric || e.op == parse::Op::kUnwrap || e.op == parse::Op::kInstance) {
      at = e.base;
    } else {
      break;
    }
  }
  if (at == kNone) return kNone;
  const ProgramExpr& head = program_.exprs[at];
  const bool named = head.op == parse::Op::kName || head.op == parse::Op::kMember;
  if (named && head.name != program_.symbol(extension).name) return kNone;
  GlobalId type = kNone;
  for (const GlobalId id : resolver.resolve(at).ids) {
    if (!parse::is_class_like(program_.symbol(id).kind()) || program_.symbol(id).adds_to_type()) continue;
    if (type != kNone) return kNone;
    type = id;
  }
  return type;
}

/// `declare module "./store" { interface Store { extra: string } }`: TypeScript adds the members to what that module exports.
bool LinkContext::is_augmentation(const ProgramSymbol& s) const {
  if (s.kind() != SymbolKind::kInterface || s.container == kNone || program_.symbol(s.container).kind() != SymbolKind::kModule) return false;
  return program_.policy(s.container).imports == parse::ImportStyle::kScript;
}

GlobalId LinkContext::augmented_type(std::uint32_t file, const ProgramSymbol& s) const {
  for (const std::uint32_t module : imports_.module(file, program_.names.view(program_.symbol(s.container).name), 0).files) {
    for (const GlobalId id : imports_.offered_by_file(module, s.name, 0).ids) {
      const SymbolKind kind = program_.symbol(id).kind();
      if (kind == SymbolKind::kInterface || kind == SymbolKind::kClass) return id;
    }
  }
  return kNone;
}

/// Partial and reopened classes: several definitions of one qualified name in one space, where the language has that.
/// Extensions (impl blocks, extension declarations) are parts of the type that they name.
void LinkContext::join_parts() {
  std::map<std::tuple<SpaceId, GlobalName, std::size_t>, GlobalId> first_of;
  Resolver resolver(tables_);
  std::uint32_t current = kNone;
  const auto join = [&](GlobalId part, GlobalId first) {
    if (part == first) return;
    const auto known = tables_.part_of.find(first);
    if (known != tables_.part_of.end()) first = known->second;
    tables_.part_of[part] = first;
    auto& parts = tables_.parts[first];
    if (parts.empty()) parts.push_back(first);
    parts.push_back(part);
  };
  for (GlobalId id = 0; id < program_.symbols.size(); ++id) {
    const ProgramSymbol& s = program_.symbol(id);
    if (!parse::is_class_like(s.kind()) || (s.flags & parse::kAnonymous) != 0) continue;
    const std::uint32_t file = program_.file_of(id);
    const parse::LanguagePolicy& policy = parse::all_languages()[program_.files[file].language];
    if (s.adds_to_type()) {
      if (file != current) resolver.begin_file(file, {}, {}, {});
      current = file;
      const GlobalId type = extended_type(resolver, id);
      if (type != kNone) join(id, type);
      continue;
    }
    if (is_augmentation(s)) {
      if (const GlobalId type = augmented_type(file, s); type != kNone) join(id, type);
      continue;
    }
    const bool partial = policy.name == "csharp" && (s.flags & parse::kExtension) != 0;  // Store and Store<T> are two classes
    if (policy.name != "ruby" && !partial) continue;
    const SpaceId space = s.container == program_.files[file].first ? spaces_.of_file(file) : spaces_.of_symbol(s.container);
    if (space == kNone) continue;
    const auto [known, fresh] = first_of.try_emplace({space, s.name, program_.files[file].language}, id);
    if (!fresh) join(id, known->second);
  }
}

/// Members written outside their class. Classes first: struct A::B must be known before a function A::B::f is looked at. What a
/// pass finds counts from the next pass on, so that the order of files means nothing.
void LinkContext::find_owners() {
  find_owners_of(true);
  find_owners_of(false);
}

void LinkContext::find_owners_of(bool classes) {
  Resolver resolver(tables_);
  std::uint32_t current = kNone;
  std::vector<std::pair<GlobalId, GlobalId>> found;
  for (GlobalId id = 0; id < program_.symbols.size(); ++id) {
    const SymbolDetail* d = program_.detail(id);
    if (d == nullptr || d->owner == kNone || parse::is_class_like(program_.symbol(id).kind()) != classes) continue;
    if (classes && program_.policy(id).imports != parse::ImportStyle::kInclude) continue;
    const std::uint32_t file = program_.file_of(id);
    if (file != current) resolver.begin_file(file, {}, {}, {});
    current = file;
    for (GlobalId type : resolver.resolve(d->owner).ids) {
      const SymbolKind kind = program_.symbol(type).kind();
      const bool holder = parse::is_class_like(kind) || kind == SymbolKind::kTypeAlias || kind == SymbolKind::kVariable ||
                          kind == SymbolKind::kFunction;
      if (!holder || type == id) continue;
      if (const auto first = tables_.part_of.find(type); first != tables_.part_of.end()) type = first->second;
      found.emplace_back(id, type);
      break;
    }
  }
  for (const auto& [id, type] : found) {
    tables_.member_of[id] = type;
    tables_.outside_members[type].push_back(id);
  }
  for (auto& [type, members] : tables_.outside_members) {
    std::sort(members.begin(), members.end(), [&](GlobalId a, GlobalId b) {
      return std::pair(program_.symbol(a).name, a) < std::pair(program_.symbol(b).name, b);
    });
  }
}

}  // namespace cg::ingest
