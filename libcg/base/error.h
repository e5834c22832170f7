#pragma once
#include <stdexcept>
#include <string>

namespace cg {

/// Why a command had to end. The kind picks the exit code (see exit_code), the message is for a person:
/// it names the object, the cause and the next step.
enum class ErrorKind {
  kUsage,   ///< the command line asks for something that makes no sense
  kIo,      ///< the operating system refused: open, read, write, fsync, rename
  kFormat,  ///< bytes that are not what they should be: foreign, damaged, or of another version
  kLimit,   ///< a stated bound was reached: memory, time, record size
};

/// The one error channel of the library: thrown for what ends the command, caught once in cli.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace cg
