#include "libcg/tune/decision.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "libcg/base/error.h"
#include "libcg/tune/signed_rank.h"

namespace cg::tune {
namespace {

constexpr std::size_t kHopelessPairs = 5;
constexpr std::size_t kFirstLook = 10;
constexpr std::size_t kSecondLook = 20;
// For refusing early: at 1 in 100, a candidate that saves a tenth is hardly ever lost to it.
constexpr double kFutileAlpha = 0.01;

}  // namespace

std::string_view describe(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::kOpen: return "not decided: time ran out";
    case Verdict::kFaster: return "kept: faster";
    case Verdict::kNotFaster: return "not kept: no gain proved";
    case Verdict::kPaidElsewhere: return "not kept: answers may be slower by it, or the index larger";
    case Verdict::kOtherAnswers: return "not kept: other answers";
    case Verdict::kCannotTell: return "cannot tell: the machine was busy with other things";
  }
  return "";
}

bool Decision::looks_at(std::size_t pairs) noexcept { return pairs == kFirstLook || pairs == kSecondLook || pairs == kMostPairs; }

void Decision::add(double base, double candidate) {
  if (!(base > 0) || !(candidate > 0) || !std::isfinite(base) || !std::isfinite(candidate)) {
    throw Error(ErrorKind::kUsage, "a time must be above 0 and finite; measure again");
  }
  if (verdict_ != Verdict::kOpen) return;
  differences_.push_back(std::log(candidate / base));
  look();
}

void Decision::others_used(double share) noexcept {
  if (share > rule_.too_busy && verdict_ != Verdict::kOtherAnswers) verdict_ = Verdict::kCannotTell;
}

void Decision::look() {
  const std::size_t n = differences_.size();
  if (n == kHopelessPairs && std::all_of(differences_.begin(), differences_.end(), [](double d) { return d > 0; })) {
    verdict_ = Verdict::kNotFaster;
  }
  if (!looks_at(n)) return;
  const double enough = std::log1p(-rule_.least_gain);
  const bench::Interval sure = signed_rank_interval(differences_, rule_.alpha);
  if (sure.high < 0 && sure.estimate <= enough) {
    verdict_ = Verdict::kFaster;
  } else if (n == kMostPairs || signed_rank_interval(differences_, kFutileAlpha).low > enough || sure.estimate > (n == kFirstLook ? 0 : enough / 2)) {
    verdict_ = Verdict::kNotFaster;
  }
}

bench::Interval Decision::gain() const {
  if (differences_.empty()) return {-std::numeric_limits<double>::infinity(), 0, 1};
  const bench::Interval d = signed_rank_interval(differences_, rule_.alpha);
  return {-std::expm1(d.high), -std::expm1(d.estimate), -std::expm1(d.low)};
}

}  // namespace cg::tune
