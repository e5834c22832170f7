#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/base/kinds.h"
#include "libcg/bench/quantiles.h"

// Edges of an index after somebody who knows has looked at them, and what follows for their precision, their recall, and for
// how far the confidences that the index states can be taken at their word.

namespace cg::bench {

enum class Verdict {
  kRight,
  kWrong,
  kUnjudged,  ///< the oracle cannot tell
  kOutside,   ///< in a file or lines that the oracle does not speak of
  kMissed,    ///< an edge of the oracle that the index does not have, or not surely enough
};
[[nodiscard]] std::string_view name_of(Verdict verdict) noexcept;

/// An edge of the index, or (kMissed) one that it lacks.
struct JudgedEdge {
  Verdict verdict = Verdict::kUnjudged;
  std::string path;  ///< of the source
  Position at;
  std::string source, target;  ///< names
  std::string target_path;
  std::uint32_t target_line = 0;
  std::string language;
  EdgeKind kind = EdgeKind::kCalls;
  How how = How::kUnresolved;
  unsigned confidence = 0;  ///< percent
  bool counts = false;      ///< in recall: it is one of those that the index should find (kMissed: always)
};

/// The same figures for all edges, or those of a language, a kind, a way of binding, a stated confidence.
struct EdgeScore {
  std::string table;  ///< "all", "language", "kind", "how", "confidence"
  std::string group;  ///< "go", "calls", "import", "96"; empty for "all"
  std::uint64_t right = 0, wrong = 0, unjudged = 0, outside = 0;
  std::uint64_t found = 0;  ///< of `truth`, in this group
  std::uint64_t truth = 0;  ///< edges that should be found; of all in tables that an edge which is not there has no place in
  double stated = 0;        ///< mean of the confidences of what was judged, 0 .. 1
  double brier = 0, calibration_error = 0;

  [[nodiscard]] std::uint64_t judged() const noexcept { return right + wrong; }
  [[nodiscard]] double precision() const noexcept { return judged() == 0 ? 0 : static_cast<double>(right) / static_cast<double>(judged()); }
  [[nodiscard]] double recall() const noexcept { return truth == 0 ? 0 : static_cast<double>(found) / static_cast<double>(truth); }
};

/// Precision and recall are of edges of at least `min_confidence`; the table "confidence" and the errors of calibration are of all.
/// Brier score: the mean square of (stated - right or not), Brier, "Verification of forecasts expressed in terms of probability"
/// (1950). Expected calibration error: the mean over edges of |stated - share of right ones among those stated alike|, Naeini, Cooper
/// and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015), with a bin for each percentage, since
/// confidences are few and whole.
[[nodiscard]] std::vector<EdgeScore> score_edges(const std::vector<JudgedEdge>& edges, unsigned min_confidence);

/// The interval of a share of `right` among `all` trials: Wilson, "Probable inference, the law of succession, and statistical
/// inference" (1927), at 95%. All of 0 .. 1 for no trials.
[[nodiscard]] Interval share_interval(std::uint64_t right, std::uint64_t all);

}  // namespace cg::bench
