#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/ingest/file_rows.h"
#include "libcg/ingest/file_set.h"
#include "libcg/ingest/imports.h"
#include "libcg/ingest/memo.h"
#include "libcg/ingest/platform.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/rust_std.h"
#include "libcg/ingest/spaces.h"
#include "libcg/ingest/values.h"

// The heart of cg: what a name means, as a compiler would say. One Resolver a thread; it reads tables that are complete and keeps
// caches for the file at hand only, so that an answer never depends on which file was linked before.
//
//   names.cc -> lookup.cc   a plain name: scopes outwards, the class around, the file, imports, the package, the global space
//   members.cc              a name behind a value: the value's class, its bases, a namespace, a module
//   evaluate.cc             what an expression evaluates to: declared types, constructor calls, return types, fields
//   containers.cc           what generic containers from outside hold
//   overloads.cc            which of several functions a call means
//
// Rejected: binding a name to "some definition of that name" when nothing else is known. It is what comparable tools do,
// and half of their edges in dynamic languages are wrong. What is not known here stays unresolved, or ambiguous with all candidates.

namespace cg::ingest {

/// Everything a Resolver reads. `member_of` and the like are filled once, before the first file is linked.
struct LinkTables {
  const Program& program;
  const PathIndex& paths;
  const Spaces& spaces;
  const Imports& imports;
  std::vector<GlobalName> import_names{};                       ///< by import: the name it binds, 0 for none
  std::unordered_map<GlobalId, GlobalId> member_of{};           ///< members written outside their class: the class
  std::unordered_map<GlobalId, std::vector<GlobalId>> outside_members{};  ///< by class: those members, by name and id
  struct LibraryExtension {
    GlobalId function = kNone;
    GlobalName type = 0;  ///< what it extends
  };
  std::unordered_map<GlobalName, std::vector<LibraryExtension>> library_extensions{};  ///< by name: members given to types outside the tree
  std::unordered_map<GlobalId, GlobalId> part_of{};             ///< reopened and partial classes: the first part
  std::unordered_map<GlobalId, std::vector<GlobalId>> parts{};  ///< by first part: all parts
  FileRows includes{};                                          ///< files that a file includes (C, C++)
  FileRows included_by{};                                       ///< files that include it
  struct GoInterface {
    GlobalId type = kNone;
    std::vector<GlobalId> methods;  ///< those of embedded interfaces included
  };
  std::unordered_map<GlobalName, std::vector<GoInterface>> go_interfaces{};  ///< by the least name of their methods
  std::vector<Platform> platforms{};                         ///< by file: what its path says that it is built for
};

class Resolver {
 public:
  explicit Resolver(const LinkTables& tables);

  /// Starts a file: `exprs` and `args` are its own expressions, numbered from kLocalExpr; `names` must stay until the next.
  void begin_file(std::uint32_t file, std::vector<ProgramExpr> exprs, std::vector<GlobalExpr> args, std::span<const std::string_view> names);
  /// The labels of a call's arguments (parse::Expr::name).
  [[nodiscard]] std::string_view labels(const ProgramExpr& call) const;

  /// The definitions that a name or member expression may mean.
  const Found& resolve(GlobalExpr expr);
  /// What an expression may evaluate to; empty: not known.
  const Values& evaluate(GlobalExpr expr);
  /// Of what a callee may mean, what this call means: constructors for classes, overloads by arguments.
  void choose(std::vector<GlobalId>& ids, GlobalExpr call);
  /// What a call that is an operator means: nothing, unless the tree defines it for these operands.
  Found operator_function(GlobalExpr call);
  /// Adds what a plain name of C++ means because of the call's arguments. False if there is nothing of the kind.
  bool add_argument_dependent(const ProgramExpr& call, Found& found);
  /// The class whose instance `self` is in `scope`; kNone outside classes.
  [[nodiscard]] GlobalId class_around(GlobalId scope) const;
  /// Members of a class or its bases; `how` says where they were found. `external`: a base is outside the tree.
  Found find_member(GlobalId type, GlobalName name);
  [[nodiscard]] const ProgramExpr& expr(GlobalExpr id) const;
  /// What lies above a class: itself and the tree's classes, the names of the library's, whether something is not known.
  struct Ancestry {
    std::vector<GlobalId> classes;
    std::vector<GlobalName> library;
    bool unknown = false;
  };
  Ancestry ancestry(GlobalId type);
  [[nodiscard]] bool is_local(const ProgramExpr& e) const;
  [[nodiscard]] GlobalExpr arg(const ProgramExpr& e, std::uint32_t index) const;
  /// Bases of a class that are in the tree.
  std::vector<GlobalId> bases_of(GlobalId type, bool& external);
  /// Everything of that name that could be a member of something unknown.
  const Found& members_anywhere(GlobalName name, bool called);
  /// The functions that a value holds: `const f = g; f()`, `const f = require("./f"); f()`.
  Found held_functions(GlobalExpr expr);
  /// Types of that name as seen from `scope`.
  std::vector<GlobalId> lookup_type(GlobalId scope, GlobalName name) { return lookup(scope, name, true).ids; }
  [[nodiscard]] const LinkTables& tables() const { return t_; }
  [[nodiscard]] bool visible(GlobalId id) const;
  void prefer_definitions(std::vector<GlobalId>& ids) const;
  /// Of types, values and modules of one name in Rust, those that can be used like this.
  void keep_rust_namespace(std::vector<GlobalId>& ids, EdgeKind use) const;
  /// Of a type of Scala and a value of its name, which is often its companion, the value: it is what is read.
  void keep_terms(std::vector<GlobalId>& ids) const;
  /// Of parts of one class, module or namespace, the one that a reader would open first.
  void keep_main_part(std::vector<GlobalId>& ids) const;
  /// The macro of Rust that is in scope under a name.
  Found rust_macro(GlobalName name) const;

 private:
  // lookup.cc
  Found lookup(GlobalId scope, GlobalName name, bool is_type);
  bool lookup_in_container(GlobalId container, GlobalName name, Found& out);
  bool lookup_in_imports(std::uint32_t file, GlobalId scope, GlobalName name, bool wildcards, Found& out);
  void keep_visible(std::uint32_t file, std::vector<GlobalId>& ids, How& how);
  [[nodiscard]] bool file_local(GlobalId id) const;
  void keep_kind(std::vector<GlobalId>& ids, bool is_type) const;
  void drop_overload_signatures(std::vector<GlobalId>& ids) const;
  void keep_callable(std::vector<GlobalId>& ids, const ProgramExpr& e) const;
  bool may_mean(Found& found, bool is_type) const;
  const FileSet& reachable();
  bool may_have_read(GlobalId id);
  bool may_be_linked(GlobalId id);
  void prefer_reachable(std::vector<GlobalId>& ids);
  // one_of_name.cc
  [[nodiscard]] bool one_entity(const std::vector<GlobalId>& ids) const;
  void drop_companions(std::vector<GlobalId>& ids) const;
  // lookup_spaces.cc
  bool lookup_in_space(GlobalId container, GlobalName name, Found& out);
  [[nodiscard]] bool loaded_with(std::uint32_t file, GlobalId id) const;
  bool lookup_in_outer_spaces(GlobalId container, GlobalName name, Found& out);
  // lookup_headers.cc
  void prefer_platform(std::vector<GlobalId>& ids) const;
  std::vector<GlobalId> associated_classes(const ProgramExpr& call);
  [[nodiscard]] bool stands_in(const std::vector<GlobalId>& ids) const;
  [[nodiscard]] bool written_outside(GlobalId id) const;
  bool injected_class(GlobalId type, GlobalName name, Found& out) const;
  bool lookup_in_namespace(GlobalId container, GlobalName name, Found& out);
  // lookup_rust.cc
  Found lookup_rust(GlobalId scope, GlobalName name, bool is_type_name);
  [[nodiscard]] bool same_crate(std::uint32_t file, std::uint32_t other) const;
  Found rust_foreign(GlobalName type, GlobalName name);
  Found rust_self_path(const ProgramExpr& e);
  void keep_types(std::vector<GlobalId>& ids) const;
  void prefer_inherent(std::vector<GlobalId>& ids) const;
  // lookup_haskell.cc
  Found lookup_haskell(GlobalId scope, GlobalName name, bool is_type_name);
  std::optional<Found> haskell_member(const ProgramExpr& e);
  // shaped_values.cc, rust_values.cc
  struct Applied {
    LibraryShape shape;
    std::vector<Values> args;
  };
  Value apply_shape(LibraryShape shape, std::vector<Values> args);
  [[nodiscard]] Values applied_arg(const Value& v, std::size_t index) const;
  Values shaped_type(const ProgramExpr& e);
  Values returned_by_argument(const ProgramExpr& call);
  Values rust_method_result(const Value& receiver, std::string_view method, const ProgramExpr& call);
  Values rust_library_call(const ProgramExpr& call, const ProgramExpr& callee);
  Values rust_call(const ProgramExpr& e);
  Found member_of_underlying(GlobalId type, GlobalName name);
  Values first_of_range(GlobalExpr over);
  Values inner_of_named(GlobalId type, const ProgramExpr& e);
  Values shaped_item(const ProgramExpr& e);
  Values shaped_inner(const ProgramExpr& e);
  [[nodiscard]] bool awaits_own(const ProgramExpr& e);
  std::optional<Values> shaped_value(const ProgramExpr& e);
  // members.cc
  Found member(const Values& base, GlobalName name);
  void keep_side(std::vector<GlobalId>& ids, bool of_class) const;
  Found member_of_default(std::uint32_t file, GlobalName name);
  [[nodiscard]] bool is_object(GlobalId id) const;
  [[nodiscard]] bool has_instances(GlobalId id) const;
  void add_mixins(GlobalExpr base, GlobalId type, std::vector<GlobalId>& out);
  Found overridden(GlobalId scope);
  Found find_members_anywhere(GlobalName name, bool called) const;
  bool own_members(GlobalId type, GlobalName name, std::vector<GlobalId>& out, int depth);
  bool inherited_members(GlobalId type, GlobalName name, Found& out, std::vector<GlobalId>& seen, int depth);
  // evaluate.cc
  Found resolve_now(const ProgramExpr& e);
  Values evaluate_now(const ProgramExpr& e, GlobalExpr id);
  Values value_of(const Found& found);
  Values value_of_symbol(GlobalId id);
  Values typed_value(GlobalId id);
  Values module_around(GlobalId scope);
  Values result_of_call(const Values& callee, const Found& found);
  Values receiver_result(const ProgramExpr& call);
  [[nodiscard]] bool returns_self(GlobalId function) const;
  Values generic(const ProgramExpr& e);
  Values inner_of(const Values& base, parse::Op op, std::uint32_t item);
  Values container_method(const ProgramExpr& call);
  Values container_property(const ProgramExpr& member);
  Values contents(const Value& container);
  Values mapped(const ProgramExpr& call);
  Values indexed(const ProgramExpr& e);
  Values container_function(const ProgramExpr& call, const ProgramExpr& callee);
  // generics.cc
  using Arguments = std::vector<Values>;
  struct Bound {  ///< what the type parameters of a class or function stand for
    GlobalId owner = kNone;
    Arguments args;
  };
  using Bindings = std::vector<Bound>;
  std::uint32_t intern_arguments(Arguments args);
  [[nodiscard]] const Arguments* arguments(const Value& v) const;
  [[nodiscard]] bool mentions_parameter(GlobalExpr type, int depth) const;
  Values instantiate(GlobalExpr type, const Bindings& bindings, int depth);
  Values apply_arguments(const ProgramExpr& e, const Arguments& args);
  void bind_receiver(const Value& receiver, GlobalId owner, Bindings& out);
  void bind_use(GlobalId id, GlobalExpr use, Bindings& out);
  void infer(GlobalId function, GlobalId owner, const ProgramExpr& call, Bindings& out);
  void match(GlobalId owner, GlobalExpr type, const Values& values, GlobalExpr given, Arguments& out, int depth);
  Values specialised(GlobalId id, GlobalExpr use, const ProgramExpr* call);
  Values constructed(GlobalId type, GlobalId function, const ProgramExpr& call);
  // lambdas.cc
  Values given(const ProgramExpr& e);
  Values given_by_type(GlobalExpr type, const Bindings& bindings, std::uint32_t parameter);
  Values lambda_result(GlobalExpr function);
  Values scope_function(const ProgramExpr& call);
  // library_extensions.cc
  [[nodiscard]] Found library_extension(const Value& v, GlobalName name) const;
  // library_values.cc
  Values result_of_overload(const ProgramExpr& call, GlobalExpr id);
  Values library_call(const ProgramExpr& call);
  static Value library_type(GlobalName name) { return {Value::Kind::kExternal, kNone, kNone, kNone, name == kNone ? 0 : name}; }
  static Values to_instances(const Values& values);
  // operators.cc
  bool points(GlobalExpr id);
  bool has_subscript(GlobalExpr base);
  bool takes_operands(GlobalId function, const ProgramExpr& call, bool free);
  // overloads.cc
  [[nodiscard]] bool takes_the_same(const SymbolDetail& a, const SymbolDetail& b) const;
  [[nodiscard]] std::uint32_t fewest_arguments(GlobalId function) const;
  int fitness(GlobalId function, const ProgramExpr& call);
  std::vector<GlobalId> behind_alias(GlobalId id);
  void add_constructors(GlobalId type, std::vector<GlobalId>& out);
  std::vector<GlobalId> labelled_members(const ProgramExpr& call);
  void drop_mislabelled(std::vector<GlobalId>& ids, const ProgramExpr& call);
  void choose_companion(std::vector<GlobalId>& ids, const ProgramExpr& call);
  bool derives(GlobalId type, GlobalId base);

  const LinkTables& t_;
  const Program& p_;
  std::uint32_t file_ = 0;
  std::vector<ProgramExpr> local_exprs_;
  std::vector<GlobalExpr> local_args_;
  std::span<const std::string_view> local_names_;
  Memo<Found> found_;
  Memo<Values> values_;
  Memo<Values> symbol_values_;   ///< by GlobalId
  Memo<Found> members_called_;   ///< members_anywhere, by name
  Memo<Found> members_named_;
  std::vector<Arguments> arguments_;  ///< Value::args counts them
  std::map<std::vector<std::uint32_t>, std::uint32_t> argument_ids_;
  std::vector<Applied> applied_;                                    ///< of Value::Kind::kApplied
  std::map<std::vector<std::uint64_t>, std::uint32_t> applied_ids_;
  FileSet reachable_;
  FileSet around_;
  int depth_ = 0;
};

}  // namespace cg::ingest
