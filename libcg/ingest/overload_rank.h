#pragma once
#include <vector>

#include "libcg/ingest/library_types.h"
#include "libcg/ingest/resolver.h"

// Which of several overloads a call means, by the rules that Java's specification gives (15.12.2) and that C#, Kotlin, Scala and Swift
// share in outline: of the functions that can take the arguments those that need no conversion go first, and of these the most
// specific wins. A compiler knows the type of every argument; here some are not known, so a function can also be
// *possible*. One that is only possible never beats one that is sure, but it takes away the certainty: then both are candidates.

namespace cg::ingest {

class OverloadRank {
 public:
  OverloadRank(Resolver& resolver, std::string_view language) : r_(resolver), language_(language) {}

  /// Leaves in `functions` those that `call` may mean; one when the choice is certain. Where the arguments' types fit
  /// none, their number decides; where that fits none, all are kept.
  void choose(std::vector<GlobalId>& functions, const ProgramExpr& call);
  /// How a value gets to a parameter; `types` is what the parameter's type evaluates to.
  Fit fit(const Values& given, const Values& types);
  /// Whether number and labels of the arguments are such that `call` may mean the function.
  [[nodiscard]] bool takes(GlobalId function, const ProgramExpr& call);

 private:
  struct Candidate {
    GlobalId id = kNone;
    Fit worst = Fit::kSame;   ///< of the arguments that are known
    bool sure = true;         ///< all of them are
    bool spread = false;      ///< takes part of the arguments as a variable number
  };
  [[nodiscard]] std::vector<std::uint32_t> places(GlobalId function, const ProgramExpr& call);
  [[nodiscard]] bool ends_in_closure(GlobalId function, const ProgramExpr& call);
  std::uint32_t receivers(GlobalId function, const ProgramExpr& call);
  bool weigh(Candidate& candidate, const ProgramExpr& call);
  Fit fit_argument(GlobalExpr given, GlobalExpr wanted);
  Fit fit_value(const Value& have, const Value& want);
  Fit fit_class(GlobalId type, const Value& want);
  bool mentions(GlobalExpr type, GlobalId function, int depth) const;
  void keep_generic(std::vector<Candidate>& fitting, const ProgramExpr& call) const;
  bool more_specific(GlobalId function, GlobalId other, std::uint32_t args);
  [[nodiscard]] GlobalExpr parameter(GlobalId function, std::uint32_t index) const;
  [[nodiscard]] std::string_view name_of(const Value& v) const;

  Resolver& r_;
  std::string_view language_;
};

}  // namespace cg::ingest
