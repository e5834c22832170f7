#include "libcg/search/best_few.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "libcg/search/likeness.h"
#include "libcg/search/median.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

TEST_CASE("the best of many are those that a sort puts first, and what is refused is none of them") {
  using Scored = std::pair<float, unsigned>;
  const auto is_better = [](const Scored& a, const Scored& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const std::size_t most = 1 + random() % 20;
    BestMany<Scored, decltype(is_better)> best(most, is_better);
    std::vector<Scored> all, refused;
    for (unsigned i = 0, count = static_cast<unsigned>(random() % 200); i < count; ++i) {
      const Scored scored{static_cast<float>(random() % 30), i};  // many are equal
      if (best.refuses(scored)) refused.push_back(scored);
      best.add(scored);
      all.push_back(scored);
    }
    std::sort(all.begin(), all.end(), is_better);
    all.resize(std::min(all.size(), most));
    std::vector<Scored> kept = best.take();
    std::sort(kept.begin(), kept.end(), is_better);
    CHECK(kept == all);
    for (const Scored& r : refused) CHECK(std::find(all.begin(), all.end(), r) == all.end());
  }
}

TEST_CASE("the best few weigh by halves, as sorting says, and what is not above 0 is none of them") {
  std::mt19937 random(13);
  for (int round = 0; round < 500; ++round) {
    BestFew best;
    std::vector<float> all;
    for (std::size_t left = random() % 12; left > 0; --left) {
      all.push_back(static_cast<float>(random() % 41) / 8 - 2);
      best.add(all.back());
    }
    std::sort(all.rbegin(), all.rend());
    float sum = 0, weight = 1;
    for (std::size_t i = 0; i < all.size() && i < 5 && all[i] > 0; ++i, weight /= 2) sum += weight * all[i];
    CHECK(best.gathered() == sum);
  }
}

TEST_CASE("the median is the one that a sort puts into the middle") {
  std::mt19937 random(14);
  std::vector<float> room;
  CHECK(median({}, room) == 0);
  for (int round = 0; round < 500; ++round) {
    std::vector<float> values;
    const int spread = 1 << random() % 24;
    for (std::size_t left = 1 + random() % 300; left > 0; --left) values.push_back(static_cast<float>(static_cast<int>(random() % 2001) - 1000) / static_cast<float>(spread));
    const float found = median(values, room);
    std::sort(values.begin(), values.end());
    CHECK(found == values[values.size() / 2]);
  }
}

TEST_CASE("words that are alike pass the look at their letters") {
  std::mt19937 random(12);
  std::size_t alike = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string a, b;
    for (std::size_t n = 1 + random() % 7; n > 0; --n) a += static_cast<char>("aeconfg7"[random() % 8]);
    for (std::size_t n = random() % 4; n > 0; --n) b += static_cast<char>("aeconfg7"[random() % 8]);
    b = random() % 2 == 0 ? a.substr(0, random() % (a.size() + 1)) + b : b + a;
    if (stem_likeness(a, b) <= 0) continue;
    ++alike;
    CHECK(may_be_like(letters_of(a), letters_of(b)));
  }
  CHECK(alike > 1000);
}

}  // namespace
}  // namespace cg::search
