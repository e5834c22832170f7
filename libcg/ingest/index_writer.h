#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/graph/records.h"
#include "libcg/ingest/encoded_file.h"
#include "libcg/ingest/file_rows.h"
#include "libcg/ingest/program.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/environment.h"

namespace cg::ingest {

/// Fills a fresh environment with the tables of storage/schema.h. Files come in the order of their ids, twice: once with
/// their facts, then with their links; then finish() writes what is sorted by target and by name. Memory stays bounded:
/// edges are sorted in buckets on disk.
class IndexWriter {
 public:
  /// `scratch` is a folder for temporary files.
  IndexWriter(storage::Environment& environment, const std::string& scratch, std::uint32_t files);
  ~IndexWriter();

  /// First pass: symbols and their text. `row` is completed (counts) and kept until links are known.
  void add_symbols(graph::FileRow row, const parse::Facts& facts, const EncodedSymbols& symbols, std::string_view separator);
  /// Between the two: which files each file includes.
  void add_includes(const FileRows& rows);
  /// Second pass: sites with their targets.
  void add_links(std::uint32_t file, const EncodedLinks& links);
  using Texts = std::vector<std::pair<std::string, std::string>>;
  /// Everything else, and the commit. `meta` are texts for the meta table, `tree` what encode_tree gave.
  void finish(const Program& program, const Texts& meta, const Texts& tree, int threads);

  struct Counts {
    std::uint64_t files = 0, lines = 0, bytes = 0, symbols = 0, sites = 0, edges = 0, unbound = 0;
  };
  [[nodiscard]] const Counts& counts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cg::ingest
