// The resolver finds everything by name: definitions of a name, members of a name, what a name's import leads to. From the names
// that a file has it comes to symbols, by their types and values to other names, and so on. So a file's links can only change
// if one of these names leads elsewhere, and instead of noting for each file which names it came by (a record for every
// file, to be kept and read), the way is gone backwards: from names that changed to the names of symbols that mention them,
// until there are no more; files that have one of these are linked again. It is a superset: that two things have one name is not that they
// are one thing.
//
// What is not found by name must be said here:
//   - a container asked for all that it has (constructors, interfaces with one method): meaning_change.cc adds the container's name
//   - words that the resolver asks for by itself: asked_words.h
//   - modules, namespaces, wildcard imports, default exports: all files are linked
//   - that a file comes or goes: moved_files.cc
//   - what a file of C sees through its includes: follow_includes()
//   - whether a name exists in the tree at all: mark_appeared()
// An expression in a class is looked up in that class and its bases, so containers count as mentioned; not in C, whose structs
// are no scopes.
#include "libcg/ingest/name_closure.h"

#include <algorithm>

#include "libcg/base/hash.h"
#include "libcg/ingest/asked_words.h"
#include "libcg/ingest/file_reach.h"
#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

constexpr std::size_t kFilterSlots = 1U << 16U;

std::uint32_t hash_of(std::string_view name) { return static_cast<std::uint32_t>(hash64(name)); }

bool is_compound(std::string_view name) { return name.find_first_of("./:\\") != std::string_view::npos; }

/// All files that can be reached from some.
std::vector<char> reached(const FileRows& steps, std::vector<std::uint32_t> open, std::size_t& count) {
  std::vector<char> seen(steps.size(), 0);
  count = 0;
  for (const std::uint32_t file : open) seen[file] = 1;
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    ++count;
    for (const std::uint32_t next : steps[at]) {
      if (seen[next] != 0) continue;
      seen[next] = 1;
      open.push_back(next);
    }
  }
  return seen;
}

}  // namespace

std::vector<std::uint32_t> asked_names(std::size_t language, const parse::Facts& facts) {
  std::vector<char> skipped(facts.names.size(), 0);
  skipped[0] = 1;
  for (const parse::Import& i : facts.imports) {
    if (is_include(language, i)) skipped[i.module] = 1;
  }
  const bool parts = has_named_module(language);
  std::vector<std::uint32_t> out;
  out.reserve(facts.names.size());
  for (std::size_t i = 0; i < facts.names.size(); ++i) {
    if (skipped[i] != 0) continue;
    out.push_back(hash_of(facts.names[i]));
    if (!parts || !is_compound(facts.names[i])) continue;
    for (const std::string_view part : name_parts(facts.names[i])) out.push_back(hash_of(part));
  }
  return out;
}

NameClosure::NameClosure(const Program& program, const LinkTables& tables, std::vector<ChangedMeaning> changes)
    : p_(program), t_(tables), changes_(std::move(changes)), names_(program.names.size(), 0), symbols_(program.symbols.size(), 0),
      exprs_(program.exprs.size(), 0), reach_(program.files.size(), 0) {
  begin();
  while (bounded_ && carry_on()) {
  }
  if (bounded_) follow_includes();
  if (bounded_) collect_hashes();
}

void NameClosure::begin() {
  for (const ChangedMeaning& c : changes_) {
    bounded_ = bounded_ && !c.change->unbounded;
    for (const std::string& name : c.change->names) mark(name);
  }
  mark_appeared();
  mark_owners();
  for (std::uint32_t file = 0; file < p_.files.size(); ++file) {
    if (!has_named_module(p_.files[file].language)) continue;
    for (const ProgramImport& i : p_.imports_of(file)) {
      const std::string_view module = p_.names.view(i.module);
      if (is_include(p_.files[file].language, i) || !is_compound(module)) continue;
      auto& parts = compounds_.emplace_back(i.module, std::vector<GlobalName>()).second;
      for (const std::string_view part : name_parts(module)) {
        if (const GlobalName known = p_.find_name(part); known != kNone) parts.push_back(known);
      }
    }
  }
}

void NameClosure::mark(std::string_view name) {
  hashes_.push_back(hash_of(name));
  if (const GlobalName known = p_.find_name(name); known != kNone) names_[known] = 1;
}

/// Names that changed files alone mention: for others it is new that there is such a name, or that there is none.
void NameClosure::mark_appeared() {
  std::vector<char> elsewhere(p_.names.size(), 0);
  const Program empty;
  for (GlobalName name = 0; name < empty.names.size(); ++name) elsewhere[name] = 1;  // words that are known by themselves
  std::vector<char> is_changed(p_.files.size(), 0);
  for (const ChangedMeaning& c : changes_) is_changed[c.file] = 1;
  for (std::uint32_t file = 0; file < p_.files.size(); ++file) {
    if (is_changed[file] != 0) continue;
    const ProgramFile& f = p_.files[file];
    for (GlobalId id = f.first; id < f.first + f.symbols; ++id) elsewhere[p_.symbols[id].name] = 1;
    for (const ProgramImport& i : p_.imports_of(file)) {
      for (const GlobalName name : {i.module, i.name, i.alias}) elsewhere[name] = 1;
    }
  }
  for (const ProgramExpr& e : p_.exprs) {
    if (!parse::has_number(e.op) && is_changed[p_.file_of(e.scope)] == 0) elsewhere[e.name] = 1;
  }
  for (const ChangedMeaning& c : changes_) {
    for (const std::string& name : c.change->appeared) {
      const GlobalName known = p_.find_name(name);
      if (known == kNone || elsewhere[known] == 0) mark(name);
    }
  }
}

/// Whether a value or an alias has members written outside of it decides what it is; of a class it does not.
void NameClosure::mark_owners() {
  for (const ChangedMeaning& c : changes_) {
    for (const std::string& name : c.change->owners) {
      const auto all = p_.named(p_.find_name(name));
      if (std::any_of(all.begin(), all.end(), [&](GlobalId id) { return !parse::is_class_like(p_.symbol(id).kind()); })) mark(name);
    }
  }
}

bool NameClosure::set(GlobalName name) {
  if (name == kNone || name == 0 || names_[name] != 0) return false;
  names_[name] = 1;
  return true;
}

bool NameClosure::carry_on() {
  bool more = false;
  for (const auto& [whole, parts] : compounds_) {
    if (std::any_of(parts.begin(), parts.end(), [&](GlobalName part) { return names_[part] != 0; })) more = set(whole) || more;
  }
  carry_on_exprs();
  more = carry_on_symbols() || more;
  more = carry_on_imports() || more;
  return more;
}

/// Parts of an expression come before it.
void NameClosure::carry_on_exprs() {
  for (std::size_t id = 0; id < p_.exprs.size(); ++id) {
    if (exprs_[id] != 0) continue;
    const ProgramExpr& e = p_.exprs[id];
    bool mentions = !parse::has_number(e.op) && names_[e.name] != 0;
    if (e.op == parse::Op::kSymbol) {
      mentions = mentions || (e.base != kNone && (symbols_[e.base] != 0 || names_[p_.symbols[e.base].name] != 0));
    } else {
      mentions = mentions || (e.base != kNone && exprs_[e.base] != 0);
    }
    for (std::uint32_t i = 0; !mentions && i < e.args; ++i) {
      const GlobalExpr arg = p_.args[e.first_arg + i];
      mentions = arg != kNone && exprs_[arg] != 0;
    }
    // `symbols_` of a scope says it of all around, too; in C it does not.
    exprs_[id] = mentions || symbols_[e.scope] != 0 ? 1 : 0;
  }
}

/// Whether a file comes: who imports its default export has that by an import which led elsewhere before.
bool NameClosure::moves(const ProgramFile& file) const {
  const auto number = static_cast<std::uint32_t>(&file - p_.files.data());
  return std::any_of(changes_.begin(), changes_.end(), [&](const ChangedMeaning& c) { return c.file == number && c.change->moves; });
}

bool NameClosure::carry_on_symbols() {
  bool more = false;
  const auto mentions = [&](GlobalExpr e) { return e != kNone && exprs_[e] != 0; };
  for (const ProgramFile& f : p_.files) {
    const std::string_view language = parse::all_languages()[f.language].name;
    const bool scopes = language != "c";
    for (GlobalId id = f.first; id < f.first + f.symbols; ++id) {
      const ProgramSymbol& s = p_.symbols[id];
      if (s.kind() == SymbolKind::kFile) continue;
      const bool anonymous = (s.flags & parse::kAnonymous) != 0;
      bool concerned = symbols_[id] != 0 || (!anonymous && names_[s.name] != 0) || (scopes && s.container != kNone && symbols_[s.container] != 0);
      if (const SymbolDetail* d = concerned ? nullptr : p_.detail(id); d != nullptr) {
        concerned = mentions(d->owner) || mentions(d->type) || mentions(d->value);
        for (std::uint32_t i = 0; !concerned && i < d->params; ++i) concerned = mentions(p_.params[d->first_param + i]);
      }
      if (!concerned) {
        for (const ProgramBase& base : p_.bases(id)) concerned = concerned || mentions(base.base);
      }
      if (!concerned) continue;
      if (language == "go" && s.kind() == SymbolKind::kInterface) bounded_ = false;  // asked for by its methods, see overrides.h
      if (((s.flags & parse::kDefaultExport) != 0 && !moves(f)) || is_asked_word(p_.names.view(s.name), language)) bounded_ = false;
      if (!anonymous) more = set(s.name) || more;
      if (scopes && s.kind() != SymbolKind::kNamespace && symbols_[id] == 0) {
        symbols_[id] = 1;
        more = true;
      }
    }
  }
  return more;
}

/// What is imported under another name leads elsewhere under that name, too.
bool NameClosure::carry_on_imports() {
  bool more = false;
  for (std::uint32_t file = 0; file < p_.files.size(); ++file) {
    const bool named_module = has_named_module(p_.files[file].language);
    for (const ProgramImport& i : p_.imports_of(file)) {
      if (is_include(p_.files[file].language, i)) continue;
      const bool by_module = named_module && i.module != 0 && names_[i.module] != 0;
      const bool by_name = i.name != 0 && names_[i.name] != 0;
      if (!by_module && !by_name) continue;
      if ((i.flags & (parse::kWildcard | parse::kDefault)) != 0) bounded_ = false;
      if (i.name != 0) more = set(i.name) || more;
      if (i.alias != 0) more = set(i.alias) || more;
      if (i.name != 0 || i.alias != 0) continue;
      const std::vector<std::string_view> parts = name_parts(p_.names.view(i.module));
      if (parts.empty()) continue;
      for (const std::string_view bound : {parts.front(), parts.back()}) more = set(p_.find_name(bound)) || more;
    }
  }
  return more;
}

/// Another set of files that the file at hand has read decides which of several definitions it means (lookup.cc:
/// reachable(), may_have_read()). That is so for whoever includes a changed file, and for all that they include.
void NameClosure::follow_includes() {
  const auto changes = std::count_if(changes_.begin(), changes_.end(), [](const ChangedMeaning& c) { return c.change->includes; });
  for (const ChangedMeaning& c : changes_) {
    if (!c.change->includes) continue;
    std::vector<std::uint32_t> before;
    for (std::size_t i = 0; i < c.change->included.size(); ++i) {
      const Found f = t_.imports.module(c.file, c.change->included[i], c.change->included_flags[i]);
      before.insert(before.end(), f.files.begin(), f.files.end());
    }
    const auto row = t_.includes[c.file];
    const std::vector<std::uint32_t> now(row.begin(), row.end());
    std::size_t count = 0;
    const std::vector<char> old_reach = reached(t_.includes, before, count);
    const std::vector<char> new_reach = reached(t_.includes, now, count);
    // What was reached before is only known where nothing else on the way has changed.
    if (changes == 1 && old_reach == new_reach && old_reach[c.file] == 0) continue;
    const std::vector<char> above = reached(t_.included_by, {c.file}, count);
    std::vector<std::uint32_t> from(before);
    for (std::uint32_t file = 0; file < above.size(); ++file) {
      if (above[file] != 0) from.push_back(file);
    }
    const std::vector<char> below = reached(t_.includes, from, count);
    bounded_ = count < kMaxReach;
    if (!bounded_) return;
    for (std::uint32_t file = 0; file < below.size(); ++file) reach_[file] |= below[file];
  }
}

void NameClosure::collect_hashes() {
  for (GlobalName name = 0; name < names_.size(); ++name) {
    if (names_[name] != 0) hashes_.push_back(hash_of(p_.names.view(name)));
  }
  std::sort(hashes_.begin(), hashes_.end());
  filter_.assign(kFilterSlots, 0);
  for (const std::uint32_t hash : hashes_) filter_[hash % kFilterSlots] = 1;
}

bool NameClosure::concerns(std::uint32_t file, const std::vector<std::uint32_t>& asked) const {
  if (reach_[file] != 0) return true;
  for (const std::uint32_t hash : asked) {
    if (filter_[hash % kFilterSlots] != 0 && std::binary_search(hashes_.begin(), hashes_.end(), hash)) return true;
  }
  const CompileUnit* unit = t_.imports.unit(file);  // its command line may give names other meanings
  return unit != nullptr && std::any_of(unit->names.begin(), unit->names.end(), [&](const auto& given) {
    return std::binary_search(hashes_.begin(), hashes_.end(), hash_of(given.second));
  });
}

}  // namespace cg::ingest
