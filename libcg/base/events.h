#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cg {

enum class Severity {
  kNote,     ///< worth knowing, nothing is missing: a generated file was skipped by rule
  kWarning,  ///< the result is weaker than it could be: a file parsed with errors
  kError,    ///< something that should have been done was not: a file could not be read
};

/// One bad (or odd) thing among many that does not end the command.
struct Event {
  Severity severity = Severity::kNote;
  std::string object;   ///< what it is about, most often a path, as raw bytes
  std::string message;  ///< cause and next step, without the object
};

/// How far a phase has come. total is 0 while it is unknown.
struct Progress {
  std::string_view phase;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

/// Where libraries report what is not worth stopping for. Implementations are called from several threads at
/// once and must cope; they must not throw.
class EventSink {
 public:
  EventSink() = default;
  EventSink(const EventSink&) = delete;
  EventSink& operator=(const EventSink&) = delete;
  virtual ~EventSink() = default;

  virtual void event(const Event& event) = 0;
  virtual void progress(const Progress&) {}

  void note(std::string object, std::string message) {
    event({Severity::kNote, std::move(object), std::move(message)});
  }
  void warning(std::string object, std::string message) {
    event({Severity::kWarning, std::move(object), std::move(message)});
  }
  void error(std::string object, std::string message) {
    event({Severity::kError, std::move(object), std::move(message)});
  }
};

/// Drops everything.
class NullEvents final : public EventSink {
 public:
  void event(const Event&) override {}
};

/// Keeps everything, for tests.
class CollectedEvents final : public EventSink {
 public:
  void event(const Event& event) override {
    const std::lock_guard lock(mutex_);
    events_.push_back(event);
  }
  [[nodiscard]] std::vector<Event> events() const {
    const std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

}  // namespace cg
