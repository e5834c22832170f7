#include "libcg/base/ordered_window.h"

#include <algorithm>
#include <utility>

namespace cg {

OrderedWindow::OrderedWindow(std::size_t count, std::size_t window)
    : ready_(std::clamp<std::size_t>(window, 1, std::max<std::size_t>(count, 1))), end_(count) {}

OrderedWindow::Task OrderedWindow::next() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!consuming_ && consumed_ < end_ && ready_[consumed_ % slots()]) {
      consuming_ = true;
      return {Step::kConsume, consumed_};
    }
    // What is still being produced is consumed by its producer or by the thread that is consuming now.
    if (claimed_ >= end_) return {Step::kLeave, 0};
    if (claimed_ - consumed_ < slots()) {
      const std::size_t index = claimed_++;
      if (claimed_ == end_) room_.notify_all();  // nothing left to wait for
      return {Step::kProduce, index};
    }
    room_.wait(lock);
  }
}

void OrderedWindow::produced(std::size_t index) {
  const std::lock_guard lock(mutex_);
  ready_[index % slots()] = true;
}

void OrderedWindow::consumed(std::size_t index) {
  {
    const std::lock_guard lock(mutex_);
    ready_[index % slots()] = false;
    ++consumed_;
    consuming_ = false;
  }
  room_.notify_one();
}

void OrderedWindow::failed(std::size_t index, std::exception_ptr error) {
  {
    const std::lock_guard lock(mutex_);
    if (index >= end_) return;
    end_ = index;
    error_ = std::move(error);
  }
  room_.notify_all();
}

void OrderedWindow::rethrow() const {
  if (error_) std::rethrow_exception(error_);
}

}  // namespace cg
