#pragma once
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <vector>

namespace cg {

/// Who does what next in parallel_ordered (parallel.h): hands out the indices 0 .. count-1 for producing in
/// order, keeps those that are produced but not yet consumed within a window, and lets one thread at a time
/// consume, strictly in order.
///
/// There is no consumer thread: whoever finds the next index produced, and nobody consuming, consumes it. A
/// dedicated consumer would idle on two cores while producers starve, or the reverse. Threads wait only for one
/// thing, room in the window; an item that becomes ready is always seen by the thread that made it so, because
/// that thread asks next() again. Hence nobody waits while everything that is claimed is ready, and there is no
/// deadlock with any number of threads, one included.
///
/// A failure at index i lowers the end to i: whatever lies before still gets consumed, whatever lies behind is
/// dropped, and of several failures the one with the lowest index wins. So what was consumed, and what is
/// thrown, do not depend on threads.
class OrderedWindow {
 public:
  OrderedWindow(std::size_t count, std::size_t window);

  enum class Step { kProduce, kConsume, kLeave };
  struct Task {
    Step step;
    std::size_t index;
  };

  /// Blocks until there is something to do for this thread.
  [[nodiscard]] Task next();
  void produced(std::size_t index);
  void consumed(std::size_t index);
  void failed(std::size_t index, std::exception_ptr error);

  /// How many items may exist at once; index i lives in slot i % slots().
  [[nodiscard]] std::size_t slots() const noexcept { return ready_.size(); }
  /// Once every thread has left: throws the failure of the lowest index, if there was one.
  void rethrow() const;

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  std::vector<bool> ready_;
  std::size_t end_;
  std::size_t claimed_ = 0;
  std::size_t consumed_ = 0;
  bool consuming_ = false;
  std::exception_ptr error_;
};

}  // namespace cg
