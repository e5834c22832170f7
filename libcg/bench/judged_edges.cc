#include "libcg/bench/judged_edges.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace cg::bench {
namespace {

/// What is added up for a group; `by_confidence` is of every judged edge, sure or not.
struct Group {
  struct Stated {
    std::uint64_t right = 0, judged = 0;
  };
  EdgeScore score;
  std::map<unsigned, Stated> by_confidence;

  void add(const JudgedEdge& edge, unsigned min_confidence) {
    const bool sure = edge.confidence >= min_confidence;
    switch (edge.verdict) {
      case Verdict::kRight:
      case Verdict::kWrong: {
        const bool right = edge.verdict == Verdict::kRight;
        Stated& stated = by_confidence[edge.confidence];
        ++stated.judged;
        stated.right += right ? 1U : 0U;
        if (!sure) break;
        ++(right ? score.right : score.wrong);
        if (edge.counts) ++score.found;
        break;
      }
      case Verdict::kUnjudged: score.unjudged += sure ? 1U : 0U; break;
      case Verdict::kOutside: score.outside += sure ? 1U : 0U; break;
      case Verdict::kMissed: break;
    }
  }

  [[nodiscard]] EdgeScore finished() const {
    EdgeScore out = score;
    double judged = 0, stated = 0, square = 0, apart = 0;
    for (const auto& [percent, seen] : by_confidence) {
      const double says = percent / 100.0, count = static_cast<double>(seen.judged), right = static_cast<double>(seen.right);
      judged += count;
      stated += says * count;
      square += right * (1 - says) * (1 - says) + (count - right) * says * says;
      apart += std::abs(says * count - right);
    }
    if (judged > 0) {
      out.stated = stated / judged;
      out.brier = square / judged;
      out.calibration_error = apart / judged;
    }
    return out;
  }
};

}  // namespace

std::string_view name_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::kRight: return "right";
    case Verdict::kWrong: return "wrong";
    case Verdict::kUnjudged: return "unjudged";
    case Verdict::kOutside: return "outside";
    case Verdict::kMissed: return "missed";
  }
  return "unjudged";
}

std::vector<EdgeScore> score_edges(const std::vector<JudgedEdge>& edges, unsigned min_confidence) {
  Group all;
  // Confidence falls, the ways of binding are in their own order, the rest is by name.
  std::map<std::string, Group> languages;
  std::map<int, Group> hows, kinds;
  std::map<int, Group> confidences;
  for (const JudgedEdge& edge : edges) {
    Group& language = languages[edge.language];
    if (edge.counts || edge.verdict == Verdict::kMissed) {
      ++all.score.truth;
      ++language.score.truth;
    }
    if (edge.verdict == Verdict::kMissed) continue;
    for (Group* group : {&all, &language, &kinds[static_cast<int>(edge.kind)], &hows[static_cast<int>(edge.how)]}) group->add(edge, min_confidence);
    confidences[-static_cast<int>(edge.confidence)].add(edge, 0);
  }
  std::vector<EdgeScore> out;
  const auto put = [&](const Group& group, const char* table, std::string name, bool own_truth) {
    EdgeScore score = group.finished();
    if (!own_truth) score.truth = all.score.truth;
    score.table = table;
    score.group = std::move(name);
    if (score.judged() + score.unjudged + score.outside + score.truth > 0) out.push_back(std::move(score));
  };
  put(all, "all", "", true);
  for (const auto& [language, group] : languages) put(group, "language", language, true);
  for (const auto& [kind, group] : kinds) put(group, "kind", std::string(name_of(static_cast<EdgeKind>(kind))), false);
  for (const auto& [how, group] : hows) put(group, "how", std::string(name_of(static_cast<How>(how))), false);
  for (const auto& [percent, group] : confidences) put(group, "confidence", std::to_string(-percent), false);
  return out;
}

Interval share_interval(std::uint64_t right, std::uint64_t all) {
  if (all == 0) return {0, 0, 1};
  constexpr double kZ = 1.959964;  // of 95%, both sides
  const double n = static_cast<double>(all), p = static_cast<double>(right) / n;
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, middle - half), p, std::min(1.0, middle + half)};
}

}  // namespace cg::bench
