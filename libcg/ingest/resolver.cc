#include "libcg/ingest/resolver.h"

// The file at hand: its expressions, and everything that is remembered while it is linked.

namespace cg::ingest {

Resolver::Resolver(const LinkTables& tables) : t_(tables), p_(tables.program) {}

void Resolver::begin_file(std::uint32_t file, std::vector<ProgramExpr> exprs, std::vector<GlobalExpr> args, std::span<const std::string_view> names) {
  file_ = file;
  local_exprs_ = std::move(exprs);
  local_args_ = std::move(args);
  local_names_ = names;
  found_.clear();
  values_.clear();
  symbol_values_.clear();
  arguments_.clear();
  argument_ids_.clear();
  members_called_.clear();
  members_named_.clear();
  applied_.clear();
  applied_ids_.clear();
  reachable_.clear();
  around_.clear();
  depth_ = 0;
}

const ProgramExpr& Resolver::expr(GlobalExpr id) const {
  return id >= kLocalExpr ? local_exprs_[id - kLocalExpr] : p_.exprs[id];
}

/// Local expressions refer to local arguments and names: the two pools never mix.
bool Resolver::is_local(const ProgramExpr& e) const {
  return !local_exprs_.empty() && &e >= local_exprs_.data() && &e < local_exprs_.data() + local_exprs_.size();
}

GlobalExpr Resolver::arg(const ProgramExpr& e, std::uint32_t index) const {
  return is_local(e) ? local_args_[e.first_arg + index] : p_.args[e.first_arg + index];
}

std::string_view Resolver::labels(const ProgramExpr& call) const { return is_local(call) ? local_names_[call.name] : p_.names.view(call.name); }

}  // namespace cg::ingest
