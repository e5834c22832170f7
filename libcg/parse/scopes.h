#pragma once
#include <cstdint>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/parse/facts.h"

namespace cg::parse {

/// How a local's value comes out of the expression beside it.
enum class Via : std::uint8_t { kValue, kElement, kUnwrap, kItem, kElementItem, kMember, kGiven };

/// A name bound inside one file's text: a local, a parameter, a type parameter, or a symbol nested in a function.
struct Binding {
  NameId name = 0;
  std::uint32_t scope = 0;
  std::uint32_t visible_from = 0;    ///< byte offset; before it an outer binding of the name holds
  std::uint32_t type_node = kNone;   ///< node of its declared type
  std::uint32_t value_node = kNone;  ///< node of its initialiser
  Via via = Via::kValue;
  std::uint32_t item = 0;            ///< of Via::kItem, kGiven and type parameters: its number; of Via::kMember: its NameId
  std::uint32_t symbol = kNone;      ///< ordinal, when it is a symbol and not a local
  std::uint32_t parameter = kNone;   ///< number in Facts::parameters, when its uses are kept
  bool outer = false;                ///< says that the name means one bound further out (global, nonlocal)
  bool pointer = false;              ///< C++: see SymbolFlag kPointer
  bool is_type = false;              ///< a type parameter: type_node is its bound
  std::uint32_t older = kNone;       ///< the binding of this name made before in the same scope
  ExprId expr = kNone;               ///< what is known of its value, once asked for
  bool asked = false;
};

struct Scope {
  std::uint32_t parent = kNone;
  std::uint32_t symbol = 0;  ///< innermost named symbol: what sites inside belong to
  bool function = false;     ///< inside a function: values bound here are locals
  bool lambda = false;       ///< inside a function without a name: what it returns is not what `symbol` returns
  bool members = false;      ///< directly inside a class-like symbol: values bound here are members
  std::uint32_t wrapper = kNone;  ///< node that definitions directly inside span as well: C++'s template <...>
};

/// The lexical scopes of one file and what is bound in them. Names bound nowhere in the file (most of them) are told
/// apart by one bit, the others by a walk outwards with one hash probe a scope.
class Scopes {
 public:
  void clear();
  std::uint32_t open(const Scope& scope);
  [[nodiscard]] const Scope& at(std::uint32_t scope) const { return scopes_[scope]; }
  [[nodiscard]] Scope& at(std::uint32_t scope) { return scopes_[scope]; }

  std::uint32_t bind(Binding binding);
  /// The binding that `name` means at byte `at` in `scope`; kNone if it is not bound in this file's functions.
  /// `hoisted`: a binding further down holds too when none comes before.
  [[nodiscard]] std::uint32_t lookup(NameId name, std::uint32_t scope, std::uint32_t at, bool hoisted) const;
  /// Whether `scope` itself declares that `name` belongs further out.
  [[nodiscard]] bool is_outer(NameId name, std::uint32_t scope) const;
  /// The type parameter of that name that `scope` itself has; null if it has none. Valid until the next bind().
  [[nodiscard]] Binding* type_binding(NameId name, std::uint32_t scope);
  [[nodiscard]] Binding& binding(std::uint32_t id) { return bindings_[id]; }

 private:
  [[nodiscard]] std::uint32_t newest(NameId name, std::uint32_t scope) const;
  std::size_t slot(NameId name, std::uint32_t scope) const;
  void grow();

  std::vector<Scope> scopes_;
  std::vector<Binding> bindings_;
  std::vector<bool> bound_;            ///< by NameId
  std::vector<std::uint32_t> slots_;   ///< newest binding by (scope, name), open addressing; kNone: free
  std::size_t used_ = 0;
};

}  // namespace cg::parse
