#include "libcg/base/parallel.h"

#include <omp.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "libcg/base/knobs.h"

namespace cg {
namespace {

std::atomic<int> g_threads{0};

// Remembers the exception with the lowest rank. Nothing may be thrown out of an OpenMP region: it aborts.
class FirstFailure {
 public:
  void keep(std::size_t rank, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (error_ && rank >= rank_) return;
    rank_ = rank;
    error_ = std::move(error);
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::mutex mutex_;
  std::size_t rank_ = 0;
  std::exception_ptr error_;
};

// Keeps the calling thread on one processor while it lives, if that is asked for: the thread-th of those that the process may use
// (sched_getaffinity, which knows of cpusets, taskset and containers; the number of processors of the machine does not). What a
// thread allocates and touches first is then on its node of memory. Off by default: where nothing else runs the scheduler
// leaves threads where they are, and where something does, a thread that may not move waits for it.
class Pinned {
 public:
  explicit Pinned(int thread) {
    if (knobs().pin_threads == 0 || ::sched_getaffinity(0, sizeof allowed_, &allowed_) != 0) return;
    const int count = CPU_COUNT(&allowed_);
    if (count < 2) return;
    int left = thread % count;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (!CPU_ISSET(cpu, &allowed_) || left-- > 0) continue;
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(cpu, &one);
      pinned_ = ::sched_setaffinity(0, sizeof one, &one) == 0;
      return;
    }
  }
  ~Pinned() {
    if (pinned_) static_cast<void>(::sched_setaffinity(0, sizeof allowed_, &allowed_));
  }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

 private:
  cpu_set_t allowed_{};
  bool pinned_ = false;
};

// What the threads of one team share. The two atomics order the caller's writes before the team's reads and the
// team's writes before the caller's return. OpenMP orders them too, but its run-time library is not instrumented,
// so ThreadSanitizer would see a race in every region; this way it needs no suppressions, which would hide ours.
class Team {
 public:
  explicit Team(const std::function<void(int)>& body) : body_(body) { open_.store(true, std::memory_order_release); }

  void work(int thread) noexcept {
    if (!open_.load(std::memory_order_acquire)) return;
    const Pinned pinned(thread);
    try {
      body_(thread);
    } catch (...) {
      failure_.keep(static_cast<std::size_t>(thread), std::current_exception());
    }
    finished_.fetch_add(1, std::memory_order_acq_rel);
  }

  void finish() const {
    static_cast<void>(finished_.load(std::memory_order_acquire));
    failure_.rethrow();
  }

 private:
  const std::function<void(int)>& body_;
  FirstFailure failure_;
  std::atomic<int> finished_{0};
  std::atomic<bool> open_{false};
};

// The only OpenMP region of the project. Not instrumented itself: it reads its captured pointer before
// Team::work can order anything.
__attribute__((noinline, no_sanitize("thread"))) void run_team(Team* team, int threads) {
#pragma omp parallel num_threads(threads) default(none) shared(team)
  team->work(omp_get_thread_num());
}

}  // namespace

int thread_count() noexcept {
  const int threads = g_threads.load(std::memory_order_relaxed);
  return threads > 0 ? threads : std::max(1, omp_get_max_threads());
}

void set_thread_count(int threads) noexcept { g_threads.store(std::max(0, threads), std::memory_order_relaxed); }

void parallel_team(int threads, const std::function<void(int thread)>& body) {
  if (threads <= 0) threads = thread_count();
  if (threads == 1) return body(0);
  Team team(body);
  run_team(&team, threads);
  team.finish();
}

void parallel_for(std::size_t n, int threads, const std::function<void(std::size_t index, int thread)>& body,
                  std::size_t grain) {
  if (n == 0) return;
  grain = std::clamp<std::size_t>(grain, 1, n);
  if (threads <= 0) threads = thread_count();
  const std::size_t useful_threads = (n + grain - 1) / grain;
  if (static_cast<std::size_t>(threads) > useful_threads) threads = static_cast<int>(useful_threads);

  // Indices are claimed in ascending order, so when one fails all lower ones are already claimed: letting those
  // run on, and skipping the rest, finds the lowest failure there is.
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> end{n};
  FirstFailure failure;
  parallel_team(threads, [&](int thread) {
    for (;;) {
      const std::size_t begin = next.fetch_add(grain, std::memory_order_relaxed);
      if (begin >= n) return;
      const std::size_t stop = begin + std::min(grain, n - begin);
      for (std::size_t index = begin; index < stop; ++index) {
        if (index >= end.load(std::memory_order_relaxed)) return;
        try {
          body(index, thread);
        } catch (...) {
          failure.keep(index, std::current_exception());
          std::size_t seen = end.load(std::memory_order_relaxed);
          while (index < seen && !end.compare_exchange_weak(seen, index, std::memory_order_relaxed)) {
          }
          return;
        }
      }
    }
  });
  failure.rethrow();
}

}  // namespace cg
