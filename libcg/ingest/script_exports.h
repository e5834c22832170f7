#pragma once
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "libcg/ingest/program.h"

namespace cg::ingest {

/// What each file of JavaScript and TypeScript exports and binds by its imports, in tables, so that a barrel of a thousand
/// re-exports costs a search and not a walk.
class ScriptExports {
 public:
  explicit ScriptExports(const Program& program);

  /// Imports that export a name: `export { a as name } from`, `module.exports = { name }`. Numbers of Program::imports.
  [[nodiscard]] std::span<const std::uint32_t> named(std::uint32_t file, GlobalName name) const { return find(named_, file, name); }
  /// Imports that bind a name at the top of the file.
  [[nodiscard]] std::span<const std::uint32_t> bound(std::uint32_t file, GlobalName name) const { return find(bound_, file, name); }
  /// `export * from`.
  [[nodiscard]] std::span<const std::uint32_t> wildcards(std::uint32_t file) const { return find(wildcards_, file, 0); }
  /// Symbols that are the default export.
  [[nodiscard]] std::span<const GlobalId> defaults(std::uint32_t file) const { return find(defaults_, file, 0); }
  /// Whether the file is a module: it exports something. What is none is a script, all of which others may see.
  [[nodiscard]] bool exports_any(std::uint32_t file) const { return exports_any_[file]; }
  /// The name "default", kNone if nobody writes it.
  [[nodiscard]] GlobalName default_name() const { return default_name_; }

 private:
  struct Table {
    struct Row {
      std::uint32_t file = 0;
      GlobalName name = 0;
      std::uint32_t id = 0;
      friend auto operator<=>(const Row&, const Row&) = default;
    };
    std::vector<Row> rows;
    std::vector<std::uint32_t> ids;  ///< of rows, so that a range of them is a span
    void finish();
  };
  static std::span<const std::uint32_t> find(const Table& table, std::uint32_t file, GlobalName name);

  GlobalName default_name_;
  std::vector<bool> exports_any_;  ///< by file
  Table named_, bound_, wildcards_, defaults_;
};

}  // namespace cg::ingest
