#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/base/kinds.h"

// Facts are what a file says by itself: a pure function of its bytes, its language and cg's version. They know
// nothing of other files. What a name of another file means is the linker's business (libcg/ingest); so that it can
// decide as a compiler would, facts keep the *expression* in front of every name, not just the name: `a.b().c()`
// gives the site `c` the expression member(call(member(name a, b)), c).
//
// Local variables and parameters never leave the file: where a name is bound lexically inside a function, extraction
// replaces it by what is known of its value (declared type or initialiser), and drops the site. This is what
// keeps facts small: of 100 identifiers in C about 70 are locals. Where a language's query file asks for it, the uses of
// parameters are kept in a list of their own: the file alone says what they mean, so they are linked to nothing.

namespace cg::parse {

/// Index into Facts::names.
using NameId = std::uint32_t;
/// Index into Facts::exprs; kNone for "nothing known".
using ExprId = std::uint32_t;

/// Properties of a symbol that linking or a question needs. Bits; part of the index format: append only.
enum SymbolFlag : std::uint32_t {
  kDeclaration = 1U << 0,    ///< says that it exists somewhere else: prototype, extern, abstract method of an interface is *not* one
  kFileLocal = 1U << 1,      ///< invisible to other files: C's static, anonymous namespace
  kExported = 1U << 2,       ///< explicitly visible: export, pub, public, a capital letter in Go
  kDefaultExport = 1U << 3,  ///< the module's default export
  kAbstract = 1U << 4,       ///< has no body to be run: interface method, pure virtual, trait method without default
  kStatic = 1U << 5,         ///< belongs to the type, not to its instances
  kAnonymous = 1U << 6,      ///< has no name of its own; the name is made up, such as "<lambda>"
  kExtension = 1U << 7,      ///< adds members to a type that is defined elsewhere (impl, extension, reopened class)
  kProperty = 1U << 8,       ///< a method that is read like a field
  kOverride = 1U << 9,       ///< says itself that it overrides
  kConditional = 1U << 10,   ///< one of several under #if, cfg or version checks
  kFunctionLike = 1U << 11,  ///< a macro with a parameter list
  kMacroNamed = 1U << 13,    ///< its name is an argument of the macro that stands for its head: the real name may be made of it
  kPasting = 1U << 14,       ///< a macro that pastes names together with ##
  kVirtual = 1U << 15,       ///< says itself that it may be overridden (C++)
  kTestCode = 1U << 16,      ///< a test or what helps one; set by the file's path as well, which facts do not know (ingest/test_code.h)
  kUnlikely = 1U << 17,      ///< in a branch of #if that a build for Linux with GCC does not take, as far as can be told
  kPointer = 1U << 18,       ///< C++: what its type says is pointed to, or held many times: T* x, T x[8], T* f()
  kScoped = 1U << 19,       ///< an enum whose members are named through it only (C++: enum class)
  kGenericType = 1U << 12,   ///< a type parameter such as T: stands for some type, is none
};

/// A definition or declaration. Symbol 0 is the file itself; containers come before what they contain.
struct Symbol {
  SymbolKind kind = SymbolKind::kFile;
  std::uint32_t flags = 0;
  NameId name = 0;
  std::uint32_t container = kNone;  ///< ordinal of the symbol around it; kNone for the file
  std::uint32_t start_byte = 0;     ///< whole definition, decorators and modifiers included
  std::uint32_t end_byte = 0;
  std::uint32_t start_line = 0;
  std::uint32_t end_line = 0;
  Position at;                      ///< the name token
  ExprId owner = kNone;             ///< the type it is a member of when written outside it (C++ A::f, Go receiver, impl T)
  ExprId type = kNone;              ///< declared type of a value, declared return type, aliased type
  ExprId value = kNone;             ///< initialiser of a value, union of what a function returns
  std::uint32_t first_param = 0;    ///< into Facts::params
  std::uint16_t params = 0;         ///< parameters written, self excluded
  std::uint16_t required = 0;       ///< parameters a caller must give
  bool variadic = false;
  NameId labels = 0;                ///< of the arguments, where they are part of its name: "at:_:rest...:" (Swift); 0: none
  std::string signature;            ///< one line, white space folded; empty when the name says it all
  std::string doc;                  ///< comment or docstring, markers removed
};

/// The shape of an expression or type, as far as types flow through it.
enum class Op : std::uint8_t {
  kUnknown,
  kName,      ///< name, to be looked up from symbol `scope` outwards
  kSymbol,    ///< `base` is the ordinal of a symbol of this file, bound lexically
  kSelf,      ///< the instance (or class) around `scope`
  kSuper,
  kMember,    ///< base . name
  kCall,      ///< value of calling base with args
  kNew,       ///< a new instance of type base, args
  kInstance,  ///< some value of type base: declared variables, casts
  kIndex,     ///< base[...]
  kElement,   ///< what iterating over base yields
  kUnwrap,    ///< base without its wrapper: await, ?, !, *p, context managers; name is "await" for Rust's, which leaves a Result what it is
  kItem,      ///< the n-th part of tuple base; n in name (a number, not a NameId)
  kGeneric,   ///< type base applied to args
  kUnion,     ///< one of args
  kLiteral,   ///< a value of the built-in type `name`
  kFunction,  ///< a function value; base is what it returns
  kModule,    ///< the module `name`, as in require("name")
  kGiven,     ///< what function `base` hands to a function that it is given: name is kGivenStride * argument + parameter (a number)
  kTypeParam, ///< the type parameter number `name` (a number) of the class or function `scope`; base: its bound
};

inline constexpr std::size_t kOps = static_cast<std::size_t>(Op::kTypeParam) + 1;

/// Of Op::kGiven: `a.map((x, i) => ...)`, whose i is parameter 1 of argument 0, has the number 1.
inline constexpr std::uint32_t kGivenStride = 64;

/// Whether an expression's `name` is a number and no NameId.
constexpr bool has_number(Op op) { return op == Op::kItem || op == Op::kGiven || op == Op::kTypeParam; }

struct Expr {
  Op op = Op::kUnknown;
  bool is_type = false;         ///< kName or kMember in a type position (C tags, TypeScript types)
  bool is_static = false;       ///< kMember through :: rather than . or ->
  std::uint32_t scope = 0;      ///< symbol ordinal in which it is written
  NameId name = 0;              ///< of kCall and kNew: the labels of the arguments, as in Symbol::labels; ">:" for a closure behind the brackets.
                                ///< kOperatorCall where an operator stands for the call
  ExprId base = kNone;
  std::uint32_t first_arg = 0;  ///< into Facts::args
  std::uint32_t args = 0;
};

/// Expr::name of a call that is an operator: a + b. Its site has the operator as its name, as written.
inline constexpr std::string_view kOperatorCall = "operator";

/// A place where a name that is not local is used.
struct Site {
  EdgeKind kind = EdgeKind::kReads;
  std::uint32_t owner = 0;  ///< ordinal of the innermost named symbol around it
  NameId name = 0;
  ExprId expr = kNone;      ///< kName, kMember, kSelf or kSuper expression that ends in the name
  /// The call around it when the site is called: its arguments choose among overloads. Of a macro that gives its owner members
  /// (kExpands, C and C++): the same as `expr`.
  ExprId call = kNone;
  Position at;
};

struct Param {
  ExprId type = kNone;
};

/// A parameter whose uses are kept: `self` and what the patterns in a function's list of parameters bind, closures' aside.
struct Parameter {
  std::uint32_t owner = 0;  ///< ordinal of the function
  NameId name = 0;
  Position at;
};

/// A place where a parameter is read, written or has its address taken.
struct ParameterUse {
  std::uint32_t parameter = 0;  ///< into Facts::parameters
  EdgeKind kind = EdgeKind::kReads;
  Position at;
};

/// Whether a site says of what its owner is made: its base classes and what a macro adds to it.
constexpr bool names_base(const Site& s) {
  return s.kind == EdgeKind::kExtends || s.kind == EdgeKind::kImplements || (s.kind == EdgeKind::kExpands && s.call != kNone && s.call == s.expr);
}

/// What an import says. The bits are part of the index format: append only.
enum ImportFlag : std::uint32_t {
  kWildcard = 1U << 0,    ///< all names: import *, using namespace, #include
  kReexport = 1U << 1,    ///< the names are visible through this file in turn
  kDefault = 1U << 2,     ///< name is the module's default export
  kNamespace = 1U << 3,   ///< alias stands for the module itself
  kSystem = 1U << 4,      ///< #include <...>
  kStaticImport = 1U << 5,
  kTypeOnly = 1U << 6,
  kQuiet = 1U << 7,       ///< binds no name (import for effect, Go's _)
};

/// One imported name (or module): `from module import name as alias`.
struct Import {
  NameId module = 0;           ///< as written, quotes removed: "./x", "os.path", "a::b", "foo.h"
  NameId name = 0;             ///< the name taken from it; 0 (the empty name): the module itself
  NameId alias = 0;            ///< the name it gets here; 0: none of its own
  std::uint32_t flags = 0;
  std::uint32_t scope = 0;     ///< symbol ordinal in which it is visible
  Position at;
};

/// A stretch of the source, in bytes.
struct TextSpan {
  std::uint32_t start = 0, end = 0;
};

/// Everything a file says by itself. names[0] is the empty string.
struct Facts {
  std::vector<std::string> names;
  std::vector<Symbol> symbols;
  std::vector<Param> params;
  std::vector<Expr> exprs;
  std::vector<ExprId> args;
  std::vector<Site> sites;  ///< by position
  std::vector<Import> imports;
  std::vector<Parameter> parameters;         ///< by position
  std::vector<ParameterUse> parameter_uses;  ///< by parameter and position
  std::vector<TextSpan> comments;  ///< and documentation strings, by start, apart from each other: what is said, not done
  std::uint32_t lines = 0;
  std::uint32_t bytes = 0;
  std::uint32_t error_bytes = 0;  ///< bytes under syntax errors: how much of the file was not understood
  bool bounded = false;           ///< a limit (depth, count) was hit and something was left out

  [[nodiscard]] std::string_view name(NameId id) const { return names[id]; }
};

}  // namespace cg::parse
