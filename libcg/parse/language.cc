#include "libcg/parse/language.h"

#include <fmt/format.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "libcg/base/error.h"
#include "libcg/parse/grammar.h"
#include "libcg/parse/query_source.h"

namespace cg::parse {
namespace {

constexpr LanguagePolicy kPolicies[] = {
#define CG_LANGUAGE(name, grammar, extensions, files, interpreters, separator, imports, hoisted, members, overloads, \
                    constructors, self)                                                                           \
  {name,    grammar, extensions, files,        interpreters, separator, ImportStyle::imports,                      \
   hoisted, members, overloads,  constructors, self},
#include "libcg/parse/languages.def"
#undef CG_LANGUAGE
};
constexpr std::size_t kLanguages = std::size(kPolicies);

class TreeSitterNames : public GrammarNames {
 public:
  explicit TreeSitterNames(const TSLanguage* grammar) : grammar_(grammar) {}

  [[nodiscard]] std::vector<std::uint16_t> symbols(std::string_view name, bool named) const override {
    // ts_language_symbol_for_name gives the first of several equal names only; nodes may carry any of them.
    std::vector<std::uint16_t> ids;
    const std::uint32_t count = ts_language_symbol_count(grammar_);
    for (std::uint32_t id = 0; id < count; ++id) {
      const auto symbol = static_cast<TSSymbol>(id);
      const TSSymbolType type = ts_language_symbol_type(grammar_, symbol);
      const bool fits = named ? type == TSSymbolTypeRegular : type == TSSymbolTypeAnonymous;
      if (fits && name == ts_language_symbol_name(grammar_, symbol)) ids.push_back(symbol);
    }
    if (named && name == "ERROR") ids.push_back(static_cast<TSSymbol>(-1));
    return ids;
  }

  [[nodiscard]] std::uint16_t field(std::string_view name) const override {
    return ts_language_field_id_for_name(grammar_, name.data(), static_cast<std::uint32_t>(name.size()));
  }

 private:
  const TSLanguage* grammar_;
};

template <class Value>
Value lookup(std::string_view what, std::string_view word, std::span<const std::pair<std::string_view, Value>> table) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  throw Error(ErrorKind::kFormat, fmt::format("no such {}: {}", what, word));
}

constexpr std::pair<std::string_view, std::uint32_t> kFlagNames[] = {
    {"declaration", kDeclaration}, {"file_local", kFileLocal}, {"exported", kExported},
    {"default", kDefaultExport},   {"abstract", kAbstract},    {"static", kStatic},
    {"anonymous", kAnonymous},     {"extension", kExtension},  {"property", kProperty},
    {"override", kOverride},       {"conditional", kConditional}, {"function_like", kFunctionLike}, {"type_parameter", kGenericType},
    {"virtual", kVirtual},         {"scoped", kScoped},
};
constexpr std::pair<std::string_view, Role> kRoleNames[] = {
    {"read", Role::kRead},       {"write", Role::kWrite},           {"call", Role::kCall},
    {"address", Role::kAddress}, {"type", Role::kType},             {"new", Role::kNew},
    {"extends", Role::kExtends}, {"implements", Role::kImplements}, {"expands", Role::kExpands},
    {"import", Role::kImport},   {"mention", Role::kMention}, {"invoke", Role::kInvoke},   {"silent", Role::kSilent},
};
constexpr std::pair<std::string_view, Op> kOpNames[] = {
    {"name", Op::kName},       {"self", Op::kSelf},       {"super", Op::kSuper},     {"member", Op::kMember},
    {"call", Op::kCall},       {"new", Op::kNew},         {"instance", Op::kInstance}, {"index", Op::kIndex},
    {"element", Op::kElement}, {"item", Op::kItem},       {"unwrap", Op::kUnwrap},   {"generic", Op::kGeneric}, {"union", Op::kUnion},
    {"literal", Op::kLiteral}, {"function", Op::kFunction}, {"module", Op::kModule}, {"given", Op::kGiven}, {"unknown", Op::kUnknown},
};

CompiledRule decode(const Rule& rule, std::string_view action) {
  CompiledRule out;
  out.rule = &rule;
  const std::size_t dot = action.find('.');
  const std::string_view head = action.substr(0, dot);
  const std::string_view tail = dot == std::string_view::npos ? std::string_view{} : action.substr(dot + 1);
  for (const Setting& setting : rule.settings) {
    if (setting.key == "flag") out.flags |= lookup<std::uint32_t>("flag", setting.value, kFlagNames);
  }
  if (head == "def" && (tail == "local" || tail == "param")) {
    out.act = Act::kLocal;
  } else if (head == "def" && tail == "typeparam") {
    out.act = Act::kTypeParam;
  } else if (head == "def") {
    out.act = Act::kDefine;
    const auto kind = symbol_kind(tail);
    if (!kind) throw Error(ErrorKind::kFormat, fmt::format("no such symbol kind: {}", tail));
    out.kind = *kind;
  } else if (head == "flag") {
    out.act = Act::kFlag;
    out.flags |= lookup<std::uint32_t>("flag", tail, kFlagNames);
  } else if (head == "role") {
    out.act = Act::kRole;
    out.role = lookup<Role>("role", tail, kRoleNames);
  } else if (head == "expr") {
    out.act = Act::kExpr;
    out.op = lookup<Op>("expression", tail, kOpNames);
  } else {
    static constexpr std::pair<std::string_view, Act> kPlain[] = {
        {"scope", Act::kScope},         {"import", Act::kImport}, {"comment", Act::kComment},
        {"attribute", Act::kAttribute}, {"ignore", Act::kIgnore}, {"tokens", Act::kTokens},
        {"returns", Act::kReturns}, {"outer", Act::kOuter}, {"operator", Act::kOperator}};
    out.act = lookup<Act>("action", head, kPlain);
  }
  return out;
}

/// The node types a rule can be rooted on; empty alternatives have their own.
void root_symbols(const Step& step, std::vector<std::uint16_t>& out) {
  out.insert(out.end(), step.symbols.begin(), step.symbols.end());
  for (const Step& alternative : step.alternatives) root_symbols(alternative, out);
}

}  // namespace

Language::Language(const LanguagePolicy& policy) : policy_(policy), grammar_(parse::grammar(policy.grammar)) {
  const TSLanguage* grammar = grammar_;
  if (grammar == nullptr) throw Error(ErrorKind::kFormat, fmt::format("no grammar for {}", policy.name));
  const std::uint32_t count = ts_language_symbol_count(grammar);
  keeps_.resize(count);
  comment_.resize(count);
  declarations_.resize(count);
  expressions_.resize(count);
  for (std::uint32_t id = 0; id < count; ++id) {
    keeps_[id] = ts_language_symbol_type(grammar, static_cast<TSSymbol>(id)) == TSSymbolTypeRegular;
    const std::string_view type = ts_language_symbol_name(grammar, static_cast<TSSymbol>(id));
    declarator_.push_back(type.ends_with("declarator"));
    body_.push_back(type.ends_with("_body"));
  }
  named_ = keeps_;
  const TreeSitterNames names(grammar);
  patterns_ = read_patterns(fmt::format("{}.scm", policy.grammar), query_source(policy.grammar), names);
  declarator_field_ = names.field("declarator");
  name_field_ = names.field("name");
  body_field_ = names.field("body");
  type_field_ = names.field("type");
  pattern_field_ = names.field("pattern");
  value_field_ = names.field("value");
  parameters_field_ = names.field("parameters");
  external_name_field_ = names.field("external_name");
  const auto labels = names.symbols("value_argument_label", true);
  if (external_name_field_ != 0 && !labels.empty()) label_symbol_ = labels.front();
  compile_rules();
  const auto id = [&](std::string_view name) { return patterns_.capture(name); };
  captures_ = {id("name"),   id("type"),    id("value"),      id("returns"), id("params"), id("owner"),         id("body"),
               id("extends"), id("implements"), id("doc"),    id("base"),    id("callee"), id("args"),          id("arg"),
               id("module"), id("alias"),   id("decorator"), id("tokens"), id("target"), id("extent"), id("key"), id("param"), id("item")};
}

std::string_view Language::node_name(std::uint16_t symbol) const {
  const char* name = ts_language_symbol_name(grammar_, symbol);
  return name == nullptr ? std::string_view{} : name;
}

void Language::compile_rules() {
  for (const Rule& rule : patterns_.rules) {
    try {
      compile_rule(rule);
    } catch (const Error& e) {
      throw Error(e.kind(), fmt::format("{}.scm:{}: {}", policy_.grammar, rule.line, e.what()));
    }
    keep_mentioned(rule.root);
    for (const Predicate& predicate : rule.predicates) {
      for (const auto symbol : predicate.symbols) {
        if (symbol < keeps_.size()) keeps_[symbol] = true;
      }
    }
  }
  for (auto& rules : declarations_) {
    std::stable_partition(rules.begin(), rules.end(), [](const CompiledRule& r) { return r.act == Act::kFlag; });
  }
}

void Language::compile_rule(const Rule& rule) {
  const CompiledRule compiled = decode(rule, patterns_.captures[rule.action]);
  has_operators_ = has_operators_ || compiled.act == Act::kOperator;
  std::vector<std::uint16_t> roots;
  root_symbols(rule.root, roots);
  if (roots.empty()) throw Error(ErrorKind::kFormat, "the outermost node must have a type");
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  for (const std::uint16_t symbol : roots) {
    if (symbol >= keeps_.size()) continue;  // ERROR
    if (compiled.act == Act::kComment) comment_[symbol] = true;
    if (compiled.act == Act::kExpr) named_[symbol] = true;  // a keyword such as `this` may be a token, but an expression
    auto& table = compiled.act == Act::kExpr ? expressions_ : declarations_;
    table[symbol].push_back(compiled);
  }
}

void Language::keep_mentioned(const Step& step) {
  for (const auto symbol : step.symbols) {
    if (symbol < keeps_.size()) keeps_[symbol] = true;
  }
  for (const Step& child : step.children) keep_mentioned(child);
  for (const Step& alternative : step.alternatives) keep_mentioned(alternative);
}

std::span<const CompiledRule> Language::declarations(std::uint16_t symbol) const {
  if (symbol >= declarations_.size()) return {};
  return declarations_[symbol];
}

std::span<const CompiledRule> Language::expressions(std::uint16_t symbol) const {
  if (symbol >= expressions_.size()) return {};
  return expressions_[symbol];
}

std::span<const LanguagePolicy> all_languages() { return kPolicies; }

const Language& language(std::size_t number) {
  static std::array<std::once_flag, kLanguages> once;
  static std::array<std::unique_ptr<Language>, kLanguages> languages;
  std::call_once(once.at(number), [&] { languages[number] = std::make_unique<Language>(kPolicies[number]); });
  return *languages[number];
}

}  // namespace cg::parse
