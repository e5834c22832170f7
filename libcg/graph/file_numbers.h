#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/graph/records.h"

namespace cg::storage {
class Environment;
class Transaction;
}  // namespace cg::storage

namespace cg::graph {

/// Under which numbers the tables of an index have its files. Everywhere else a file is called by its rank among the paths of the
/// tree, so that answers come in that order and are those of a fresh index, whose tables have files under just these numbers
/// ("plain"). A file that comes later would move all behind it, in every record of every table. So the tables give it a
/// number that is free, keep to the numbers of the others, and say here which rank has which number. (file_numbers.cc
/// tells what else was thought of.)
class FileNumbers {
 public:
  /// Plain.
  FileNumbers() = default;
  /// By rank, the number in the tables. They must be distinct.
  explicit FileNumbers(std::span<const FileId> stored);
  /// Of an index. Error{kFormat} if what it says is damaged.
  [[nodiscard]] static FileNumbers read(const storage::Environment& environment, const storage::Transaction& transaction);

  /// The key in the table `meta` and the text under it: "plain", or for as many neighbours as there are the number of the first and how
  /// many they are.
  static constexpr std::string_view kMetaKey = "file_numbers";
  [[nodiscard]] std::string text() const;

  [[nodiscard]] bool plain() const noexcept { return runs_.empty(); }
  /// How many runs of neighbours there are: what a look-up goes through, by halves.
  [[nodiscard]] std::size_t runs() const noexcept { return runs_.size(); }
  /// How many files have numbers here; 0 where they are plain.
  [[nodiscard]] std::size_t files() const noexcept { return plain() ? 0 : runs_.back().from + std::size_t{runs_.back().count}; }
  /// The number in the tables of a file; kNone if there is no such file.
  [[nodiscard]] FileId stored(FileId file) const { return plain() ? file : find(runs_, file); }
  /// The other way. Error{kFormat} for a number that no file has.
  [[nodiscard]] FileId shown(FileId stored) const { return plain() ? stored : find_shown(stored); }

  /// The key of a chunk of a file's records.
  [[nodiscard]] std::uint64_t key(FileId file, std::uint32_t chunk) const;

  /// Rows read from the tables, or to be written there, with the other numbers.
  template <class Row>
  [[nodiscard]] std::vector<Row> shown(std::vector<Row> rows) const {
    if (!plain()) each_file(rows, [this](FileId& file) { file = shown(file); });
    return rows;
  }
  template <class Row>
  [[nodiscard]] std::vector<Row> stored(std::vector<Row> rows) const {
    if (!plain()) each_file(rows, [this](FileId& file) { file = stored(file); });
    return rows;
  }

 private:
  struct Run {
    FileId from = 0;
    FileId to = 0;
    std::uint32_t count = 0;
  };
  [[nodiscard]] static FileId find(const std::vector<Run>& runs, FileId file);
  [[nodiscard]] FileId find_shown(FileId stored) const;

  template <class Visit>
  static void each_file(std::vector<FileId>& files, Visit&& visit) {
    for (FileId& file : files) visit(file);
  }
  template <class Visit>
  static void each_file(std::vector<IncomingRow>& rows, Visit&& visit) {
    for (IncomingRow& row : rows) visit(row.source.file);
  }
  template <class Visit>
  static void each_file(std::vector<DefinitionRow>& rows, Visit&& visit) {
    for (DefinitionRow& row : rows) visit(row.symbol.file);
  }
  template <class Visit>
  static void each_file(std::vector<SiteRow>& rows, Visit&& visit) {
    for (SiteRow& row : rows) {
      for (SymbolRef& target : row.targets) visit(target.file);
    }
  }
  template <class Visit>
  static void each_file(std::vector<SymbolRef>& refs, Visit&& visit) {
    for (SymbolRef& ref : refs) visit(ref.file);
  }

  std::vector<Run> runs_;  ///< from ranks to numbers, by rank; none: plain
  std::vector<Run> back_;  ///< from numbers to ranks, by number
};

}  // namespace cg::graph
