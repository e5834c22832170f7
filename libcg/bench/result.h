#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cg::bench {

/// What samples are counted in. Less is better in all.
enum class Unit {
  kNanoseconds,
  kBytes,
  kPerThousand,  ///< misses of a thousand requests
};
[[nodiscard]] std::string_view name_of(Unit unit) noexcept;
[[nodiscard]] std::optional<Unit> unit_named(std::string_view name) noexcept;

/// How long single calls took, for the tail that the samples (means of many calls) do not show. All 0: not looked at.
struct Tail {
  double p50 = 0, p95 = 0, p99 = 0, max = 0;
  friend bool operator==(const Tail&, const Tail&) = default;
};
/// Error{kUsage} for no calls.
[[nodiscard]] Tail tail_of(const std::vector<double>& calls);

/// One way of doing the thing. Its samples are in the order of the rounds; pairs with the other side's if there are
/// as many.
struct Side {
  std::string what = {};             ///< in words, for the report
  std::vector<double> samples = {};  ///< at least one, finite, above 0
  Tail tail = {};
  friend bool operator==(const Side&, const Side&) = default;
};

/// What one benchmark found.
struct Result {
  std::string name;              ///< "query.warm"
  std::string metric = {};       ///< the line of the target table that it stands for: "node_query_latency"; may be empty
  Unit unit = Unit::kNanoseconds;
  std::optional<Side> before = {};     ///< the plain way, measured in the same rounds
  Side after = {};                     ///< ours
  std::vector<double> yardstick = {};  ///< fixed work in the same rounds, ns a step (see yardstick.h); empty: none
  bool same_answers = true;      ///< both sides gave the same digest in every call
  bool narrow = true;            ///< the interval is as narrow as the plan asked for
  std::map<std::string, double> facts = {};  ///< what else belongs to the figure: counts, sizes, rates
  std::string note = {};         ///< what a reader must know to judge it
  friend bool operator==(const Result&, const Result&) = default;
};

/// What was not measured, and why.
struct NotMeasured {
  std::string name;
  std::string metric;
  std::string reason;
  friend bool operator==(const NotMeasured&, const NotMeasured&) = default;
};

}  // namespace cg::bench
