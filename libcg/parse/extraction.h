#pragma once
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "libcg/base/string_table.h"
#include "libcg/parse/comments.h"
#include "libcg/parse/facts.h"
#include "libcg/parse/language.h"
#include "libcg/parse/match.h"
#include "libcg/parse/scopes.h"
#include "libcg/parse/syntax.h"

// Inside of libcg/parse only. From a flat syntax tree to facts in two passes over its nodes:
//
//   declare.cc   pass 1: definitions, scopes, locals, imports, roles; afterwards every name that the file binds is known
//   refer.cc     pass 2: names that are used, each with its role; those that are local drop out
//   express.cc   on demand: the expression or type that a node stands for
//   parameter_uses.cc  where functions use their parameters
//   given.cc     what a lambda's parameters and the type parameters stand for
//   token_text.cc  names in text that the grammar left as it was: macro bodies
//   type_text.cc   types in strings
//   documented_types.cc  types in doc comments
//
// Two passes because a name may be bound below its use (hoisting, members, mutual recursion), on demand because most
// nodes' types are never asked for.

namespace cg::parse {

/// A name as it is used elsewhere: without quotes (strings that name something) and without the marks of Ruby's symbols
/// and instance variables.
[[nodiscard]] std::string_view bare_name(std::string_view text);

class Extraction {
 public:
  /// `language` and `syntax` must outlive it; results go to `out`, which must be empty.
  Extraction(const Language& language, const Syntax& syntax, Facts& out);
  void run(std::string_view file_name);

 private:
  // declare.cc
  void declare_all();
  void apply(const CompiledRule& rule, std::uint32_t node, const Captures& captures);
  void define(const CompiledRule& rule, std::uint32_t node, const Captures& captures);
  bool extend_clause(SymbolKind kind, std::uint32_t flags, NameId name, std::uint32_t container, std::uint32_t node,
                     const Captures& captures);
  void bind_pattern(std::uint32_t pattern, std::uint32_t scope);
  void bind_local(const CompiledRule& rule, std::uint32_t node, const Captures& captures);
  void import(const CompiledRule& rule, std::uint32_t node, const Captures& captures);
  void count_params(Symbol& symbol, std::uint32_t list, const std::vector<std::uint32_t>& given);
  std::uint32_t type_of_param(std::uint32_t node) const;
  // labels.cc
  [[nodiscard]] std::string parameter_label(std::uint32_t parameter, bool rest) const;
  NameId argument_labels(std::uint32_t list, std::size_t closures);
  std::uint32_t add_symbol(SymbolKind kind, std::uint32_t flags, NameId name, std::uint32_t container,
                           std::uint32_t node, std::uint32_t name_node);
  std::uint32_t open_scope(std::uint32_t body, const Scope& scope);
  void set_head_role(std::uint32_t node, Role role);
  Via via_of(const Rule& rule) const;
  Via pair(std::uint32_t leaf, std::uint32_t& value) const;
  [[nodiscard]] std::uint32_t end_of_matched(std::uint32_t leaf) const;
  std::uint32_t place_in_list(std::uint32_t node, std::uint32_t leaf) const;
  std::uint32_t item_of(Via via, const Captures& captures, std::uint32_t leaf);

  // names.cc
  struct NamePlace {
    std::uint32_t leaf = kNone;   ///< the node whose text is the name
    std::uint32_t owner = kNone;   ///< node of the qualifier before it: A in A::f
    std::uint32_t params = kNone;  ///< parameter list of the innermost declarator around it
  };
  NamePlace name_place(std::uint32_t node) const;
  std::uint32_t head(std::uint32_t node) const;
  NameId intern_name(std::string_view text);
  NameId name_of(std::uint32_t node) { return intern_name(bare_name(syntax_.text(node))); }
  std::uint32_t child_in_field(std::uint32_t node, std::uint16_t field) const;
  std::uint32_t first_child(std::uint32_t node) const;
  std::uint32_t only_child(std::uint32_t node) const;
  bool nests_right(std::uint32_t node) const;
  std::uint32_t qualifier_of(std::uint32_t node) const;
  Position position(std::uint32_t byte) const;
  std::uint32_t lookup_scope(std::uint32_t symbol) const;
  std::uint32_t body_of(std::uint32_t node) const;
  std::string signature(std::uint32_t start_byte, std::uint32_t node, std::uint32_t body) const;

  // express.cc
  ExprId convert(std::uint32_t node);
  ExprId build(const CompiledRule& rule, std::uint32_t node, const Captures& captures);
  ExprId convert_member(const Rule& rule, std::uint32_t base, std::uint32_t name);
  ExprId convert_name(std::uint32_t node, bool is_type, bool function = false);
  ExprId with_arguments(std::uint32_t name, ExprId member);
  bool is_local(std::uint32_t name_node);
  ExprId convert_binding(std::uint32_t binding);
  ExprId convert_callee(const Rule& rule, const Captures& captures);
  ExprId add_expr(const Expr& expr);
  ExprId wrap(Op op, ExprId base, NameId name = 0);
  ExprId take(Via via, ExprId value, std::uint32_t item);
  ExprId make_args(Expr expr, const std::vector<ExprId>& args);
  ExprId union_of(const std::vector<ExprId>& all);
  std::vector<ExprId> convert_list(std::uint32_t list, bool values);
  bool attach_doc(std::uint32_t ordinal);
  void finish_symbols();

  // made_functions.cc
  void declare_made_functions();
  void mark_macro_names();

  // likely_branch.cc
  void mark_unlikely();

  // made_members.cc
  void declare_made_members();
  void mark_mixed_in(std::uint32_t byte);
  void drop_site(std::uint32_t byte);

  // made_enumerators.cc
  void declare_made_enumerators();

  // given.cc
  [[nodiscard]] bool types_declared() const;
  static std::uint32_t given_number(std::string_view name);
  ExprId given_to(std::uint32_t lambda, std::uint32_t item);
  ExprId type_param(const Binding& binding);

  // refer.cc
  void refer_all();
  void refer(const CompiledRule& rule, std::uint32_t node, const Captures& captures);
  void emit_call(std::uint32_t node, std::uint32_t leaf);
  void refer_call(std::uint32_t node, const Captures& captures);
  ExprId arguments_of_base(std::uint32_t name_node, ExprId name);
  void emit(std::uint32_t name_node, std::uint32_t expr_node, Role role, std::uint32_t owner = kNone, bool tag = false);

  // parameter_uses.cc
  [[nodiscard]] std::uint32_t parameter_at(std::uint32_t leaf, std::uint32_t scope);
  void use_binding(std::uint32_t bound, std::uint32_t scope, std::uint32_t byte, Role role);
  void use_name(std::uint32_t leaf, Role role);
  void order_parameter_uses();

  // operators.cc
  void note_operator(const Rule& rule, std::uint32_t node, const Captures& captures);
  void refer_operators();
  [[nodiscard]] bool points(std::uint32_t declarator, std::uint32_t value) const;
  [[nodiscard]] bool is_pointer(std::uint32_t node);
  [[nodiscard]] bool is_built_in(ExprId id) const;
  struct Operator {
    const Rule* rule;
    std::uint32_t node, base, arg, value;  ///< a[i] = x: base a, arg i, value x
  };
  struct OperatorText {
    std::string sign, name;
    std::uint32_t at = 0;
  };
  [[nodiscard]] OperatorText operator_text(const Operator& o) const;
  ExprId operator_call(const Operator& o, std::string_view name, bool free);
  ExprId operator_value(std::uint32_t node);
  void refer_operator(const Operator& o);

  // token_text.cc
  void scan_tokens(std::uint32_t node, std::uint32_t owner, std::uint32_t scope);
  void scan_hidden(TextRange range);
  friend class TokenScanner;

  // type_text.cc
  [[nodiscard]] bool in_type(std::uint32_t node) const;
  ExprId read_type_text(std::uint32_t node, bool sites);
  friend class TypeTextReader;

  // documented_types.cc
  void read_documented_types();
  void document_parameter(std::uint32_t scope, std::string_view name, ExprId type);
  [[nodiscard]] bool declares_no_more_than_array(std::uint32_t type_node) const;
  friend class DocTypeReader;

  [[nodiscard]] bool is_self_name(std::string_view text) const;

  const Language& language_;
  const Syntax& syntax_;
  Facts& out_;
  Interner names_;
  MatchContext context_;
  Scopes scopes_;
  CommentIndex comments_;

  // By node.
  std::vector<Role> roles_;
  std::vector<std::uint32_t> scope_of_;
  std::vector<std::uint32_t> opens_;    ///< scope that the children of this node are in; kNone: the same
  std::vector<ExprId> expr_of_;
  std::vector<std::uint32_t> call_of_;  ///< for the head of a callee: the node of the call

  // By symbol: what finish_symbols converts once all names are bound.
  struct Pending {
    std::uint32_t type = kNone;
    std::uint32_t owner = kNone;
    std::uint32_t scope = kNone;  ///< that it opens
    ExprId documented = kNone;    ///< its type by its doc comment, when it declares none
    std::vector<std::uint32_t> values;
    std::vector<std::uint32_t> returns;
    std::vector<std::uint32_t> params;  ///< type nodes, kNone for untyped
    Via via = Via::kValue;
    std::uint32_t item = 0;
  };
  std::vector<Pending> pending_;
  std::vector<bool> has_imports_;  ///< by symbol
  std::unordered_map<std::uint32_t, std::uint32_t> symbol_at_;  ///< by node that is a type's body: `struct {...} x;`
  std::unordered_map<std::uint64_t, std::uint32_t> members_;  ///< (container, name) of fields made by assignment

  struct TokenArea {
    std::uint32_t node, owner, scope;
  };
  std::vector<TokenArea> token_areas_;
  struct ImportPrefix {
    std::uint32_t end;  ///< first node behind it
    std::string module;
    std::uint32_t flags;
  };
  std::vector<ImportPrefix> import_prefixes_;  ///< of groups that are open
  struct OuterBase {
    std::uint32_t symbol, node;
    Role role;
  };
  std::vector<Operator> operators_;
  std::unordered_set<std::uint32_t> operands_;  ///< left ones: an operator that a special rule has taken is none for a general one
  std::vector<OuterBase> outer_bases_;  ///< base types written outside the class's body
  std::vector<std::uint32_t> import_names_;  ///< name node of each import, kNone if it has none
  std::unordered_multimap<std::uint64_t, ExprId> known_exprs_;
  std::uint32_t flags_at_node_ = 0;
  std::uint32_t defined_at_ = kNone;  ///< node at which a rule has defined something last
  std::uint32_t current_scope_ = 0;
  std::uint32_t followed_until_ = 0;  ///< first node behind a parameter whose uses are kept
  std::uint32_t depth_ = 0;
};

/// Whether members live in symbols of this kind.
[[nodiscard]] bool is_class_like(SymbolKind kind);
[[nodiscard]] bool is_function_like(SymbolKind kind);

}  // namespace cg::parse
