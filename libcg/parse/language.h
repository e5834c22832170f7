#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libcg/base/kinds.h"
#include "libcg/parse/facts.h"
#include "libcg/parse/pattern.h"

struct TSLanguage;

namespace cg::parse {

/// How a language's files find each other; each has its strategy in libcg/ingest.
enum class ImportStyle : std::uint8_t {
  kNone,     ///< a name in any file of the language is visible (Bash, Lua globals)
  kInclude,  ///< C, C++: text of other files, found by path suffix
  kPython,   ///< dotted modules and packages, relative imports
  kScript,   ///< JavaScript, TypeScript: relative paths, index files, package names
  kGo,       ///< a folder is a package
  kRust,     ///< crates and a tree of modules
  kPackage,  ///< Java, Kotlin, Scala, C#, PHP, Haskell, Elixir: names carry packages that files declare
  kPath,     ///< Ruby, Lua, Bash, Zig: a path or a dotted name that ends like a file's path
};

/// One row of policy: all that sets a language apart beside its grammar and its query file. Lists are words
/// separated by spaces.
struct LanguagePolicy {
  std::string_view name;            ///< as users write it: "cpp", "csharp"
  std::string_view grammar;         ///< its row in grammars.cmake, which also names its query file
  std::string_view extensions;      ///< ".py .pyi"
  std::string_view file_names;      ///< "Rakefile Gemfile"
  std::string_view interpreters;    ///< of a #! line: "python python3"
  std::string_view separator;       ///< in qualified names: "." or "::"
  ImportStyle imports;
  bool hoisted;                     ///< a name bound anywhere in a function is local in all of it (Python, JavaScript's var)
  bool members_in_scope;            ///< members are named without a receiver inside their class (Java, C++)
  bool overloads;                   ///< several functions of one name are told apart by their parameters
  std::string_view constructors;    ///< methods that construct: "__init__"
  std::string_view self;            ///< names of the instance: "self this"
};

/// What a rule's action capture asks for, decoded once.
enum class Act : std::uint8_t {
  kDefine,     ///< @def.KIND
  kLocal,      ///< @def.local, @def.param: bound in the function, never a symbol
  kTypeParam,  ///< @def.typeparam
  kScope,      ///< @scope: a block with names of its own
  kImport,     ///< @import
  kComment,    ///< @comment
  kAttribute,  ///< @attribute: may stand between a doc comment and its definition
  kFlag,       ///< @flag.NAME: a property of what the same node defines
  kRole,       ///< @role.NAME: how the name at the head of the node is used
  kIgnore,     ///< @ignore: nothing below is looked at
  kOuter,      ///< @outer: the name means one bound further out than this function (global, nonlocal)
  kReturns,    ///< @returns: what the function around gives
  kOperator,   ///< @operator: calls what the tree defines for it
  kTokens,     ///< @tokens.text: source that the grammar did not parse, such as a macro's body
  kExpr,       ///< @expr.OP
};

/// How a name is used where it stands. kInherit: as what is around it; kTaken: it is no use, a rule has dealt with it.
enum class Role : std::uint8_t {
  kInherit, kRead, kWrite, kCall, kAddress, kType, kNew, kExtends, kImplements, kExpands, kImport, kMention, kInvoke, kSilent, kTaken,
};

struct CompiledRule {
  const Rule* rule = nullptr;
  Act act = Act::kIgnore;
  SymbolKind kind = SymbolKind::kFile;  ///< of kDefine
  std::uint32_t flags = 0;              ///< of kFlag, and of (#set! flag NAME) in kDefine
  Role role = Role::kInherit;           ///< of kRole
  Op op = Op::kUnknown;                 ///< of kExpr
};

/// The captures that the engine reads, looked up once per language; 0 where the query file does not use one.
struct CaptureNames {
  CaptureId name, type, value, returns, params, owner, body, extends, implements, doc, base, callee, args, arg,
      module, alias, decorator, tokens, target, extent, key, param, item;
};

/// A language ready for use: its grammar, its rules sorted by the node type they hang on, its policy.
class Language {
 public:
  [[nodiscard]] const LanguagePolicy& policy() const { return policy_; }
  [[nodiscard]] std::string_view name() const { return policy_.name; }
  [[nodiscard]] const TSLanguage* grammar() const { return grammar_; }
  /// What the grammar calls a type of node.
  [[nodiscard]] std::string_view node_name(std::uint16_t symbol) const;
  /// Whether nodes of this type go into the flat tree: named ones, and tokens that some pattern asks for.
  [[nodiscard]] bool keeps(std::uint16_t symbol) const { return symbol < keeps_.size() && keeps_[symbol]; }
  /// Rules of the first pass (definitions, scopes, imports, roles) for nodes of this type, flags first.
  [[nodiscard]] std::span<const CompiledRule> declarations(std::uint16_t symbol) const;
  /// Expression rules for nodes of this type.
  [[nodiscard]] std::span<const CompiledRule> expressions(std::uint16_t symbol) const;
  [[nodiscard]] bool is_comment(std::uint16_t symbol) const { return symbol < comment_.size() && comment_[symbol]; }
  /// Comments, and tokens that are in the flat tree because some pattern asks for them: no part of what a node says.
  [[nodiscard]] bool passes_over(std::uint16_t symbol) const {
    return symbol < named_.size() && (!named_[symbol] || comment_[symbol]);
  }
  [[nodiscard]] const std::vector<bool>& named() const { return named_; }
  [[nodiscard]] const std::vector<bool>& comments() const { return comment_; }
  [[nodiscard]] const std::vector<bool>& declarators() const { return declarator_; }
  /// Whether some rule is an @operator.
  [[nodiscard]] bool has_operators() const { return has_operators_; }
  [[nodiscard]] bool is_body(std::uint16_t symbol) const { return symbol < body_.size() && body_[symbol]; }
  /// Fields that the engine follows by itself; 0 where the grammar has none of that name.
  [[nodiscard]] std::uint16_t declarator_field() const { return declarator_field_; }
  [[nodiscard]] std::uint16_t name_field() const { return name_field_; }
  [[nodiscard]] std::uint16_t body_field() const { return body_field_; }
  [[nodiscard]] std::uint16_t type_field() const { return type_field_; }
  [[nodiscard]] std::uint16_t pattern_field() const { return pattern_field_; }
  [[nodiscard]] std::uint16_t value_field() const { return value_field_; }
  [[nodiscard]] std::uint16_t parameters_field() const { return parameters_field_; }
  /// Of grammars whose functions are told apart by the labels of arguments: the field of a parameter's label, the node of an
  /// argument's. 0 in others.
  [[nodiscard]] std::uint16_t external_name_field() const { return external_name_field_; }
  [[nodiscard]] std::uint16_t label_symbol() const { return label_symbol_; }
  [[nodiscard]] const CaptureNames& captures() const { return captures_; }

  explicit Language(const LanguagePolicy& policy);
  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;

 private:
  void compile_rules();
  void compile_rule(const Rule& rule);
  void keep_mentioned(const Step& step);

  LanguagePolicy policy_;
  const TSLanguage* grammar_;
  Patterns patterns_;
  std::vector<bool> keeps_;
  std::vector<bool> named_;
  std::vector<bool> comment_;
  std::vector<bool> declarator_;
  std::vector<bool> body_;
  std::vector<std::vector<CompiledRule>> declarations_;  ///< by symbol
  std::vector<std::vector<CompiledRule>> expressions_;
  std::uint16_t declarator_field_ = 0;
  std::uint16_t name_field_ = 0;
  std::uint16_t body_field_ = 0;
  std::uint16_t type_field_ = 0;
  std::uint16_t pattern_field_ = 0;
  std::uint16_t value_field_ = 0;
  std::uint16_t parameters_field_ = 0;
  std::uint16_t external_name_field_ = 0;
  std::uint16_t label_symbol_ = 0;
  bool has_operators_ = false;
  CaptureNames captures_{};
};

/// All languages' policies, in the order of libcg/parse/languages.def; a language's number is its place there.
std::span<const LanguagePolicy> all_languages();

/// The language of that number, compiled on first use (thread-safe). Error{kFormat} if its query file is wrong.
const Language& language(std::size_t number);

inline constexpr std::size_t kNoLanguage = static_cast<std::size_t>(-1);

/// What a path alone says of its language; `ask_text` when the file's text has the last word (.h, no extension).
struct NameEvidence {
  std::size_t language = kNoLanguage;
  bool ask_text = false;
};
NameEvidence language_of_path(std::string_view path);

/// The number of the language of a file, by extension, whole name, #! line, and for .h by its text; kNoLanguage if
/// none. `text` is the whole file, or at least its first line where only a #! line can decide.
std::size_t detect_language(std::string_view path, std::string_view text);

/// The number of the language that users call `name`; kNoLanguage if there is none.
std::size_t language_of_name(std::string_view name);

}  // namespace cg::parse
