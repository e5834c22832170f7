#include "libcg/ingest/program.h"

#include <algorithm>

#include "libcg/ingest/known_words.h"
#include "libcg/ingest/rust_std.h"
#include "libcg/parse/extraction.h"

namespace cg::ingest {
namespace {

/// Copies the expressions that a file's symbols and base classes hang on, each once.
class ExprImporter {
 public:
  ExprImporter(Program& program, const parse::Facts& facts, GlobalId first)
      : p_(program), facts_(facts), first_(first), known_(facts.exprs.size(), kNone) {}

  GlobalExpr take(parse::ExprId id, int depth = 0) {
    constexpr int kMaxDepth = 200;  // facts bound nesting; this guards against a chain of locals
    if (id == kNone || depth > kMaxDepth) return kNone;
    if (known_[id] != kNone) return known_[id];
    const parse::Expr& e = facts_.exprs[id];
    ProgramExpr out;
    out.op = e.op;
    out.is_type = e.is_type;
    out.is_static = e.is_static;
    out.scope = first_ + e.scope;
    out.name = parse::has_number(e.op) ? e.name : name(e.name);
    out.base = e.op == parse::Op::kSymbol ? first_ + e.base : take(e.base, depth + 1);
    std::vector<GlobalExpr> args;
    for (std::uint32_t i = 0; i < e.args; ++i) args.push_back(take(facts_.args[e.first_arg + i], depth + 1));
    out.args = static_cast<std::uint16_t>(args.size());
    out.first_arg = static_cast<std::uint32_t>(p_.args.size());
    p_.args.insert(p_.args.end(), args.begin(), args.end());
    if (e.op == parse::Op::kCall && out.base != kNone) p_.exprs[out.base].is_callee = true;
    p_.exprs.push_back(out);
    return known_[id] = static_cast<GlobalExpr>(p_.exprs.size() - 1);
  }

  GlobalName name(parse::NameId id) { return p_.names.intern(facts_.names[id]); }

 private:
  Program& p_;
  const parse::Facts& facts_;
  GlobalId first_;
  std::vector<GlobalExpr> known_;
};

std::string_view last_part(std::string_view module) { return module.substr(module.find_last_of("./:\\") + 1); }

}  // namespace

Program::Program(std::pmr::memory_resource* memory)
    : names(memory), symbols(memory), details(memory), exprs(memory), args(memory), params(memory), imports(memory), all_bases(memory),
      block_file_(memory), name_start_(memory), by_name_(memory), child_start_(memory), by_container_(memory) {
  names.intern("");
  for (const std::string_view name : rust_std_names()) names.intern(name);
  for (const auto& words : {library_words(), container_words(), lambda_words()}) {
    for (const std::string_view word : words) names.intern(word);
  }
}

void Program::add(std::string path, std::size_t language, const parse::Facts& facts) {
  ProgramFile file;
  file.path = std::move(path);
  file.language = language;
  file.first = static_cast<GlobalId>(symbols.size());
  file.symbols = static_cast<std::uint32_t>(facts.symbols.size());
  file.first_import = static_cast<std::uint32_t>(imports.size());
  file.imports = static_cast<std::uint32_t>(facts.imports.size());
  first_of_file_.push_back(file.first);
  ExprImporter importer(*this, facts, file.first);

  for (const parse::Symbol& s : facts.symbols) {
    ProgramSymbol out;
    out.name = importer.name(s.name);
    out.container = s.container == kNone ? kNone : file.first + s.container;
    out.flags = s.flags & 0xffffffU;
    out.kind_bits = static_cast<std::uint8_t>(s.kind);
    const bool rust = parse::all_languages()[language].imports == parse::ImportStyle::kRust;  // impl<T> Show for T has no type
    const bool extends_type = (s.flags & parse::kExtension) != 0 && (s.type != kNone || rust) && parse::is_class_like(s.kind);
    if (extends_type) out.flags |= kAddsToType;
    SymbolDetail d;
    d.owner = importer.take(s.owner);
    d.type = importer.take(s.type);
    d.value = importer.take(s.value);
    d.first_param = static_cast<std::uint32_t>(params.size());
    d.params = s.params;
    d.required = s.required;
    d.variadic = s.variadic;
    d.labels = importer.name(s.labels);
    for (std::uint32_t i = 0; i < s.params; ++i) params.push_back(importer.take(facts.params[s.first_param + i].type));
    if (d.owner != kNone || d.type != kNone || d.value != kNone || d.params > 0 || d.variadic || d.labels != 0) {
      out.more = static_cast<std::uint32_t>(details.size());
      details.push_back(d);
    }
    if (s.kind == SymbolKind::kModule) {  // a namespace is named from inside another: Model for App\Model
      const std::string_view whole = facts.names[s.name];
      for (std::size_t at = whole.find('\\'); at != std::string_view::npos; at = whole.find('\\', at + 1)) names.intern(whole.substr(at + 1));
    }
    symbols.push_back(out);
  }
  for (const parse::Import& i : facts.imports) {
    if (i.name == 0 && i.alias == 0) names.intern(last_part(facts.names[i.module]));  // what `alias Shop.Cart` is known by
    imports.push_back({importer.name(i.module), importer.name(i.name), importer.name(i.alias), i.flags, file.first + i.scope});
  }
  for (const parse::Site& s : facts.sites) {
    if (!parse::names_base(s)) continue;
    const bool applied = s.call != kNone && facts.exprs[s.call].op == parse::Op::kGeneric;
    all_bases.push_back({file.first + s.owner, importer.take(applied ? s.call : s.expr), s.kind == EdgeKind::kImplements, s.kind == EdgeKind::kExpands});
  }
  files.push_back(std::move(file));
}

void Program::add_unread(std::string path, std::size_t language) {
  ProgramFile file;
  file.language = language;
  file.first = static_cast<GlobalId>(symbols.size());
  file.symbols = 1;
  file.first_import = static_cast<std::uint32_t>(imports.size());
  file.read = false;
  first_of_file_.push_back(file.first);
  ProgramSymbol own;
  own.kind_bits = static_cast<std::uint8_t>(SymbolKind::kFile);
  symbols.push_back(own);
  file.path = std::move(path);
  files.push_back(std::move(file));
}

/// TEST(name) {, where TEST pastes: a function of the tree, but not under that name.
void Program::mark_renamed() {
  for (ProgramSymbol& s : symbols) {
    if ((s.flags & parse::kMacroNamed) == 0 || s.more == kNone || details[s.more].type == kNone) continue;
    const ProgramExpr* type = &exprs[details[s.more].type];
    if (type->op == parse::Op::kInstance && type->base != kNone) type = &exprs[type->base];
    if (type->op != parse::Op::kName) continue;
    const auto macros = named(type->name);
    const bool pastes = std::any_of(macros.begin(), macros.end(), [&](GlobalId id) {
      return symbols[id].kind() == SymbolKind::kMacro && (symbols[id].flags & parse::kPasting) != 0;
    });
    if (pastes) s.flags |= kRenamed;
  }
}

/// Of the names of unread files only those that something else has, too, can be asked for; all would be many.
void Program::name_unread() {
  for (const ProgramFile& file : files) {
    if (file.read) continue;
    const auto known = names.find(std::string_view(file.path).substr(file.path.rfind('/') + 1));
    symbols[file.first].name = known.value_or(0);
  }
}

void Program::finish() {
  name_unread();
  const std::size_t count = symbols.size();
  block_file_.clear();
  std::uint32_t file = 0;
  for (GlobalId id = 0; id < count; id += kFileBlock) {
    while (file + 1 < first_of_file_.size() && first_of_file_[file + 1] <= id) ++file;
    block_file_.push_back(file);
  }
  name_start_.assign(names.size() + 1, 0);
  child_start_.assign(count + 1, 0);
  for (const ProgramSymbol& s : symbols) {
    ++name_start_[s.name + 1];
    if (s.container != kNone) ++child_start_[s.container + 1];
  }
  for (std::size_t i = 1; i < name_start_.size(); ++i) name_start_[i] += name_start_[i - 1];
  for (std::size_t i = 1; i < child_start_.size(); ++i) child_start_[i] += child_start_[i - 1];
  by_name_.resize(count);
  by_container_.resize(child_start_.back());
  std::pmr::vector<std::uint32_t> name_at(name_start_.begin(), name_start_.end(), name_start_.get_allocator());
  std::pmr::vector<std::uint32_t> child_at(child_start_.begin(), child_start_.end(), child_start_.get_allocator());
  for (GlobalId id = 0; id < count; ++id) {
    by_name_[name_at[symbols[id].name]++] = id;
    if (symbols[id].container != kNone) by_container_[child_at[symbols[id].container]++] = id;
  }
  mark_renamed();
  for (GlobalId id = 0; id < count; ++id) {
    std::stable_sort(by_container_.begin() + child_start_[id], by_container_.begin() + child_start_[id + 1],
                     [&](GlobalId a, GlobalId b) { return symbols[a].own_name() < symbols[b].own_name(); });
  }
  std::stable_sort(all_bases.begin(), all_bases.end(),
                   [](const ProgramBase& a, const ProgramBase& b) { return a.derived < b.derived; });
}

bool Program::same_as(const Program& other) const {
  if (names.size() != other.names.size()) return false;
  for (GlobalName name = 0; name < names.size(); ++name) {
    if (names.view(name) != other.names.view(name)) return false;
  }
  return files == other.files && symbols == other.symbols && details == other.details && exprs == other.exprs && args == other.args &&
         params == other.params && imports == other.imports && all_bases == other.all_bases;
}

/// Asked several times for each candidate of each site. A file has some hundred symbols: from the block's file it is a step
/// or none, in tables that stay in the cache, where a binary search over all files took a tenth of linking.
std::uint32_t Program::file_of(GlobalId id) const {
  std::uint32_t file = block_file_[id / kFileBlock];
  while (file + 1 < first_of_file_.size() && first_of_file_[file + 1] <= id) ++file;
  return file;
}

SymbolRef Program::ref(GlobalId id) const {
  const std::uint32_t file = file_of(id);
  return {file, id - files[file].first};
}

std::span<const GlobalId> Program::named(GlobalName name) const {
  if (name == kNone) return {};
  asks_for(name);
  return {by_name_.data() + name_start_[name], name_start_[name + 1] - name_start_[name]};
}

std::span<const GlobalId> Program::children(GlobalId container) const {
  return {by_container_.data() + child_start_[container], child_start_[container + 1] - child_start_[container]};
}

std::span<const GlobalId> Program::children(GlobalId container, GlobalName name) const {
  if (name == kNone) return {};
  const auto all = children(container);
  const auto from = std::lower_bound(all.begin(), all.end(), name,
                                     [&](GlobalId id, GlobalName wanted) { return symbols[id].own_name() < wanted; });
  auto to = from;
  while (to != all.end() && symbols[*to].own_name() == name) ++to;
  return {from, to};
}

std::span<const ProgramBase> Program::bases(GlobalId derived) const {
  const auto from = std::lower_bound(all_bases.begin(), all_bases.end(), derived,
                                     [](const ProgramBase& b, GlobalId id) { return b.derived < id; });
  auto to = from;
  while (to != all_bases.end() && to->derived == derived) ++to;
  return {from, to};
}

bool same_world(std::size_t language, std::size_t other) {
  if (language == other) return true;
  const auto world = [](std::size_t number) -> std::string_view {
    const std::string_view name = parse::all_languages()[number].name;
    if (name == "cpp") return "c";
    if (name == "typescript" || name == "tsx") return "javascript";
    return name;
  };
  return world(language) == world(other);
}

}  // namespace cg::ingest
