#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cg::graph {

/// How like a name is to what somebody typed from memory: an abbreviation ("plord" for place_order) or a misspelling
/// ("plcae_order"). Letter case counts little. Made once for a pattern, then asked for many names.
class FuzzyPattern {
 public:
  explicit FuzzyPattern(std::string_view pattern);

  /// 1 to 100, 100 being the same name; empty for a name that is not alike.
  ///
  /// The better of two measures. As an abbreviation: all characters of the pattern occur in order; each that starts a word
  /// or follows on the one before counts more, and what is left out costs. As a misspelling: the optimal string alignment
  /// distance (Levenshtein's with swaps of neighbours; Boytsov 2011, section 2.2) is at most a quarter of the length.
  [[nodiscard]] std::optional<int> score(std::string_view name) const;

 private:
  [[nodiscard]] std::optional<int> as_abbreviation(std::string_view name, std::string_view lower) const;
  [[nodiscard]] std::optional<int> as_misspelling(std::string_view lower) const;

  std::string pattern_;
  std::string lower_;
};

}  // namespace cg::graph
