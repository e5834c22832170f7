#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/base/ids.h"
#include "libcg/base/string_table.h"

namespace cg::graph::scip {

/// A SCIP index laid over a tree: what it says at which place, with paths from the tree's root and columns in bytes. Every name of
/// one line is kept; names over several lines are none.
class Places {
 public:
  struct Use {
    Position at;
    std::uint32_t length = 0;  ///< bytes
    std::uint32_t symbol = 0;  ///< 0 .. symbols() - 1
    bool definition = false;
    friend auto operator<=>(const Use&, const Use&) = default;
  };
  struct Document {
    std::string path;
    std::vector<Use> uses;  ///< by place; none twice
  };

  /// `root` is that of the tree: documents outside it are left out, and files are read for their lines, since SCIP counts
  /// characters and we count bytes. Error{kIo}, Error{kFormat}; documents that cannot be used are events.
  Places(const std::string& scip_file, const std::string& root, EventSink& events);

  [[nodiscard]] const std::vector<Document>& documents() const noexcept { return documents_; }
  [[nodiscard]] std::size_t symbols() const noexcept { return defined_.size(); }
  /// Whether some document defines the symbol. A local one counts as defined: without a definition it is the indexer's own help
  /// (an alias on its way), not one of a library.
  [[nodiscard]] bool defined(std::uint32_t symbol) const { return defined_[symbol]; }
  /// Whether it is known inside one definition only: variables of a function, parameters, type parameters.
  [[nodiscard]] bool local(std::uint32_t symbol) const { return local_[symbol]; }

 private:
  Interner names_;
  std::vector<Document> documents_;
  std::vector<bool> defined_, local_;  ///< by id of names_
};

}  // namespace cg::graph::scip
