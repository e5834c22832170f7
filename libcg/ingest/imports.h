#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/ingest/compile_commands.h"
#include "libcg/ingest/path_index.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/script_exports.h"
#include "libcg/ingest/script_projects.h"
#include "libcg/ingest/spaces.h"
#include "libcg/ingest/values.h"

namespace cg::ingest {

/// Where manifests say that packages lie: Go modules, npm packages, Cargo crates.
struct Packages {
  std::unordered_map<std::string, std::string> folders;  ///< "npm zod" -> "packages/zod"; "go github.com/a/b" -> ""
  ScriptProjects scripts;
  std::string root_name;  ///< of the tree's own folder: if it is a package of Python, that is what its modules call it
  CompileCommands commands;
};

/// What an import leads to: files, spaces or symbols of the tree, or nothing there (external).
/// One strategy a language family (imports_*.cc); all are pure lookups in tables that are complete.
class Imports {
 public:
  Imports(const Program& program, const PathIndex& paths, const Spaces& spaces, const Packages& packages)
      : program_(program), paths_(paths), spaces_(spaces), packages_(packages), exports_(program) {
    index_rust();
  }

  /// The module that an import names, before any name is taken from it.
  [[nodiscard]] Found module(std::uint32_t file, const ProgramImport& import) const;
  [[nodiscard]] Found module(std::uint32_t file, std::string_view spec, std::uint32_t flags) const;
  /// What the import binds: the name taken from the module, or the module itself.
  [[nodiscard]] Found target(std::uint32_t file, const ProgramImport& import, int depth = 0) const;
  /// A name that a module (file or space) offers to others, its re-exports included.
  [[nodiscard]] Found offered(const Found& module, GlobalName name, int depth = 0) const;
  [[nodiscard]] Found offered_by_file(std::uint32_t file, GlobalName name, int depth) const;
  /// What a module is when it is used as a value: its default export, module.exports.
  [[nodiscard]] Found default_export(std::uint32_t file) const;
  /// How the compiler is called for a file, if a compilation database says so; else null.
  [[nodiscard]] const CompileUnit* unit(std::uint32_t file) const {
    return packages_.commands.empty() ? nullptr : packages_.commands.unit(program_.files[file].path);
  }
  /// The name that an import is known by in its file; the empty name if it binds none.
  [[nodiscard]] std::string_view bound_name(std::uint32_t file, const ProgramImport& import) const;
  /// What a name means in a module of Rust: an item, an import, a crate; and the module in which a symbol lies.
  [[nodiscard]] Found rust_name(SpaceId module, GlobalName name) const;
  /// Haskell: what a module has in scope by its bare name, and what is meant by a name behind a module's.
  [[nodiscard]] Found haskell_in_scope(std::uint32_t file, GlobalName name, int depth) const;
  [[nodiscard]] std::optional<Found> haskell_qualified(std::uint32_t file, GlobalName qualifier, GlobalName name) const;
  /// The module that `crate` or `super` is; kNone for other words.
  [[nodiscard]] SpaceId rust_keyword(SpaceId module, std::string_view word) const;
  [[nodiscard]] SpaceId rust_module(std::uint32_t file, GlobalId scope) const;

 private:
  [[nodiscard]] Found include(std::string_view from, std::string_view spec, std::uint32_t flags) const;
  [[nodiscard]] Found python(std::string_view from, std::string_view spec) const;
  [[nodiscard]] Found script(std::string_view from, std::string_view spec) const;
  [[nodiscard]] Found go(std::string_view from, std::string_view spec) const;
  [[nodiscard]] SpaceId haskell_module(std::uint32_t file) const;
  [[nodiscard]] Found haskell_offered(SpaceId module, GlobalName name, int depth) const;
  struct RustWay;
  struct RustNameHash {
    std::size_t operator()(const std::pair<SpaceId, GlobalName>& key) const {
      return std::hash<std::uint64_t>()((std::uint64_t{key.first} << 32) | key.second);
    }
  };
  using ImportPlaces = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< a file, and an import of Program::imports
  void index_rust();
  [[nodiscard]] Found rust_crate(std::string_view name) const;
  [[nodiscard]] Found rust_name(SpaceId module, GlobalName name, RustWay& way) const;
  [[nodiscard]] Found rust_offered(SpaceId module, GlobalName name, RustWay& way) const;
  [[nodiscard]] Found rust_offered(SpaceId module, GlobalName name) const;
  [[nodiscard]] SpaceId rust_space(const Found& at) const;
  [[nodiscard]] Found rust_step(const Found& at, GlobalName name, RustWay& way) const;
  [[nodiscard]] Found rust_path(SpaceId module, std::string_view path, RustWay& way) const;
  [[nodiscard]] Found rust_path(std::uint32_t file, const ProgramImport& import) const;
  [[nodiscard]] Found rust_target(std::uint32_t file, const ProgramImport& import, RustWay& way) const;
  [[nodiscard]] Found rust_target(std::uint32_t file, const ProgramImport& import) const;
  [[nodiscard]] Found package(std::uint32_t file, std::string_view spec) const;
  [[nodiscard]] Found path(std::string_view from, std::string_view spec, std::string_view language) const;
  struct ScriptWay;
  [[nodiscard]] Found script_target(std::uint32_t file, const ProgramImport& import) const;
  [[nodiscard]] Found script_offered(std::uint32_t file, GlobalName name) const;
  [[nodiscard]] Found script_ambient(std::uint32_t file, GlobalName name) const;
  [[nodiscard]] Found script_default(std::uint32_t file) const;
  [[nodiscard]] Found script_import(std::uint32_t file, const ProgramImport& import, ScriptWay& way) const;
  [[nodiscard]] Found script_local(std::uint32_t file, GlobalName name, ScriptWay& way) const;
  [[nodiscard]] Found script_name(std::uint32_t file, GlobalName name, bool starred, ScriptWay& way) const;
  [[nodiscard]] std::optional<std::uint32_t> script_file(const std::string& base) const;
  [[nodiscard]] std::optional<std::uint32_t> script_folder(const std::string& folder) const;
  [[nodiscard]] std::optional<std::uint32_t> script_package(std::string_view spec) const;
  [[nodiscard]] std::optional<std::uint32_t> script_alias(const std::vector<PathAlias>& aliases, std::string_view spec,
                                                          std::string_view folder) const;

  const Program& program_;
  const PathIndex& paths_;
  const Spaces& spaces_;
  const Packages& packages_;
  ScriptExports exports_;
  std::unordered_map<std::pair<SpaceId, GlobalName>, ImportPlaces, RustNameHash> rust_names_;  ///< by module and bound name
  std::unordered_map<SpaceId, ImportPlaces> rust_wildcards_;                                   ///< by module
};

}  // namespace cg::ingest
