#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/graph/scip_places.h"
#include "libcg/ingest/program.h"
#include "libcg/parse/facts.h"

namespace cg::ingest {

/// What a compiler's index (SCIP) says about the sites of a tree. It is believed where its positions are those of the tree: a
/// definition counts if a symbol of that length stands at its place, a use if it is as long as the name of the site. So an index
/// made from an older state of a file does no harm beyond saying less.
class CompilerWord {
 public:
  /// Reads the SCIP index. `root` is that of the tree: documents outside it are left out, and files are read for their lines, since
  /// SCIP counts characters and we count bytes. Error{kIo}, Error{kFormat}; documents that cannot be used are events.
  CompilerWord(const std::string& scip_file, const std::string& root, EventSink& events);

  /// First pass, in the order of files: the symbols that stand at definitions of the compiler. `first` is the file's symbol 0.
  void learn(std::uint32_t file, std::string_view path, GlobalId first, const parse::Facts& facts);

  struct Verdict {
    std::vector<GlobalId> targets;
    bool elsewhere = false;  ///< it is defined in none of the documents
  };
  /// What the name of `length` bytes at a place of a file means. Nothing is said: no targets, and not elsewhere.
  [[nodiscard]] Verdict at(std::uint32_t file, Position at, std::size_t length) const;
  /// Whether the compiler has seen a file.
  [[nodiscard]] bool covers(std::uint32_t file) const { return document_of_.contains(file); }

 private:
  graph::scip::Places places_;
  std::vector<std::vector<GlobalId>> symbols_;  ///< of the tree, that stand at a compiler's symbol's definitions
  std::unordered_map<std::string_view, std::size_t> by_path_;   ///< documents of places_
  std::unordered_map<std::uint32_t, std::size_t> document_of_;  ///< by file
};

}  // namespace cg::ingest
