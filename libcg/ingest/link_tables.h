#pragma once
#include <memory>
#include <memory_resource>

#include "libcg/ingest/resolver.h"

namespace cg::ingest {

/// Program, paths, spaces and imports of a tree, ready to be linked. Owns what a LinkTables refers to.
class LinkContext {
 public:
  /// `program` must be finished; both must outlive it. `includes` are those of the tree where they are known: of a program of some
  /// files only they cannot be found. What there is one of for each symbol lies in `memory`.
  LinkContext(const Program& program, const Packages& packages, const FileRows* includes = nullptr,
              std::pmr::memory_resource* memory = std::pmr::get_default_resource());
  [[nodiscard]] const LinkTables& tables() const { return tables_; }
  /// The files that a file of C or C++ includes; others include none.
  [[nodiscard]] std::vector<std::uint32_t> included(std::uint32_t file) const;

 private:
  void name_imports();
  void follow_includes();
  void join_parts();
  [[nodiscard]] bool is_augmentation(const ProgramSymbol& s) const;
  [[nodiscard]] GlobalId augmented_type(std::uint32_t file, const ProgramSymbol& s) const;
  [[nodiscard]] GlobalId extended_type(Resolver& resolver, GlobalId extension) const;
  void find_owners();
  void find_owners_of(bool classes);
  void find_library_extensions();
  void find_go_interfaces();

  const Program& program_;
  const Packages& packages_;
  PathIndex paths_;
  Spaces spaces_;
  Imports imports_;
  LinkTables tables_;
};

}  // namespace cg::ingest
