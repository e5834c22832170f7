#pragma once
#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "libcg/base/ordered_window.h"

namespace cg {

/// The number of threads that `threads <= 0` stands for below: what set_thread_count said, else what the machine
/// (or OMP_NUM_THREADS) offers. At least 1.
[[nodiscard]] int thread_count() noexcept;
/// 0 or less returns to the machine's offer.
void set_thread_count(int threads) noexcept;

/// Runs body(thread) once on each of up to `threads` threads, thread counting from 0. Fewer may run (inside
/// another parallel region there is only one), so body must not count on company. Rethrows the exception of the
/// lowest thread.
void parallel_team(int threads, const std::function<void(int thread)>& body);

/// Calls body(index, thread) for every index below n, in no particular order, `grain` neighbours at a time.
/// If bodies throw, indices behind the failure are skipped and the exception of the lowest failing index is
/// rethrown: always the same one, whatever the threads.
void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t index, int thread)>& body,
                  std::size_t grain = 1);

/// produce(index, thread) -> T runs in parallel and out of order; consume(index, T&&) is called strictly in
/// index order, one call at a time, by whichever thread is there (successive calls see each other's writes).
/// At most `window` values exist at any time (a few per thread is a good choice; 0 counts as 1).
/// If either throws at index i, all before i are still consumed, nothing from i on is, and it is rethrown.
template <class Produce, class Consume>
void parallel_ordered(std::size_t n, int threads, std::size_t window, Produce&& produce, Consume&& consume) {
  using Value = std::decay_t<std::invoke_result_t<Produce&, std::size_t, int>>;
  OrderedWindow order(n, window);
  std::vector<std::optional<Value>> slots(order.slots());
  parallel_team(threads, [&](int thread) {
    for (;;) {
      const auto [step, index] = order.next();
      if (step == OrderedWindow::Step::kLeave) return;
      auto& slot = slots[index % slots.size()];
      try {
        if (step == OrderedWindow::Step::kProduce) {
          slot.emplace(produce(index, thread));
          order.produced(index);
        } else {
          consume(index, std::move(*slot));
          slot.reset();
          order.consumed(index);
        }
      } catch (...) {
        order.failed(index, std::current_exception());
      }
    }
  });
  order.rethrow();
}

/// The same, but a thread takes `batch` neighbours at a time (0 counts as 1), which costs it one turn of the lock for all of them. At most
/// `window` values exist, or a batch a thread where that is more.
template <class Produce, class Consume>
void parallel_ordered_batches(std::size_t n, int threads, std::size_t window, std::size_t batch, Produce&& produce, Consume&& consume) {
  using Value = std::decay_t<std::invoke_result_t<Produce&, std::size_t, int>>;
  struct Batch {
    std::vector<Value> values;
    std::exception_ptr failure;  ///< of the value behind the last: what comes before it is still consumed
  };
  batch = std::clamp<std::size_t>(batch, 1, std::max<std::size_t>(n, 1));
  const auto team = static_cast<std::size_t>(threads > 0 ? threads : thread_count());
  parallel_ordered(
      (n + batch - 1) / batch, threads, std::max(team, window / batch),
      [&](std::size_t number, int thread) {
        Batch out;
        try {
          for (std::size_t i = number * batch; i < std::min(n, (number + 1) * batch); ++i) out.values.push_back(produce(i, thread));
        } catch (...) {
          out.failure = std::current_exception();
        }
        return out;
      },
      [&](std::size_t number, Batch&& done) {
        for (std::size_t i = 0; i < done.values.size(); ++i) consume(number * batch + i, std::move(done.values[i]));
        if (done.failure) std::rethrow_exception(done.failure);
      });
}

}  // namespace cg
