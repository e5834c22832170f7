#include "libcg/embed/training/train.h"

#include <algorithm>
#include <cmath>

#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/embed/training/batches.h"
#include "libcg/embed/training/info_nce.h"
#include "libcg/embed/training/random.h"

// A table learnt by telling things apart
// --------------------------------------
// The model is a table, one vector for each subtoken; a text is the weighted sum of its tokens' vectors, and two texts are
// compared by their cosine. There is no network: what is learnt is where each token points and, by its length, how much it
// says. That is why a text costs a few additions at run time, and why training is done in minutes on one core.
//
// A step takes a batch of pairs (batches.h), adds up both sides of each, asks InfoNCE for the loss and its gradients by the
// sums, and hands these down to the tokens: the gradient by a token's vector is the sum over the texts it is in, times its
// weight there. Questions and codes share one table; separate ones were tried by others and lost.
//
// Adam (Kingma, Ba: Adam: A Method for Stochastic Optimization, 2015) keeps a mean and a mean square of each gradient. Only
// the rows of tokens that a batch has are touched, moments included ("lazy"): a rare token keeps what it learnt until it is
// seen again, and a step costs by the batch, not by the vocabulary. In place of Adam's correction of the first steps the rate
// is raised from 0 over the first hundred.
//
// Every token's gradient is summed by one thread in the order of the pairs, so the same corpus and seed give the same bytes
// at any number of threads.
namespace cg::embed {
namespace {

constexpr float kMeanKept = 0.9F;     ///< of Adam's mean, at each step
constexpr float kSquareKept = 0.99F;  ///< of its mean square: a token is seen tens of times, not millions
constexpr std::size_t kWarmUpSteps = 100;
constexpr std::size_t kReportEvery = 500;  ///< steps
constexpr std::size_t kTokensAtOnce = 64;  ///< a task for a thread
constexpr std::size_t kTextsAtOnce = 16;

class Trainer {
 public:
  Trainer(const PairCorpus& corpus, const TrainingPlan& plan)
      : corpus_(corpus), plan_(plan), dim_(plan.dim), batch_(std::min(plan.batch, corpus.size())), random_(plan.seed),
        loss_(batch_, dim_, plan.temperature, plan.threads), table_(corpus.tokens.size() * dim_), mean_(table_.size()), square_(table_.size()),
        sums_(2 * batch_ * dim_), gradients_(sums_.size()), slots_(corpus.tokens.size(), kNoSlot) {
    // Directions by chance. What is in every pair tells nothing: lengths begin with the inverse frequency (Spärck Jones:
    // A Statistical Interpretation of Term Specificity, 1972), which training would find, but later.
    const double rarest = std::log(static_cast<double>(corpus.size()) / static_cast<double>(corpus.frequency.back()));
    for (std::size_t token = 0; token < corpus.tokens.size(); ++token) {
      const double rarity = std::log(static_cast<double>(corpus.size()) / static_cast<double>(corpus.frequency[token]));
      const double length = rarest > 0 ? std::clamp(rarity / rarest, 0.05, 1.0) : 1.0;
      const auto scale = static_cast<float>(length * std::sqrt(3.0 / static_cast<double>(dim_)));
      for (std::size_t k = 0; k < dim_; ++k) table_[token * dim_ + k] = random_.real() * scale;
    }
  }

  std::vector<float> run(const std::function<void(const TrainingProgress&)>& report) {
    const auto wanted = static_cast<std::size_t>(plan_.epochs * static_cast<double>(corpus_.size()));
    std::size_t seen = 0;
    double loss = 0;
    for (std::size_t step = 0; seen < wanted;) {
      for (const std::vector<std::uint32_t>& pairs : cut_batches(corpus_, batch_, random_)) {
        if (seen >= wanted) break;
        const double warm = std::min(1.0, static_cast<double>(step + 1) / static_cast<double>(kWarmUpSteps));
        const double left = 1.0 - static_cast<double>(seen) / static_cast<double>(wanted);
        const double now = this->step(pairs, static_cast<float>(double{plan_.rate} * warm * left));
        loss = step == 0 ? now : 0.98 * loss + 0.02 * now;
        seen += pairs.size();
        if (++step % kReportEvery == 0) report({seen, wanted, loss});
      }
    }
    report({seen, wanted, loss});
    return std::move(table_);
  }

 private:
  static constexpr std::uint32_t kNoSlot = 0xffffffffU;

  /// Where a token occurs in the batch: in the sum with this number, with this weight.
  struct Use {
    std::uint32_t text;
    float weight;
  };

  [[nodiscard]] BagView bag(const std::vector<std::uint32_t>& pairs, std::size_t text) const {
    return text < batch_ ? corpus_.question(pairs[text]) : corpus_.code(pairs[text - batch_]);
  }

  double step(const std::vector<std::uint32_t>& pairs, float rate) {
    parallel_for(
        2 * batch_, plan_.threads,
        [&](std::size_t text, int) {
          float* __restrict sum = &sums_[text * dim_];
          std::fill_n(sum, dim_, 0.0F);
          const BagView b = bag(pairs, text);
          for (std::size_t i = 0; i < b.ids.size(); ++i) add(&table_[b.ids[i] * dim_], b.weights[i], sum);
        },
        kTextsAtOnce);
    const std::span<float> all(sums_);
    const std::span<float> slopes(gradients_);
    const std::size_t half = batch_ * dim_;
    const double loss = loss_.step(all.first(half), all.subspan(half), slopes.first(half), slopes.subspan(half));
    list_uses(pairs);
    parallel_for(
        tokens_.size(), plan_.threads,
        [&](std::size_t slot, int) {
          std::vector<float> gradient(dim_);
          for (const Use& use : uses_[slot]) add(&gradients_[use.text * dim_], use.weight, gradient.data());
          adam(tokens_[slot], gradient.data(), rate);
        },
        kTokensAtOnce);
    return loss;
  }

  void add(const float* __restrict from, float weight, float* __restrict to) const {
    for (std::size_t k = 0; k < dim_; ++k) to[k] += weight * from[k];
  }

  /// By token of the batch, the texts it is in.
  void list_uses(const std::vector<std::uint32_t>& pairs) {
    for (const std::uint32_t token : tokens_) slots_[token] = kNoSlot;
    tokens_.clear();
    for (std::size_t text = 0; text < 2 * batch_; ++text) {
      const BagView b = bag(pairs, text);
      for (std::size_t i = 0; i < b.ids.size(); ++i) {
        std::uint32_t& slot = slots_[b.ids[i]];
        if (slot == kNoSlot) {
          slot = static_cast<std::uint32_t>(tokens_.size());
          tokens_.push_back(b.ids[i]);
          if (uses_.size() < tokens_.size()) uses_.emplace_back();
          uses_[slot].clear();
        }
        uses_[slot].push_back({static_cast<std::uint32_t>(text), b.weights[i]});
      }
    }
  }

  void adam(std::uint32_t token, const float* __restrict gradient, float rate) {
    float* __restrict row = &table_[token * dim_];
    float* __restrict mean = &mean_[token * dim_];
    float* __restrict square = &square_[token * dim_];
    for (std::size_t k = 0; k < dim_; ++k) {
      mean[k] = kMeanKept * mean[k] + (1 - kMeanKept) * gradient[k];
      square[k] = kSquareKept * square[k] + (1 - kSquareKept) * gradient[k] * gradient[k];
      row[k] -= rate * mean[k] / (std::sqrt(square[k]) + 1e-8F);
    }
  }

  const PairCorpus& corpus_;
  const TrainingPlan& plan_;
  std::size_t dim_, batch_;
  Random random_;
  InfoNce loss_;
  std::vector<float> table_, mean_, square_;  ///< [tokens, dim]
  std::vector<float> sums_, gradients_;       ///< [2 batch, dim]: the questions, then the codes
  std::vector<std::uint32_t> slots_;          ///< by token; kNoSlot where the batch has it not
  std::vector<std::uint32_t> tokens_;         ///< by slot
  std::vector<std::vector<Use>> uses_;        ///< by slot
};

}  // namespace

std::vector<float> train_table(const PairCorpus& corpus, const TrainingPlan& plan, const std::function<void(const TrainingProgress&)>& report) {
  if (corpus.size() == 0) throw Error(ErrorKind::kFormat, "no pairs to train on: are the files of pairs empty, or too few for any token to be frequent?");
  return Trainer(corpus, plan).run(report);
}

}  // namespace cg::embed
