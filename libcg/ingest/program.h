#pragma once
#include <cstdint>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcg/base/string_table.h"
#include "libcg/parse/facts.h"
#include "libcg/parse/language.h"

// What the files of a tree say *together*: all symbols under one numbering, and of all expressions those that other files
// can ask for (types, initialisers, base classes). Sites are not here: they are linked file by file from their facts, so
// memory grows with definitions and not with uses.

namespace cg::ingest {

/// A symbol of the whole tree: Program::files[f].first + ordinal.
using GlobalId = std::uint32_t;
/// An expression of Program::exprs, or, from kLocalExpr on, of the file being linked.
using GlobalExpr = std::uint32_t;
inline constexpr GlobalExpr kLocalExpr = 0x80000000U;
/// An id of Program::names; kNone for a name that nothing in the tree defines.
using GlobalName = std::uint32_t;

struct ProgramFile {
  std::string path;
  std::size_t language = 0;
  GlobalId first = 0;          ///< its symbol 0
  std::uint32_t symbols = 0;
  std::uint32_t first_import = 0;
  std::uint32_t imports = 0;
  bool read = true;            ///< whether what it defines is here, see Program::add_unread
  friend bool operator==(const ProgramFile&, const ProgramFile&) = default;
};

/// A flag beside those of parse::SymbolFlag, for ProgramSymbol::adds_to_type().
inline constexpr std::uint32_t kAddsToType = 1U << 23;
/// Of a function called like a macro's argument: the macro makes another name of it.
inline constexpr std::uint32_t kRenamed = 1U << 22;

/// 16 bytes a symbol; what only typed ones have is in `more`.
struct ProgramSymbol {
  GlobalName name = 0;
  GlobalId container = kNone;
  std::uint32_t flags : 24 = 0;
  std::uint32_t kind_bits : 8 = 0;
  std::uint32_t more = kNone;  ///< into Program::details
  [[nodiscard]] SymbolKind kind() const { return static_cast<SymbolKind>(kind_bits); }
  /// Whether it is an impl block or extension: a class that is called like the type to which it adds members.
  [[nodiscard]] bool adds_to_type() const { return (flags & kAddsToType) != 0; }
  /// The name that it defines; kNone where that is another, or none.
  [[nodiscard]] GlobalName own_name() const { return (flags & (kAddsToType | kRenamed)) != 0 ? kNone : name; }
  friend bool operator==(const ProgramSymbol&, const ProgramSymbol&) = default;
};

struct SymbolDetail {
  GlobalExpr owner = kNone, type = kNone, value = kNone;
  std::uint32_t first_param = 0;  ///< into Program::params
  std::uint16_t params = 0, required = 0;
  bool variadic = false;
  GlobalName labels = 0;          ///< parse::Symbol::labels
  friend bool operator==(const SymbolDetail&, const SymbolDetail&) = default;
};

struct ProgramExpr {
  parse::Op op = parse::Op::kUnknown;
  bool is_type = false;
  bool is_static = false;
  bool is_callee = false;  ///< some call calls it: where methods have names of their own, no field is meant
  std::uint16_t args = 0;
  GlobalId scope = 0;       ///< symbol in which it is written
  GlobalName name = 0;      ///< a number for kItem; of calls: labels, of those of the file being linked a number of its own names
  GlobalExpr base = kNone;  ///< a symbol for kSymbol
  std::uint32_t first_arg = 0;
  friend bool operator==(const ProgramExpr&, const ProgramExpr&) = default;
};

struct ProgramImport {
  GlobalName module = 0, name = 0, alias = 0;  ///< 0: the empty name
  std::uint32_t flags = 0;
  GlobalId scope = 0;
  friend bool operator==(const ProgramImport&, const ProgramImport&) = default;
};

/// `derived` says that it extends (or implements) what the expression names.
struct ProgramBase {
  GlobalId derived = 0;
  GlobalExpr base = kNone;
  bool implements = false;
  bool mixed_in = false;  ///< a macro of C that gives the struct members
  friend bool operator==(const ProgramBase&, const ProgramBase&) = default;
};

class Program {
 public:
  /// What there is one of for each symbol, name or expression lies in `memory`.
  explicit Program(std::pmr::memory_resource* memory = std::pmr::get_default_resource());

  /// Takes over what others can ask of a file. Files come in the order of their ids.
  void add(std::string path, std::size_t language, const parse::Facts& facts);
  /// A file of which only its path is known: its own symbol, and no other. The answers about what it defines are wrong, so whoever
  /// makes a program of some files only must see to it that no one asks (see note_asked).
  void add_unread(std::string path, std::size_t language);
  /// From now on the names whose definitions all over the tree are asked for are marked in `asked`, by name; null: no longer.
  void note_asked(std::vector<char>* asked) { asked_ = asked; }
  void asks_for(GlobalName name) const {
    if (asked_ != nullptr && name < asked_->size()) (*asked_)[name] = 1;
  }
  /// Sorts the indices below; nothing may be added afterwards.
  void finish();
  /// Whether all that add() took over is the same: then no link can tell one from the other.
  [[nodiscard]] bool same_as(const Program& other) const;

  [[nodiscard]] const ProgramSymbol& symbol(GlobalId id) const { return symbols[id]; }
  [[nodiscard]] const SymbolDetail* detail(GlobalId id) const {
    return symbols[id].more == kNone ? nullptr : &details[symbols[id].more];
  }
  [[nodiscard]] std::uint32_t file_of(GlobalId id) const;
  [[nodiscard]] SymbolRef ref(GlobalId id) const;
  [[nodiscard]] const parse::LanguagePolicy& policy(GlobalId id) const {
    return parse::all_languages()[files[file_of(id)].language];
  }
  /// All symbols of a name, ascending.
  [[nodiscard]] std::span<const GlobalId> named(GlobalName name) const;
  /// Symbols directly in a container, by name; and those of one name.
  [[nodiscard]] std::span<const GlobalId> children(GlobalId container) const;
  [[nodiscard]] std::span<const GlobalId> children(GlobalId container, GlobalName name) const;
  [[nodiscard]] std::span<const ProgramBase> bases(GlobalId derived) const;
  [[nodiscard]] std::span<const ProgramImport> imports_of(std::uint32_t file) const {
    return {imports.data() + files[file].first_import, files[file].imports};
  }
  /// The id of a name; kNone if no definition, import or type of the tree has it.
  [[nodiscard]] GlobalName find_name(std::string_view name) const { return names.find(name).value_or(kNone); }

  Interner names;  ///< id 0 is the empty name
  std::vector<ProgramFile> files;
  std::pmr::vector<ProgramSymbol> symbols;
  std::pmr::vector<SymbolDetail> details;
  std::pmr::vector<ProgramExpr> exprs;
  std::pmr::vector<GlobalExpr> args;
  std::pmr::vector<GlobalExpr> params;  ///< types of parameters
  std::pmr::vector<ProgramImport> imports;
  std::pmr::vector<ProgramBase> all_bases;

 private:
  static constexpr GlobalId kFileBlock = 64;
  void mark_renamed();
  void name_unread();

  std::vector<char>* asked_ = nullptr;
  std::vector<std::uint32_t> first_of_file_;
  std::pmr::vector<std::uint32_t> block_file_;  ///< by id / kFileBlock: the file of the block's first symbol
  std::pmr::vector<std::uint32_t> name_start_;
  std::pmr::vector<GlobalId> by_name_;
  std::pmr::vector<std::uint32_t> child_start_;
  std::pmr::vector<GlobalId> by_container_;
};

/// Whether definitions of these languages see each other: C with C++, JavaScript with TypeScript, and each with itself.
[[nodiscard]] bool same_world(std::size_t language, std::size_t other);

}  // namespace cg::ingest
