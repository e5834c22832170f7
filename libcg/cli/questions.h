#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace cg::cli {

/// The arguments of a verb that takes many: each is a question, and "-" stands for the lines of standard input, which are
/// answered as they come. Empty lines are passed over.
class Questions {
 public:
  /// The arguments must outlive it.
  explicit Questions(std::span<const std::string> arguments, int fd = 0) : arguments_(arguments), fd_(fd) {}

  /// Whether there may be more than one, so that an answer must say to which question it belongs.
  [[nodiscard]] bool many() const noexcept;

  /// Calls ask(question) for each; before it waits for standard input it calls `before_waiting`, which should flush what
  /// has been answered: the other side may be waiting for it. Nothing more is asked when past_deadline().
  /// Error{kIo} if standard input cannot be read, Error{kLimit} for a line of more than kMaxLineBytes.
  void for_each(const std::function<void()>& before_waiting, const std::function<void(std::string_view)>& ask) const;

  static constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

 private:
  void for_each_line(const std::function<void()>& before_waiting, const std::function<void(std::string_view)>& ask) const;

  std::span<const std::string> arguments_;
  int fd_;
};

}  // namespace cg::cli
