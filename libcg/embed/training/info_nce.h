#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cg::embed {

/// The loss of a batch of pairs, and where it falls.
///
/// InfoNCE (van den Oord, Li, Vinyals: Representation Learning with Contrastive Predictive Coding, 2018) with the other
/// pairs of the batch as negatives, in both directions as CLIP has it (Radford et al.: Learning Transferable Visual Models
/// From Natural Language Supervision, 2021): of all codes of the batch, which belongs to this question; of all questions,
/// which to this code. The similarity is the cosine over `temperature`.
class InfoNce {
 public:
  /// For batches of `pairs` vectors of `dim` numbers. `threads` as in base/parallel; the result does not depend on it.
  InfoNce(std::size_t pairs, std::size_t dim, float temperature, int threads);

  /// questions and codes: [pairs, dim], not normalised. Returns the mean loss of a decision, in nats (ln pairs is what
  /// guessing costs), and writes its gradients with respect to both.
  double step(std::span<const float> questions, std::span<const float> codes, std::span<float> question_gradients,
              std::span<float> code_gradients);

 private:
  void normalise(std::span<const float> rows, std::vector<float>& unit, std::vector<float>& inverse_lengths) const;
  void multiply(const std::vector<float>& left, const std::vector<float>& right_transposed, std::size_t columns, std::size_t inner,
                std::span<float> out) const;
  /// From gradients with respect to unit vectors to those with respect to the vectors they were made of.
  void through_normalisation(const std::vector<float>& unit, const std::vector<float>& inverse_lengths, std::span<float> gradients) const;

  std::size_t pairs_, dim_;
  float temperature_;
  int threads_;
  std::vector<float> q_, c_, q_inverse_, c_inverse_;  ///< unit vectors, and one over the lengths they had
  std::vector<float> q_turned_, c_turned_;            ///< transposed
  std::vector<float> e_, e_turned_;                   ///< [pairs, pairs]: exponentials of similarities, then gradients by them
};

}  // namespace cg::embed
