#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cg::bench {

/// An edge between two definitions: where they stand and what the callee is called. Line 0: a file's own level.
struct CallKey {
  std::string caller_path;
  std::uint32_t caller_line = 0;
  std::string callee_path;
  std::uint32_t callee_line = 0;
  std::string callee;  ///< the last part of its name
  friend auto operator<=>(const CallKey&, const CallKey&) = default;
};

/// A call graph that somebody vouches for, as tables: `calls`, and beside it (each optional) `defs`, `sites`, `refs` and `skipped`,
/// which tell what that somebody has seen. cg-formats(5) describes the columns, and how an edge is judged by them.
class CallTruth {
 public:
  /// FILE is the table of calls. Error{kIo}, Error{kFormat} naming the table and the line.
  explicit CallTruth(const std::filesystem::path& file);

  struct Row {
    std::string caller, callee;  ///< as written
    std::uint32_t line = 0;      ///< of the first site; 0: not said
    bool counts = false;         ///< in recall: the callee's name is in the text at the call
  };
  [[nodiscard]] const std::map<CallKey, Row>& edges() const noexcept { return edges_; }

  /// Whether the truth speaks of the file at all.
  [[nodiscard]] bool covers(const std::string& path) const { return files_.contains(path); }
  /// Whether the line is one that it has not seen: not compiled in its configuration.
  [[nodiscard]] bool skipped(const std::string& path, std::uint32_t line) const;
  /// The truth's own line for a definition that is put at `line` by us: decorators and return types stand on lines of their own.
  [[nodiscard]] std::uint32_t line_of(const std::string& path, std::uint32_t line, std::string_view name) const;
  /// Whether it could not tell itself what the callee's name means anywhere in the caller.
  [[nodiscard]] bool cannot_tell(const CallKey& key) const;

 private:
  struct Span {
    std::uint32_t start = 0, line = 0, end = 0;
  };
  struct Site {
    std::uint32_t line = 0;
    bool told = false;
  };
  void read_calls(const std::filesystem::path& file);
  void read_defs(const std::filesystem::path& file);
  void read_sites(const std::filesystem::path& file);

  std::map<CallKey, Row> edges_;
  std::set<std::string> files_;
  std::map<std::pair<std::string, std::string>, std::vector<Span>> spans_;   ///< by path and last part of the name
  std::map<std::pair<std::string, std::uint32_t>, Span> extents_;            ///< by path and line
  std::map<std::pair<std::string, std::string>, std::vector<Site>> sites_;   ///< by path and name
  std::map<std::string, std::vector<std::pair<std::uint32_t, std::uint32_t>>> skipped_;
};

/// "c" of "a::b.c<int>", whatever separates: what different tools agree on.
[[nodiscard]] std::string_view last_part(std::string_view qualified);

}  // namespace cg::bench
