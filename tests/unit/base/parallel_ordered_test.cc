#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "libcg/base/parallel.h"
#include "tests/unit/catch.h"

namespace {

// Work of a length that depends on the index alone, so that indices overtake one another.
std::uint64_t uneven_work(std::size_t index) {
  std::minstd_rand random(static_cast<unsigned>(index) + 1);
  const std::size_t rounds = index % 13 == 0 ? 20000 : index % 50;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < rounds; ++i) sum += random();
  return sum;
}

// A value that counts how many of its kind are alive, and cannot be copied.
class Counted {
 public:
  Counted(std::size_t value, std::atomic<int>& alive, std::atomic<int>& most) : value_(value), alive_(&alive) {
    const int now = ++alive;
    int seen = most;
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
  }
  Counted(Counted&& other) noexcept : value_(other.value_), alive_(std::exchange(other.alive_, nullptr)) {}
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    if (alive_ != nullptr) --*alive_;
  }
  [[nodiscard]] std::size_t value() const { return value_; }

 private:
  std::size_t value_;
  std::atomic<int>* alive_;
};

}  // namespace

TEST_CASE("batches give every value in order, stop where one fails, and are taken by a thread as a whole") {
  for (const int threads : {1, 3}) {
    for (const std::size_t batch : {0UL, 1UL, 4UL, 5000UL}) {
      std::vector<std::size_t> order;
      cg::parallel_ordered_batches(
          777, threads, 16, batch, [](std::size_t i, int) { return uneven_work(i) * 0 + i; },
          [&](std::size_t i, std::size_t&& value) {
            REQUIRE(value == i);
            order.push_back(i);
          });
      REQUIRE(order.size() == 777);
      REQUIRE(std::is_sorted(order.begin(), order.end()));
      std::size_t consumed = 0;
      REQUIRE_THROWS_WITH(cg::parallel_ordered_batches(
                              777, threads, 16, batch,
                              [](std::size_t i, int) {
                                if (i >= 101) throw std::runtime_error(std::to_string(i));
                                return i;
                              },
                              [&](std::size_t, std::size_t&&) { ++consumed; }),
                          "101");
      REQUIRE(consumed == 101);
    }
  }
  std::string order;
  cg::parallel_ordered_batches(
      6, 1, 16, 4, [&](std::size_t i, int) { order += 'p'; return i; }, [&](std::size_t, std::size_t&&) { order += 'c'; });
  REQUIRE(order == "ppppccccppcc");
}

TEST_CASE("consume sees every value, in order, whatever threads and window") {
  for (const int threads : {1, 2, 3, 8}) {
    for (const std::size_t window : {0UL, 1UL, 2UL, 16UL, 9999UL}) {
      for (const std::size_t n : {0UL, 1UL, 2UL, 777UL}) {
        std::vector<std::size_t> order;  // no lock: consume is one call at a time
        cg::parallel_ordered(
            n, threads, window,
            [](std::size_t index, int) {
              uneven_work(index);
              return std::make_unique<std::size_t>(index * 3);
            },
            [&](std::size_t index, std::unique_ptr<std::size_t>&& value) {
              REQUIRE(*value == index * 3);
              order.push_back(index);
            });
        REQUIRE(order.size() == n);
        for (std::size_t i = 0; i < n; ++i) REQUIRE(order[i] == i);
      }
    }
  }
}

TEST_CASE("never more than a window of values is alive") {
  for (const int threads : {1, 2, 6}) {
    for (const int window : {1, 3, 10}) {
      std::atomic<int> alive{0};
      std::atomic<int> most{0};
      cg::parallel_ordered(
          1000, threads, static_cast<std::size_t>(window),
          [&](std::size_t index, int) {
            uneven_work(index);
            return Counted(index, alive, most);
          },
          [&](std::size_t index, Counted&& value) { REQUIRE(value.value() == index); });
      CHECK(alive == 0);
      CHECK(most <= window);
    }
  }
}

TEST_CASE("many short pipelines, to catch lost wake-ups") {
  for (int round = 0; round < 3000; ++round) {
    std::size_t sum = 0;
    cg::parallel_ordered(
        10, 4, 2, [](std::size_t index, int) { return index; }, [&](std::size_t, std::size_t value) { sum += value; });
    REQUIRE(sum == 45);
  }
}

TEST_CASE("a slow consumer and slow producers both come to an end") {
  std::size_t consumed = 0;
  cg::parallel_ordered(
      60, 4, 3, [](std::size_t index, int) { return index; },
      [&](std::size_t index, std::size_t) {
        if (index % 7 == 0) std::this_thread::yield();
        uneven_work(0);
        ++consumed;
      });
  CHECK(consumed == 60);
}

TEST_CASE("a failing producer: all before it is consumed, its exception comes out, always the lowest") {
  for (int round = 0; round < 100; ++round) {
    std::vector<std::size_t> order;
    try {
      cg::parallel_ordered(
          500, 4, 8,
          [](std::size_t index, int) {
            uneven_work(index);
            if (index >= 100) throw std::runtime_error(std::to_string(index));
            return index;
          },
          [&](std::size_t index, std::size_t) { order.push_back(index); });
      FAIL("no exception");
    } catch (const std::runtime_error& error) {
      REQUIRE(std::string(error.what()) == "100");
    }
    REQUIRE(order.size() == 100);
  }
}

TEST_CASE("a failing consumer stops everything behind it") {
  for (const int threads : {1, 4}) {
    std::atomic<int> alive{0};
    std::atomic<int> most{0};
    std::size_t last = 0;
    CHECK_THROWS_WITH(cg::parallel_ordered(
                          500, threads, 8, [&](std::size_t index, int) { return Counted(index, alive, most); },
                          [&](std::size_t index, Counted&&) {
                            last = index;
                            if (index == 33) throw std::runtime_error("disk full");
                          }),
                      "disk full");
    CHECK(last == 33);
    CHECK(alive == 0);
  }
}

TEST_CASE("failures on both sides: the lower index wins") {
  for (int round = 0; round < 100; ++round) {
    CHECK_THROWS_WITH(cg::parallel_ordered(
                          100, 4, 50,
                          [](std::size_t index, int) {
                            if (index == 20) throw std::runtime_error("produce 20");
                            return index;
                          },
                          [](std::size_t index, std::size_t) {
                            if (index == 10) throw std::runtime_error("consume 10");
                          }),
                      "consume 10");
  }
}

TEST_CASE("pipelines nest") {
  std::size_t sum = 0;
  cg::parallel_ordered(
      6, 3, 4,
      [](std::size_t outer, int) {
        std::size_t inner_sum = 0;
        cg::parallel_ordered(
            10, 3, 4, [&](std::size_t inner, int) { return outer * 10 + inner; },
            [&](std::size_t, std::size_t value) { inner_sum += value; });
        return inner_sum;
      },
      [&](std::size_t, std::size_t value) { sum += value; });
  CHECK(sum == 60 * 59 / 2);
}
