#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/search/path_traits.h"

namespace cg::search {

/// A token of a path.
struct PathPosting {
  std::uint32_t file = 0;
  bool stem_part = false;      ///< one of the words that the file's name is made of
  bool stem_compound = false;  ///< the whole name, glued
  std::uint8_t directories = 0;  ///< how often in the directories
};

// A list of path postings is their number, then each as
//   varint (file - file before), u8: bit 0 stem_part, bit 1 stem_compound, the rest how often in the directories.

void write_path_postings(ByteWriter& out, const std::vector<PathPosting>& postings);
[[nodiscard]] std::vector<PathPosting> read_path_postings(std::string_view bytes);

/// The tokens of all paths of a tree, collected file by file.
class PathTerms {
 public:
  struct Counts {
    std::uint32_t stem_tokens = 0, stem_parts = 0, directory_tokens = 0;
  };
  /// Files ascend.
  Counts add(std::uint32_t file, const PathTraits& path);
  [[nodiscard]] const std::map<std::string, std::vector<PathPosting>, std::less<>>& all() const { return all_; }

 private:
  PathPosting& posting(const std::string& token, std::uint32_t file);
  std::map<std::string, std::vector<PathPosting>, std::less<>> all_;
};

/// How many files have the token among the parts of their name.
[[nodiscard]] std::uint32_t stem_files(const std::vector<PathPosting>& postings);

}  // namespace cg::search
