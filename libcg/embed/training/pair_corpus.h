#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cg::embed {

struct CorpusLimits {
  std::size_t vocabulary = 30'000;       ///< the most frequent tokens
  std::size_t least_pairs = 4;           ///< a rarer token has been seen too seldom to learn where it belongs
  std::size_t of_language = 120'000;     ///< pairs; more of one language does little for it and takes from the others
  std::size_t of_package = 6'000;        ///< pairs of one kind and language
};

/// A bag: distinct tokens, each with its weight 1 + ln(number of times). Spans of PairCorpus.
struct BagView {
  std::span<const std::uint32_t> ids;
  std::span<const float> weights;
};

/// Pairs of texts (pair.h) as bags over a vocabulary: what is trained on.
class PairCorpus {
 public:
  /// Reads files of pairs. Pairs are given once, whatever package they come from; where there are more than the limits
  /// want, those with the smallest hashes stay, so the result depends neither on the order of the files nor on chance.
  /// Error{kIo}; Error{kFormat} for a line that is no pair.
  static PairCorpus read(std::span<const std::string> files, const CorpusLimits& limits);

  [[nodiscard]] std::size_t size() const noexcept { return language.size(); }
  [[nodiscard]] BagView question(std::size_t pair) const { return bag(2 * pair); }
  [[nodiscard]] BagView code(std::size_t pair) const { return bag(2 * pair + 1); }

  std::vector<std::string> tokens;        ///< the most frequent first, then by the alphabet
  std::vector<std::uint32_t> frequency;   ///< of each token: pairs it occurs in
  std::vector<std::uint32_t> language;    ///< of each pair, as a number
  std::vector<std::uint32_t> package;     ///< likewise
  /// What was read, for people: kind and language, and how many pairs of them are kept.
  struct Count {
    std::string kind, language;
    std::size_t kept = 0, given = 0;
  };
  std::vector<Count> counts;

 private:
  [[nodiscard]] BagView bag(std::size_t side) const {
    const std::size_t begin = ends_[side];
    const std::size_t size = ends_[side + 1] - begin;
    return {std::span(ids_).subspan(begin, size), std::span(weights_).subspan(begin, size)};
  }

  std::vector<std::size_t> ends_{0};  ///< of bag i in ids_: ends_[i + 1]
  std::vector<std::uint32_t> ids_;
  std::vector<float> weights_;
};

}  // namespace cg::embed
