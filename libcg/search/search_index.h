#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/function_ref.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/graph/index_reader.h"
#include "libcg/search/columns.h"
#include "libcg/search/path_terms.h"
#include "libcg/search/postings.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/scattered_read.h"

namespace cg::search {

/// The tables of search in an open index: what SearchPass wrote. Opening reads the totals and where blocks lie; columns stay in the
/// mapped file, of which only the pages asked for are ever touched. Chunks are numbered through the tree here, by file and within it, and
/// files as everywhere, so that ties are as in a fresh index; where the tables have files under other numbers (graph/file_numbers.h), the
/// columns of files are read to tell which chunks are whose. One thread at a time. Damage is Error{kFormat}.
class SearchIndex {
 public:
  /// The reader must outlive it.
  explicit SearchIndex(graph::IndexReader& reader);

  [[nodiscard]] graph::IndexReader& reader() noexcept { return reader_; }
  [[nodiscard]] const Totals& totals() const noexcept { return totals_; }
  [[nodiscard]] FileColumn file(FileId file) const;
  /// Rows of `count` files from `first` on, kFileColumnBytes each.
  struct FileRows {
    FileId first = 0;
    std::size_t count = 0;
    std::string_view rows;
  };
  /// That of a file and of those whose rows lie with it: for what is asked of thousands of files for a question.
  [[nodiscard]] FileRows rows_around(FileId file) const;
  [[nodiscard]] ChunkColumn chunk(std::uint32_t chunk) const;
  /// The rows of the chunks of a file whose column that is, kChunkColumnBytes each; in a large tree a copy of them in `room`.
  [[nodiscard]] std::string_view chunk_rows(FileId file, const FileColumn& column, char* room) const;
  [[nodiscard]] FileId file_of(std::uint32_t chunk) const;

  /// The list of a token, in the pieces it is kept in (term_lists.h), by the numbers that the tables have for files; none if no chunk
  /// has it.
  [[nodiscard]] std::vector<storage::Record> lists(std::string_view token);
  [[nodiscard]] const graph::FileNumbers& numbers() const noexcept { return numbers_; }
  /// How many chunks of the first kFilesPerPiece files have it: how common it is, for less than reading all.
  [[nodiscard]] std::size_t first_frequency(std::string_view token);
  /// The chunks that have a token, ascending; none if no chunk does.
  [[nodiscard]] std::vector<Posting> postings(std::string_view token);
  /// How many chunks have it.
  [[nodiscard]] std::size_t frequency(std::string_view token);
  /// The files whose path has it.
  [[nodiscard]] std::vector<PathPosting> path_postings(std::string_view token);

  /// A value of the table `search`, proved by its seal; empty if there is none.
  [[nodiscard]] std::optional<std::string_view> value(std::string_view key) const;
  /// One that must be that many rows, Error{kFormat} otherwise, and is not proved: a question touches a few of them here and there
  /// (columns.h says who does prove it).
  [[nodiscard]] std::string_view column(const std::string& key, std::size_t rows, std::size_t row_bytes) const;

  /// A small part of a column: as it is in a tree of up to ranking::kScannedChunks chunks, and in a larger one, of which a question
  /// touches little in many places, a copy of it in `room`, so that what lies around it does not become resident.
  [[nodiscard]] std::string_view part(std::string_view of_column, char* room) const;
  /// Tells that a column has been read, so that in a large tree its memory may be given back.
  void done_with(std::string_view column) const;

  /// Neighbouring files and their chunks, of which columns lie together (columns.h). Files by their numbers in the tables, and
  /// chunks as the tables have them: the numbers from first_chunk on where those are plain.
  struct Block {
    FileId first_file = 0;
    std::uint32_t files = 0;
    std::uint32_t first_chunk = 0;
    std::uint32_t chunks = 0;
    std::string_view chunk_column;
  };
  [[nodiscard]] const std::vector<Block>& blocks() const noexcept { return blocks_; }
  /// Calls visit(block, row, rows) for the parts of `count` chunks from `first` on that lie together, in their order.
  void for_each_stretch(std::uint32_t first, std::size_t count, FunctionRef<void(std::size_t block, std::size_t row, std::size_t rows)> visit) const;

  struct StemWord {
    std::string_view word;
    std::uint32_t letters = 0;  ///< letters_of() it (likeness.h)
    std::uint32_t files = 0;    ///< that have it in their names
  };
  /// The words of which file names are made, by bytes. Read when they are first asked for.
  [[nodiscard]] const std::vector<StemWord>& stem_words();

 private:
  [[noreturn]] void fail(std::string_view what) const;
  void find_blocks();
  void find_file_columns() const;
  void count_chunks();
  [[nodiscard]] std::size_t block_of_number(FileId number) const;
  [[nodiscard]] std::size_t block_of_chunk(std::uint32_t chunk) const;
  /// The column of a file, its first chunk being a row of that block.
  [[nodiscard]] FileColumn stored_column(FileId file, std::size_t& block) const;
  [[nodiscard]] std::string_view file_rows(std::size_t block) const;

  graph::IndexReader& reader_;
  const graph::FileNumbers& numbers_;
  storage::PageCodec terms_codec_, paths_codec_;
  storage::PageCache cache_;
  storage::NameTableReader terms_, paths_;
  Totals totals_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> first_chunks_;  ///< by file, and behind the last; none where numbers are plain
  mutable std::optional<storage::ScatteredReader> scattered_;  ///< in large trees
  mutable std::vector<std::string_view> file_columns_;  ///< by block; empty: not asked for yet
  mutable std::size_t last_block_ = 0;                  ///< files are mostly asked for in their order
  std::string stem_page_;
  std::optional<std::vector<StemWord>> stem_words_;  ///< views of it
};

}  // namespace cg::search
