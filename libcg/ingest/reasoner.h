#pragma once
#include <string>
#include <vector>

#include "libcg/graph/reasons.h"
#include "libcg/ingest/file_uses.h"
#include "libcg/ingest/resolver.h"

namespace cg::ingest {

/// Writes down how the Resolver came to the type of a receiver. It asks what was asked before to link the site, so every answer
/// is in the Resolver's cache.
class Reasoner {
 public:
  Reasoner(Resolver& resolver, std::uint32_t file, const FileUses& uses)
      : r_(resolver), p_(resolver.tables().program), file_(file), uses_(uses) {}

  /// The parts of an expression of the file at hand, innermost first; those that say nothing are left out.
  [[nodiscard]] std::vector<graph::ReasonStep> steps(parse::ExprId expr);

 private:
  void walk(parse::ExprId expr, int depth, std::vector<graph::ReasonStep>& out);
  [[nodiscard]] std::string text(parse::ExprId expr, int depth) const;
  [[nodiscard]] std::string value_text(const Values& values) const;
  [[nodiscard]] std::string qualified(GlobalId id) const;

  Resolver& r_;
  const Program& p_;
  std::uint32_t file_;
  const FileUses& uses_;
};

}  // namespace cg::ingest
