// How settings are searched for.
//
// The problem: a trial costs seconds, its answer is noisy, and the budget is minutes: some tens of trials. Ten knobs of four values
// have a million settings. Which method needs fewest trials? Knobs of different resources hardly touch each other
// (the cache of pages does not care for the zstd level), so their effects nearly multiply, and then turning one knob after the
// other is as good as turning all, at the cost of the sum and not of the product. Each accepted step is proved by itself,
// against the best so far, which also makes the report readable: this knob, so much.
//
// Knobs of different resources are tried side by side: as further candidates in the same rounds, which share the samples
// of the base. (Side by side in time as well would measure one by the load of the other.) Those of one resource come
// in turn, for after one is accepted the other's effect may be gone. Resources are named by parts: the zstd level of sites and that of
// texts ("pages.sites", "pages.texts") go side by side, the level of all pages goes before. When something was kept, only what shares its
// resource is tried again: the rest had its answer, and is asked anew from other settings by a restart.
//
// What it can miss is a valley: two knobs that help only together. Hence restarts, from settings drawn by chance: if the way down
// from there ends elsewhere, the end is tried against the best, and must prove itself like any other.
//
// Rejected: a grid (too many trials); Gaussian processes and other surrogate models (their strength is smooth
// functions of real numbers; ours are few steps, and what they propose still has to be proved); racing many settings at once
// (spends most of its samples on the losers' ranks, which nobody wants to know).
#include "libcg/tune/coordinate_search.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "libcg/bench/random.h"

namespace cg::tune {
namespace {

// Steps are factors, and none leads away from 0. Where they are large the first value after it is one step, not 1.
constexpr std::uint64_t kLargeStep = 16;

bool is_threads(const KnobInfo& knob) { return shares_resource(knob.resource, "cores"); }

class Search {
 public:
  Search(std::span<const KnobInfo* const> knobs, Trials& trials, const SearchOptions& options)
      : knobs_(knobs), trials_(trials), options_(options) {}

  SearchResult run(const Knobs& start) {
    result_.best = descend(start, 0);
    bench::Random random(options_.seed);
    for (unsigned restart = 1; restart <= options_.restarts && !trials_.out_of_time(); ++restart) {
      Knobs elsewhere = result_.best;
      for (const KnobInfo* const knob : knobs_) {
        const auto values = values_to_try(*knob, elsewhere.*knob->value, options_.cores);
        const std::uint64_t pick = random.below(values.size() + 1);
        if (pick < values.size()) elsewhere.*knob->value = values[pick];
      }
      const Knobs end = descend(elsewhere, restart);
      if (end == result_.best || trials_.out_of_time()) continue;
      if (trials_.compare(result_.best, {&end, 1}).front().verdict == Verdict::kFaster) result_.best = end;
    }
    return std::move(result_);
  }

 private:
  // Turns one knob after the other until a whole pass keeps nothing.
  Knobs descend(Knobs at, unsigned start) {
    for (bool kept = true; kept && !trials_.out_of_time();) {
      kept = false;
      for (const auto& group : groups(at)) {
        if (trials_.out_of_time()) break;
        kept = try_group(at, group, start) || kept;
      }
    }
    return at;
  }

  // The way back to what was shipped comes first, without company: from poor settings it is where the gain is, and a round takes as long as
  // all that is in it. Then the n-th group has the n-th value of every knob that comes first or next of its resource.
  [[nodiscard]] std::vector<std::vector<Change>> groups(const Knobs& at) const {
    std::vector<std::vector<Change>> all;
    const auto taken = [&](std::size_t group, std::string_view resource) {
      return std::any_of(all[group].begin(), all[group].end(), [&](const Change& c) { return shares_resource(c.knob->resource, resource); });
    };
    for (const bool back : {true, false}) {
      const std::size_t first = all.size();
      for (const KnobInfo* const knob : knobs_) {
        std::size_t group = first;
        for (const std::uint64_t value : values_to_try(*knob, at.*knob->value, options_.cores)) {
          if ((value == knob->shipped) != back) continue;
          while (group < all.size() && taken(group, knob->resource)) ++group;
          if (group == all.size()) all.emplace_back();
          all[group].push_back({knob, value});
        }
      }
    }
    return all;
  }

  bool try_group(Knobs& at, std::vector<Change> group, unsigned start) {
    // A knob that was moved since the groups were made may stand there already; a candidate that had its trial from this start on is
    // tried again only if what shares its resource has moved since.
    std::erase_if(group, [&](const Change& change) {
      return at.*change.knob->value == change.value || !asked_.insert(key(at, change, start)).second;
    });
    if (group.empty()) return false;
    std::vector<Knobs> candidates;
    for (const Change& change : group) {
      candidates.push_back(at);
      candidates.back().*change.knob->value = change.value;
    }
    const auto outcomes = trials_.compare(at, candidates);
    bool kept = false;
    for (std::size_t i = 0; i < group.size(); ++i) {
      const Change& change = group[i];
      const Tried tried{change, at.*change.knob->value, outcomes[i], start};
      result_.tried.push_back(tried);
      if (options_.tried) options_.tried(tried);
      if (outcomes[i].verdict != Verdict::kFaster) continue;
      at.*change.knob->value = change.value;
      kept = true;
    }
    return kept;
  }

  static std::vector<std::uint64_t> key(const Knobs& at, const Change& change, unsigned start) {
    std::vector<std::uint64_t> values{start, static_cast<std::uint64_t>(change.knob - all_knobs().data()), change.value};
    for (const KnobInfo& knob : all_knobs()) {
      if (shares_resource(knob.resource, change.knob->resource)) values.push_back(at.*knob.value);
    }
    return values;
  }

  std::span<const KnobInfo* const> knobs_;
  Trials& trials_;
  const SearchOptions& options_;
  SearchResult result_;
  std::set<std::vector<std::uint64_t>> asked_;
};

}  // namespace

bool shares_resource(std::string_view a, std::string_view b) noexcept {
  const auto part_of = [](std::string_view whole, std::string_view part) {
    return part.starts_with(whole) && (part.size() == whole.size() || part[whole.size()] == '.');
  };
  return part_of(a, b) || part_of(b, a);
}

std::vector<std::uint64_t> values_to_try(const KnobInfo& knob, std::uint64_t now, unsigned cores) {
  std::vector<std::uint64_t> values;
  const std::uint64_t high = is_threads(knob) ? std::min<std::uint64_t>(knob.high, cores) : knob.high;
  const auto add = [&](std::uint64_t value) {
    // All cores by number and by 0 are the same.
    if (is_threads(knob) && value == cores) value = 0;
    const bool same = value == now || (is_threads(knob) && value == 0 && now == cores);
    if (!same && std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  };
  if (knob.step == 0) {
    add(knob.shipped);
    for (std::uint64_t value = knob.low; value <= knob.high; ++value) add(value);
    return values;
  }
  const std::uint64_t from = is_threads(knob) && (now == 0 || now > cores) ? cores : now;
  add(knob.shipped);
  if (from / knob.step >= std::max<std::uint64_t>(knob.low, 1)) add(from / knob.step);
  if (from == 0) {
    add(std::min<std::uint64_t>(knob.step > kLargeStep ? knob.step : 1, high));
  } else if (from <= high / knob.step) {
    add(from * knob.step);
  }
  return values;
}

SearchResult coordinate_search(const Knobs& start, std::span<const KnobInfo* const> knobs, Trials& trials,
                               const SearchOptions& options) {
  return Search(knobs, trials, options).run(start);
}

}  // namespace cg::tune
