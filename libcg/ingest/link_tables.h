#pragma once
#include <memory>

#include "libcg/ingest/resolver.h"

namespace cg::ingest {

/// Program, paths, spaces and imports of a tree, ready to be linked. Owns what a LinkTables refers to.
class LinkContext {
 public:
  /// `program` must be finished and must outlive it.
  LinkContext(const Program& program, Packages packages);
  [[nodiscard]] const LinkTables& tables() const { return tables_; }

 private:
  void name_imports();
  void follow_includes();
  void join_parts();
  [[nodiscard]] GlobalId extended_type(Resolver& resolver, GlobalId extension) const;
  void find_owners();
  void find_owners_of(bool classes);
  void find_library_extensions();
  void find_go_interfaces();

  const Program& program_;
  Packages packages_;
  PathIndex paths_;
  Spaces spaces_;
  Imports imports_;
  LinkTables tables_;
};

}  // namespace cg::ingest
