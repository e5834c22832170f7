#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "libcg/base/events.h"

namespace cg::ingest {

/// How the compiler is called for one file. Folders and files are paths of the tree; what lies outside of it is left out.
struct CompileUnit {
  std::vector<std::string> quote_folders;  ///< -iquote: for #include "..." only
  std::vector<std::string> folders;        ///< -I, then -isystem, then -idirafter
  std::vector<std::string> forced;         ///< -include: read before the first line
  /// -D of one name for another: "MALLOC" stands for "je_malloc". Other definitions have no meaning in the tree.
  std::unordered_map<std::string, std::string> names;
};

/// Compilation databases of a tree: what the compiler is told beside the text of a file.
/// Format: LLVM, "JSON Compilation Database Format Specification". Options as GCC and Clang read them, `/I` as MSVC does.
class CompileCommands {
 public:
  /// A database: its text and its path in the tree; `root` is where the tree lies, absolute. What cannot be understood is
  /// passed over, with a note where that is all of it. Several commands for one file are taken together.
  void read(std::string_view text, const std::string& path, const std::string& root, EventSink& events);

  /// Whether some unit gives a name of its own for another.
  [[nodiscard]] bool gives_names() const {
    return std::any_of(units_.begin(), units_.end(), [](const auto& unit) { return !unit.second.names.empty(); });
  }
  /// Whether some unit includes files that it does not name.
  [[nodiscard]] bool forces_files() const {
    return std::any_of(units_.begin(), units_.end(), [](const auto& unit) { return !unit.second.forced.empty(); });
  }
  [[nodiscard]] bool empty() const { return units_.empty(); }
  /// Null for a file that is not compiled by itself: a header, the source of another platform.
  [[nodiscard]] const CompileUnit* unit(std::string_view path) const;
  /// The folders of all units, in the order in which they are first named: where headers look.
  [[nodiscard]] const std::vector<std::string>& all_folders() const { return all_folders_; }

 private:
  std::unordered_map<std::string, CompileUnit> units_;  ///< by path
  std::vector<std::string> all_folders_;
  std::unordered_set<std::string> known_folders_;
};

/// The words of a command line, as a POSIX shell splits them: quotes and backslashes, no expansion.
[[nodiscard]] std::vector<std::string> split_command(std::string_view command);

}  // namespace cg::ingest
