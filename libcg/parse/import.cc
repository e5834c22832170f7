#include "libcg/parse/extraction.h"

// What a file takes from others: one Import for each name.

namespace cg::parse {
namespace {

constexpr std::pair<std::string_view, std::uint32_t> kImportFlags[] = {
    {"wildcard", kWildcard}, {"reexport", kReexport},   {"default", kDefault}, {"namespace", kNamespace},
    {"system", kSystem},     {"static", kStaticImport}, {"type_only", kTypeOnly}, {"quiet", kQuiet}};

}  // namespace

void Extraction::import(const CompiledRule& rule, std::uint32_t node, const Captures& captures) {
  const CaptureNames& c = language_.captures();
  const auto text = [&](CaptureId id) {
    const std::uint32_t n = captures.first(id);
    return n == Captures::kNoNode ? NameId{0} : names_.intern(bare_name(syntax_.text(n)));
  };
  // A name belongs to the first rule that imports it, and a module without names to the first rule at all.
  std::uint32_t taken = captures.first(c.name);
  if (taken == kNone) taken = captures.first(c.alias);
  if (taken == kNone && rule.rule->has("quiet")) taken = captures.first(c.module);
  if (taken != kNone && roles_[taken] == Role::kTaken) return;
  while (!import_prefixes_.empty() && import_prefixes_.back().end <= node) import_prefixes_.pop_back();
  std::uint32_t flags = import_prefixes_.empty() ? 0 : import_prefixes_.back().flags;
  for (const auto& [name, flag] : kImportFlags) {
    if (rule.rule->has(name)) flags |= flag;
  }
  Import i;
  i.module = text(c.module);
  if (const std::uint32_t first = captures.first(c.module); first != kNone) {  // a path may be several nodes: a . b . c
    std::uint32_t last = first;
    for (const Captures::Entry& e : captures) {
      if (e.id == c.module) last = e.node;
    }
    const std::uint32_t from = syntax_.nodes[first].start;
    if (last != first) i.module = names_.intern(syntax_.source.substr(from, syntax_.nodes[last].end - from));
  }
  if (!import_prefixes_.empty() && !import_prefixes_.back().module.empty()) {
    std::string module = import_prefixes_.back().module;
    if (i.module != 0) module.append(language_.policy().separator).append(names_.view(i.module));
    i.module = names_.intern(module);
  }
  if (rule.rule->has("prefix")) {  // what is imported inside starts with it
    import_prefixes_.push_back({syntax_.nodes[node].next, std::string(names_.view(i.module)), flags});
    const std::uint32_t of = captures.first(c.module);
    for (std::uint32_t below = of; of != kNone && below < syntax_.nodes[of].next; ++below) roles_[below] = Role::kTaken;
    return;
  }
  i.name = text(c.name);
  i.alias = text(c.alias);
  if (const std::uint32_t n = captures.first(c.name); n != kNone && !syntax_.is_leaf(n) && captures.first(c.module) < n) {
    const NamePlace last = name_place(n);  // a::(b::c): all but the last name are the module
    if (last.owner != kNone) {
      const std::uint32_t from = syntax_.nodes[captures.first(c.module)].start;
      std::string module(syntax_.source.substr(from, syntax_.nodes[last.owner].end - from));
      if (const std::size_t group = module.find('{'); group != std::string::npos) {  // a\{x, b\c}: other names lie between
        module.resize(group);
        module += syntax_.text(last.owner);
      }
      i.module = names_.intern(module);
      i.name = name_of(last.leaf);
    }
  }
  if (const std::size_t last = names_.view(i.module).rfind(language_.policy().separator);
      rule.rule->has("split") && last != std::string_view::npos) {  // a path that is one node: its last part is the name
    const std::string path(names_.view(i.module));
    i.module = names_.intern(path.substr(0, last));
    i.name = names_.intern(path.substr(last + language_.policy().separator.size()));
  }
  const std::string_view given = rule.rule->setting("name");
  if (i.name == 0 && !given.empty()) i.name = names_.intern(given);
  const std::uint32_t module_node = captures.first(c.module);
  if (i.name == 0 && i.alias == 0 && module_node != kNone && roles_[module_node] == Role::kTaken) return;
  i.flags = flags;
  i.scope = scopes_.at(current_scope_).symbol;
  const std::uint32_t name_node = captures.first(c.name);
  const std::uint32_t place = name_node != Captures::kNoNode ? name_node
                              : !given.empty() && captures.first(c.alias) != Captures::kNoNode ? captures.first(c.alias)
                              : captures.first(c.module) != Captures::kNoNode ? captures.first(c.module)
                                                                              : node;
  i.at = position(syntax_.nodes[place].start);
  out_.imports.push_back(i);
  import_names_.push_back(name_node);
  has_imports_[i.scope] = true;
  for (const Captures::Entry& e : captures) {
    if (e.id != c.name && e.id != c.module && e.id != c.alias) continue;
    for (std::uint32_t below = e.node; below < syntax_.nodes[e.node].next; ++below) roles_[below] = Role::kTaken;
  }
}

}  // namespace cg::parse
