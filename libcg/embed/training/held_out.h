#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cg::embed {

/// The lines of trees that a model will be measured on, which it therefore must not have seen: a package may contain a
/// copy of one without saying so in its name.
class HeldOut {
 public:
  /// Every line of every file below `directory`. Error{kIo} if it cannot be walked.
  void add_tree(const std::string& directory);
  void add_text(std::string_view text);

  /// The hashes of the lines, sorted, eight bytes each: reading trees anew for every package would take most of the time.
  [[nodiscard]] std::string bytes();
  /// Error{kFormat} for what bytes() has not written.
  static HeldOut from_bytes(std::string_view bytes);

  /// Whether more than 40% of the lines of this text that say something (25 bytes or more, white space at both ends not
  /// counted) are in those trees. A text with one or two such lines is a copy if all of them are there.
  [[nodiscard]] bool holds(std::string_view text);

 private:
  void sort();

  std::vector<std::uint64_t> lines_;  ///< hashes
  bool sorted_ = true;
};

}  // namespace cg::embed
