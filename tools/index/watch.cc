// Editors, compilers and git write many files in a row, and a file more than once: what comes is gathered until nothing has come
// for kQuietMs, or kPatienceMs have passed, or kMostPaths are known. That is one commit, and what is said of an update is said after
// it: whoever was told has it on disk. A kill loses what was still being gathered, and the next start finds that by looking.
// Files that the index knows are looked at one by one (ingest/changed_listing.h); all else, a new file or folder, an ignore file,
// more changes than the kernel keeps, is a reason to list the tree.
#include "tools/index/watch.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/ingest/changed_listing.h"
#include "libcg/ingest/tree_watch.h"
#include "libcg/ingest/update.h"
#include "tools/index/stop_signal.h"
#include "tools/index/summary.h"

namespace cg::tools {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kQuietMs = 50;
constexpr int kPatienceMs = 1000;
constexpr std::size_t kMostPaths = 1000;
/// Without watches: often enough to feel at once, and a hundredth of a processor for a tree that takes 20 ms to look at.
constexpr double kPollSeconds = 2;
constexpr int kSignalEnds = 128;

class Watching {
 public:
  Watching(const IndexOptions& options, const Places& places, ingest::BuildOptions build, cli::ProgressBar& events)
      : options_(options), places_(places), build_(std::move(build)), events_(events), watch_(places.tree) {
    if (options.poll_seconds > 0) poll_ms_ = to_ms(options.poll_seconds);
  }

  int run() {
    changes_.anything = true;
    while (stop_.number() == 0) {
      update();
      if (stop_.number() == 0) wait();
    }
    events_.clear();
    return kSignalEnds + stop_.number();
  }

 private:
  static int to_ms(double seconds) { return static_cast<int>(std::lround(seconds * 1000)); }

  void update() {
    const ingest::TreeWatch::Changes changes = std::exchange(changes_, {});
    try {
      std::optional<ingest::TreeListing> listing;
      if (!changes.anything) listing = ingest::list_changes(places_.tree, places_.index, changes.paths, events_);
      const bool whole = !listing;
      if (whole) listing = ingest::list_tree(places_.tree, {!options_.no_git, options_.hidden, ingest::is_candidate}, events_);
      // The terminal's Ctrl-C also ends the git that was asked, and what is listed without it is another tree.
      if (stop_.number() != 0) return;
      say(ingest::update_index(*listing, places_.index, build_, events_));
      build_.rebuild = false;
      failure_.clear();
      if (whole && poll_ms_ == 0) follow(listing->git);
    } catch (const Error& error) {
      // Another process may be writing the index, or the disk may be full: that passes.
      if (!updated_) throw;
      if (error.what() != failure_) events_.error({}, error.what());
      failure_ = error.what();
      changes_.anything = true;
      pause(to_ms(kPollSeconds));
    }
  }

  void say(const ingest::BuildSummary& summary) {
    events_.clear();
    if (!options_.common.quiet && !updated_) {
      say_summary(summary, options_.common.verbose);
    } else if (!options_.common.quiet && summary.outcome != ingest::Outcome::kCurrent) {
      say_update(summary);
    }
    updated_ = true;
  }

  void follow(bool git) {
    const auto added = watch_.follow(git);
    if (!added) {
      poll_ms_ = to_ms(kPollSeconds);
      events_.warning({}, "the system gives no more watches (see fs.inotify.max_user_watches); the tree is looked at every 2 seconds instead");
    } else if (*added > 0) {
      changes_.anything = true;  // what happened in them until now is not known
    }
  }

  /// Until something has changed, or it is time to look.
  void wait() {
    if (poll_ms_ > 0) {
      pause(poll_ms_);
      changes_.anything = true;
      return;
    }
    if (changes_.anything) return;
    while (!changes_.any() && ready(-1)) watch_.take(changes_);
    const auto end = Clock::now() + std::chrono::milliseconds(kPatienceMs);
    while (Clock::now() < end && changes_.paths.size() < kMostPaths && ready(kQuietMs)) watch_.take(changes_);
  }

  void pause(int ms) {
    pollfd stop{stop_.fd(), POLLIN, 0};
    (void)::poll(&stop, 1, ms);
  }

  /// Whether there is something to take within that time; false when a signal has come. -1 waits for ever.
  bool ready(int ms) {
    while (stop_.number() == 0) {
      std::array<pollfd, 2> fds{{{watch_.fd(), POLLIN, 0}, {stop_.fd(), POLLIN, 0}}};
      const int got = ::poll(fds.data(), fds.size(), ms);
      if (got > 0 && (fds[0].revents & POLLIN) != 0) return true;
      if (got == 0) return false;
    }
    return false;
  }

  const IndexOptions& options_;
  const Places& places_;
  ingest::BuildOptions build_;
  cli::ProgressBar& events_;
  StopSignal stop_;
  ingest::TreeWatch watch_;
  ingest::TreeWatch::Changes changes_;
  int poll_ms_ = 0;        ///< 0: the kernel tells
  bool updated_ = false;   ///< at least once
  std::string failure_;    ///< of the last update, told once
};

}  // namespace

int run_watch(const IndexOptions& options, const Places& places, ingest::BuildOptions build, cli::ProgressBar& events) {
  return Watching(options, places, std::move(build), events).run();
}

}  // namespace cg::tools
