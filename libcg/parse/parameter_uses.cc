#include <algorithm>

#include "libcg/parse/extraction.h"

// Where a function uses its own parameters. To people, and to the indexes of compilers, a parameter is a thing with references;
// in the graph it would be a third of all symbols and be asked for by nobody's callers. So it stays a local: its uses are found
// here by scope, stand beside the facts of the function, and meet no linker.

namespace cg::parse {

/// The number of the parameter that is bound at `leaf`, inside a node that a rule calls `followed`; kNone if it is none of a
/// function with a name.
std::uint32_t Extraction::parameter_at(std::uint32_t leaf, std::uint32_t scope) {
  if (leaf >= followed_until_) return kNone;
  const Scope& around = scopes_.at(scope);
  if (around.lambda || !is_function_like(out_.symbols[around.symbol].kind)) return kNone;
  out_.parameters.push_back({around.symbol, name_of(leaf), position(syntax_.nodes[leaf].start)});
  return static_cast<std::uint32_t>(out_.parameters.size() - 1);
}

/// Notes a use of a binding, if that is a parameter. What a definition inside the function says is not the function's: an inner
/// one cannot name the outer one's parameters.
void Extraction::use_binding(std::uint32_t bound, std::uint32_t scope, std::uint32_t byte, Role role) {
  if (bound == kNone || role == Role::kType) return;
  const std::uint32_t parameter = scopes_.binding(bound).parameter;
  if (parameter == kNone || out_.parameters[parameter].owner != scopes_.at(scope).symbol) return;
  const EdgeKind kind = role == Role::kWrite     ? EdgeKind::kWrites
                        : role == Role::kAddress ? EdgeKind::kTakesAddress
                                                 : EdgeKind::kReads;
  out_.parameter_uses.push_back({parameter, kind, position(byte)});
}

/// The same for a name that means something else as well, or that no expression stands for: `self`, the x of `Point { x }`.
void Extraction::use_name(std::uint32_t leaf, Role role) {
  if (out_.parameters.empty()) return;
  const std::uint32_t byte = syntax_.nodes[leaf].start;
  use_binding(scopes_.lookup(name_of(leaf), scope_of_[leaf], byte, language_.policy().hoisted), scope_of_[leaf], byte, role);
}

void Extraction::order_parameter_uses() {
  const auto before = [](const ParameterUse& a, const ParameterUse& b) { return a.parameter != b.parameter ? a.parameter < b.parameter : a.at < b.at; };
  std::stable_sort(out_.parameter_uses.begin(), out_.parameter_uses.end(), before);
}

}  // namespace cg::parse
