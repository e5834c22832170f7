#pragma once
#include <unordered_map>
#include <vector>

#include "libcg/ingest/resolver.h"

// Which member of a base a member stands for, by the hierarchy, its name and its parameters. An edge is made where a compiler
// would have no choice, and none otherwise: an overload of the same name is no override, a method of C++ that nobody has called virtual
// only hides the other, and where two overloads of a base fit, none is named.
//
// Types of Go say nowhere which interfaces they implement. Having all the methods is what the language asks for, so that is what is
// looked for: of each interface by its least name, so that a type is compared with the few that can fit.

namespace cg::ingest {

class Overrides {
 public:
  /// For the file that `resolver` has begun.
  explicit Overrides(Resolver& resolver) : r_(resolver), p_(resolver.tables().program) {}

  /// The members of direct or indirect bases that `member` overrides or implements, the nearest on each way up.
  [[nodiscard]] std::vector<GlobalId> of(GlobalId member) { return find(member, 0); }
  /// The interfaces of the tree that a type of Go has all methods of.
  [[nodiscard]] const std::vector<GlobalId>& interfaces_of(GlobalId type);

 private:
  std::vector<GlobalId> find(GlobalId member, int depth);
  std::vector<GlobalId> find_in_go(GlobalId member);
  [[nodiscard]] GlobalId type_of(GlobalId member) const;
  std::vector<GlobalId> bases(GlobalId member, GlobalId type);
  std::vector<GlobalId> candidates(GlobalId base, GlobalId member, std::uint32_t said, int depth);
  bool may_override(GlobalId candidate, std::uint32_t flags, GlobalId base, std::uint32_t said, int depth);
  [[nodiscard]] bool same_parameters(GlobalId a, GlobalId b) const;
  [[nodiscard]] bool same_type(GlobalExpr a, GlobalExpr b) const;
  bool has_methods_of(GlobalId type, const LinkTables::GoInterface& wanted);

  Resolver& r_;
  const Program& p_;
  std::unordered_map<GlobalId, std::vector<GlobalId>> interfaces_;  ///< by type of Go
};

}  // namespace cg::ingest
