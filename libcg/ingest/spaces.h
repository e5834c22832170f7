#pragma once
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/base/string_table.h"
#include "libcg/ingest/path_index.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/rust_modules.h"

// A space is where names live that several files make together: a C++ namespace, a Java package, a Go package's folder,
// a Rust module, the one global space of C. It has a name of its own, such as "jvm/com.google.gson" or "go/cmd/root": the world
// of its language, a slash, and parts joined by dots. Which space a file's top level belongs to is the first thing
// that languages do differently; Python's and JavaScript's files are modules of their own and belong to none.

namespace cg::ingest {

using SpaceId = std::uint32_t;

class Spaces {
 public:
  /// Its members lie in `memory`: in C, that is nearly all symbols of the tree.
  Spaces(const Program& program, const PathIndex& paths, std::pmr::memory_resource* memory = std::pmr::get_default_resource());

  /// The space that a file's top level is in; kNone for files that are their own module.
  [[nodiscard]] SpaceId of_file(std::uint32_t file) const { return of_file_[file]; }
  /// The space that a namespace or module symbol opens; kNone for other symbols.
  [[nodiscard]] SpaceId of_symbol(GlobalId id) const;
  [[nodiscard]] std::string_view name(SpaceId space) const { return names_.view(space); }
  [[nodiscard]] std::optional<SpaceId> find(std::string_view name) const { return names_.find(name); }
  /// The modules (of Haskell, Elixir) that are a space, ascending.
  [[nodiscard]] std::span<const GlobalId> modules(SpaceId space) const;
  /// The space `part` inside `space`.
  [[nodiscard]] std::optional<SpaceId> inner(SpaceId space, std::string_view part) const;
  /// The space around; kNone at the top.
  [[nodiscard]] SpaceId outer(SpaceId space) const;
  /// The file that a module symbol leads to: `mod x;` of Rust.
  [[nodiscard]] std::optional<std::uint32_t> file_of_module(GlobalId id) const { return rust_.file_of(id); }
  /// Symbols of a name in a space, ascending.
  [[nodiscard]] std::span<const GlobalId> members(SpaceId space, GlobalName name) const;

 private:
  struct Member {
    SpaceId space;
    GlobalName name;
    GlobalId id;
    friend auto operator<=>(const Member&, const Member&) = default;
  };
  SpaceId intern(const std::string& name);
  /// The space `part` inside `around`, made if it is not there.
  SpaceId enter(SpaceId around, std::string_view part);
  std::string home(const Program& program, std::uint32_t file) const;

  const Program& program_;
  RustModules rust_;
  Interner names_;
  std::vector<SpaceId> of_file_;
  std::unordered_map<GlobalId, SpaceId> of_symbol_;
  std::unordered_map<SpaceId, std::vector<GlobalId>> modules_;
  std::pmr::vector<Member> members_;
  std::pmr::vector<GlobalId> ids_;  ///< of members_, so that a range of them is a span
};

/// Separators of all languages (:: \ /) as dots.
[[nodiscard]] std::string dotted(std::string_view name);

}  // namespace cg::ingest
