#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "libcg/search/neighbours.h"
#include "libcg/search/ranked_file.h"
#include "libcg/search/search_index.h"

namespace cg::search {

class FileRanker;

/// Ranks the best files of a question anew by what the files around them say: who uses them, which of them the answering
/// tests use, whether their directory answers as a whole, whether they are of the package that the tree is about.
class NeighbourRanker {
 public:
  /// The index must outlive it.
  explicit NeighbourRanker(SearchIndex& index) : index_(index), neighbours_(index.reader()) {}

  /// `ranked` is in order and is put in order again. `chunks` knows which of their chunks answered.
  void rerank(std::span<RankedFile> ranked, Mode mode, const FileRanker& chunks);

 private:
  void add_tests(std::span<RankedFile> best, const FileRanker& chunks);
  static void add_siblings(std::span<RankedFile> best, std::span<const std::string_view> directories);

  SearchIndex& index_;
  Neighbours neighbours_;
};

}  // namespace cg::search
