#pragma once
#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/unique_fd.h"

namespace cg {

/// A program that is asked many things, each answered before the next: `git cat-file --batch`. One thread at a time.
/// What it says on standard error is dropped.
class Conversation {
 public:
  /// Starts argv[0] in `directory`. Error{kIo} if it cannot be.
  Conversation(const std::vector<std::string>& argv, const std::string& directory);
  /// Closes its input and waits for it to end.
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  /// Error{kIo} if it has ended.
  void say(std::string_view bytes);
  /// What it says up to the end of the line, without it; Error{kIo} if it ends before.
  [[nodiscard]] std::string line();
  /// The next `size` bytes; Error{kIo} if it ends before.
  void read(std::size_t size, std::string& out);

 private:
  void fill();

  std::string program_;
  UniqueFd input_;  ///< a socket: writing to a program that has ended must not end us by SIGPIPE
  UniqueFd output_;
  pid_t pid_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
};

}  // namespace cg
