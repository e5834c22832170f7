#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/embed/model.h"
#include "libcg/embed/training/batches.h"
#include "libcg/embed/training/info_nce.h"
#include "libcg/embed/training/make_model.h"
#include "libcg/embed/training/pair_corpus.h"
#include "libcg/embed/training/principal_axes.h"
#include "libcg/embed/training/train.h"
#include "tests/unit/catch.h"
#include "tests/unit/simd/every_target.h"

namespace cg::embed {
namespace {

using cg_matchers::Contains;

/// Files that are gone after the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / fmt::format("cg-training-{}", getpid())) { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

/// Pairs about topics: words of a topic are asked for and answered with, among words that are everywhere.
std::string pairs_of_topics(std::size_t count, const std::string& package) {
  simd::Numbers numbers(count);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t topic = numbers.below(8);
    const auto word = [&](char side) { return fmt::format("{}{}{}", static_cast<char>('a' + topic), side, static_cast<char>('a' + numbers.below(4))); };
    text += fmt::format("doc\tc\t{}\t{} {} the\t{} {} return int {} n{}\n", package, word('q'), word('q'), word('c'), word('c'), word('c'), i);
  }
  return text;
}

TEST_CASE("A corpus is read: once each, the most frequent words first, in any order of files") {
  const Folder folder;
  const std::string one = folder.file("one", pairs_of_topics(200, "one"));
  const std::string two = folder.file("two", pairs_of_topics(200, "copy") + "name\tgo\tother\tthe\tthe the func\n");
  const PairCorpus corpus = PairCorpus::read(std::vector{one, two}, {});
  CHECK(corpus.size() == 201);
  CHECK(corpus.tokens[0] == "the");
  CHECK(corpus.frequency[0] == 201);
  CHECK(std::ranges::is_sorted(corpus.frequency, std::greater<>()));
  CHECK(std::ranges::find(corpus.tokens, "func") == corpus.tokens.end());  // in one pair only
  REQUIRE(corpus.counts.size() == 2);
  CHECK(corpus.counts[0].given == 200);
  const BagView code = corpus.code(200);  // languages are sorted: go is last
  REQUIRE(code.ids.size() == 1);
  CHECK(code.weights[0] == 1.0F + static_cast<float>(std::log(2.0)));

  const PairCorpus other = PairCorpus::read(std::vector{two, one}, {});
  CHECK(other.tokens == corpus.tokens);
  CHECK(other.frequency == corpus.frequency);
}

TEST_CASE("A corpus keeps to its limits") {
  const Folder folder;
  std::string text = pairs_of_topics(300, "large");
  for (int i = 0; i < 50; ++i) text += fmt::format("near\tc\tlarge\tsome words here\tother words n{} here\n", i);
  const std::vector files{folder.file("pairs", text)};
  CHECK(PairCorpus::read(files, {.of_package = 100}).size() == 150);
  // 2.5 parts to doc, 0.6 to near.
  const PairCorpus thin = PairCorpus::read(files, {.of_language = 64});
  CHECK(thin.size() == 64);
  CHECK(thin.counts[0].kept == 52);
  CHECK(thin.counts[1].kept == 12);
  CHECK(PairCorpus::read(files, {.vocabulary = 7}).tokens.size() == 7);
}

TEST_CASE("What is no pair is refused") {
  const Folder folder;
  CHECK_THROWS_WITH(PairCorpus::read(std::vector{folder.file("bad", "doc\tc\tpackage\tonly a question\n")}, {}), Contains("not a pair"));
  CHECK_THROWS_WITH(PairCorpus::read(std::vector{folder.file("odd", "rumour\tc\tp\tq\tc\n")}, {}), Contains("no such kind"));
  CHECK_THROWS_WITH(PairCorpus::read(std::vector{std::string("/nowhere/at/all")}, {}), Contains("/nowhere/at/all"));
  const PairCorpus none = PairCorpus::read(std::vector{folder.file("empty", "")}, {});
  CHECK_THROWS_WITH(train_table(none, {}, [](const TrainingProgress&) {}), Contains("no pairs to train on"));
}

TEST_CASE("A batch is of one language, and of one package as long as that has enough") {
  const Folder folder;
  std::string text = pairs_of_topics(100, "a") + pairs_of_topics(37, "b");
  for (int i = 0; i < 40; ++i) text += fmt::format("doc\tgo\tc\tthe words\tint return n{}\n", i);
  const PairCorpus corpus = PairCorpus::read(std::vector{folder.file("pairs", text)}, {});
  Random random(3);
  std::set<std::uint32_t> seen;
  std::size_t mixed = 0;
  const auto batches = cut_batches(corpus, 16, random);
  CHECK(batches.size() == 6 + 2 + 2);
  for (const auto& batch : batches) {
    CHECK(batch.size() == 16);
    std::set<std::uint32_t> packages;
    for (const std::uint32_t pair : batch) {
      CHECK(seen.insert(pair).second);
      CHECK(corpus.language[pair] == corpus.language[batch[0]]);
      packages.insert(corpus.package[pair]);
    }
    mixed += packages.size() > 1 ? 1 : 0;
  }
  CHECK(mixed <= 1);
}

TEST_CASE("The gradient is the slope of the loss, whatever the threads") {
  constexpr std::size_t kPairs = 5;
  constexpr std::size_t kDim = 12;
  simd::Numbers numbers(5);
  std::vector<float> q(kPairs * kDim);
  std::vector<float> c(q.size());
  for (float& x : q) x = numbers.real();
  for (float& x : c) x = numbers.real();
  std::vector<float> dq(q.size());
  std::vector<float> dc(q.size());
  InfoNce loss(kPairs, kDim, 0.5F, 1);
  loss.step(q, c, dq, dc);
  std::vector<float> unused(q.size());
  std::vector<float> unused_too(q.size());
  constexpr float kStep = 1e-2F;
  for (std::size_t i = 0; i < q.size(); i += 7) {
    for (auto [values, slopes] : {std::pair(&q, &dq), std::pair(&c, &dc)}) {
      const float before = (*values)[i];
      (*values)[i] = before + kStep;
      const double up = loss.step(q, c, unused, unused_too);
      (*values)[i] = before - kStep;
      const double down = loss.step(q, c, unused, unused_too);
      (*values)[i] = before;
      CHECK(std::abs((up - down) / (2 * double{kStep}) - double{(*slopes)[i]}) < 2e-3);
    }
  }
  InfoNce threaded(kPairs, kDim, 0.5F, 3);
  threaded.step(q, c, unused, unused_too);
  CHECK(unused == dq);
  CHECK(unused_too == dc);
}

TEST_CASE("The loss of pairs that cannot be told apart is that of guessing") {
  constexpr std::size_t kPairs = 40;
  const std::vector<float> same(kPairs * 8, 1.0F);
  std::vector<float> dq(same.size());
  std::vector<float> dc(same.size());
  CHECK(std::abs(InfoNce(kPairs, 8, 0.07F, 1).step(same, same, dq, dc) - std::log(static_cast<double>(kPairs))) < 1e-4);
}

TEST_CASE("Along its principal axes a table of low rank loses nothing") {
  constexpr std::size_t kDim = 10;
  constexpr std::size_t kRank = 3;
  simd::Numbers numbers(8);
  std::vector<float> axes(kRank * kDim);
  for (float& x : axes) x = numbers.real();
  std::vector<float> table;
  for (std::size_t row = 0; row < 50; ++row) {
    std::vector<float> sum(kDim);
    for (std::size_t a = 0; a < kRank; ++a) {
      const float share = numbers.real();
      for (std::size_t i = 0; i < kDim; ++i) sum[i] += share * axes[a * kDim + i];
    }
    table.insert(table.end(), sum.begin(), sum.end());
  }
  const std::vector<float> narrow = along_principal_axes(table, kDim, kRank);
  REQUIRE(narrow.size() == 50 * kRank);
  const auto dot = [](const float* a, const float* b, std::size_t n) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += double{a[i]} * double{b[i]};
    return sum;
  };
  for (std::size_t i = 0; i < 50; i += 7) {
    CHECK(std::abs(dot(&table[i * kDim], &table[20 * kDim], kDim) - dot(&narrow[i * kRank], &narrow[20 * kRank], kRank)) < 1e-5);
  }
  // The first axis holds the most.
  std::vector<double> squares(kRank);
  for (std::size_t i = 0; i < narrow.size(); ++i) squares[i % kRank] += double{narrow[i]} * double{narrow[i]};
  CHECK(std::ranges::is_sorted(squares, std::greater<>()));
}

TEST_CASE("Training brings together what belongs together, and gives the same bytes again at any number of threads") {
  const Folder folder;
  const PairCorpus corpus = PairCorpus::read(std::vector{folder.file("pairs", pairs_of_topics(600, "a") + pairs_of_topics(500, "b"))}, {});
  TrainingPlan plan{.dim = 128, .batch = 32, .epochs = 12, .threads = 1};
  std::vector<double> losses;
  const std::vector<float> table = train_table(corpus, plan, [&losses](const TrainingProgress& now) { losses.push_back(now.loss); });
  REQUIRE_FALSE(losses.empty());
  // Eight topics among 32 pairs: who knows the topic of each still has to guess between four.
  CHECK(losses.back() < 0.6 * std::log(32.0));

  const std::string bytes = make_model(corpus, table, plan.dim, 1000, "a test");
  const Model model = Model::from_bytes(bytes, "trained");
  CHECK(model.dim() == kModelDim);
  CHECK(model.size() == corpus.tokens.size());
  const auto cosine = [&model](std::string_view a, std::string_view b) {
    const auto one = model.find(a);
    const auto other = model.find(b);
    REQUIRE(one);
    REQUIRE(other);
    double dot = 0, left = 0, right = 0;
    for (std::size_t i = 0; i < kModelDim; ++i) {
      const double x = model.table()[*one * kModelDim + i];
      const double y = model.table()[*other * kModelDim + i];
      dot += x * y, left += x * x, right += y * y;
    }
    return dot / std::sqrt(left * right);
  };
  double related = 0;
  double unrelated = 0;
  for (char topic = 'a'; topic < 'h'; ++topic) {
    const auto next = static_cast<char>(topic + 1);
    related += cosine(fmt::format("{}qa", topic), fmt::format("{}cb", topic)) / 7;
    unrelated += cosine(fmt::format("{}qa", topic), fmt::format("{}cb", next)) / 7;
  }
  CHECK(related > 0.35);
  CHECK(unrelated < 0.1);
  // What is everywhere says less than what is not.
  const auto length = [&model](std::string_view token) {
    double square = 0;
    for (std::size_t i = 0; i < kModelDim; ++i) square += std::pow(model.table()[*model.find(token) * kModelDim + i], 2);
    return std::sqrt(square) * double{model.scale(*model.find(token))};
  };
  CHECK(length("return") < 0.8 * length("acb"));

  plan.threads = 3;
  CHECK(train_table(corpus, plan, [](const TrainingProgress&) {}) == table);
  plan.seed = 2;
  CHECK(train_table(corpus, plan, [](const TrainingProgress&) {}) != table);
}

}  // namespace
}  // namespace cg::embed
