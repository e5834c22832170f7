#include "libcg/bench/result.h"

#include "libcg/bench/quantiles.h"

namespace cg::bench {

std::string_view name_of(Unit unit) noexcept {
  switch (unit) {
    case Unit::kNanoseconds: return "ns";
    case Unit::kBytes: return "bytes";
    case Unit::kPerThousand: return "per_thousand";
  }
  return "ns";
}

std::optional<Unit> unit_named(std::string_view name) noexcept {
  if (name == "ns") return Unit::kNanoseconds;
  if (name == "bytes") return Unit::kBytes;
  if (name == "per_thousand") return Unit::kPerThousand;
  return std::nullopt;
}

Tail tail_of(const std::vector<double>& calls) {
  return {quantile(calls, 0.5), quantile(calls, 0.95), quantile(calls, 0.99), quantile(calls, 1)};
}

}  // namespace cg::bench
