#include "libcg/search/search_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "libcg/base/knobs.h"
#include "libcg/base/error.h"
#include "libcg/search/likeness.h"
#include "libcg/search/ranking.h"
#include "libcg/search/term_lists.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/transaction.h"

namespace cg::search {
namespace {

namespace schema = storage::schema;

graph::IndexReader& with_tables_of_search(graph::IndexReader& reader) {
  const storage::Environment& environment = reader.environment();
  for (const char* table : {schema::kTerms, schema::kPathTerms, schema::kSearch}) {
    if (environment.find_table(table)) return reader;  // if others are missing, that is damage
  }
  throw Error(ErrorKind::kUsage,
              fmt::format("{}: this is a graph alone, as cg-index --no-search builds it; run cg-index to add what search needs", environment.path()));
}

}  // namespace

SearchIndex::SearchIndex(graph::IndexReader& reader)
    : reader_(with_tables_of_search(reader)), numbers_(reader.numbers()), terms_codec_(schema::kTerms), paths_codec_(schema::kPathTerms), cache_(knobs().search_cache_bytes, static_cast<storage::CachePolicy>(knobs().search_cache_policy)),
      terms_(reader.transaction(), reader.environment().table(schema::kTerms), terms_codec_, &cache_),
      paths_(reader.transaction(), reader.environment().table(schema::kPathTerms), paths_codec_, &cache_) {
  const auto totals = value(kTotalsKey);
  if (!totals) fail("the tables of search are not complete");
  totals_ = read_totals(*totals);
  find_blocks();
  if (!numbers_.plain()) count_chunks();
  if (totals_.chunks > ranking::kScannedChunks) scattered_.emplace(reader.transaction());
}

const std::vector<SearchIndex::StemWord>& SearchIndex::stem_words() {
  if (stem_words_) return *stem_words_;
  const auto words = value(kStemWordsKey);
  if (!words) fail("the tables of search are not complete");
  stem_page_ = storage::PageCodec(schema::kSearch).decode(*words);
  ByteReader in(stem_page_);
  stem_words_.emplace(in.count(2));
  for (StemWord& word : *stem_words_) {
    word.word = in.string();
    word.letters = letters_of(word.word);
    word.files = in.varint32();
  }
  return *stem_words_;
}

void SearchIndex::fail(std::string_view what) const {
  throw Error(ErrorKind::kFormat, fmt::format("{}: {}; run cg-index to rebuild it", reader_.environment().path(), what));
}

/// By the columns of chunks: they are long, so that walking over their keys touches few pages.
void SearchIndex::find_blocks() {
  const storage::Table table = reader_.environment().table(schema::kSearch);
  std::uint64_t chunks = 0;
  storage::for_each_prefix(reader_.transaction(), table, kChunksColumn, [&](std::string_view key, std::string_view value) {
    const std::string_view column = storage::without_seal(schema::kSearch, key, value);
    Block block;
    block.first_file = first_file_of(kChunksColumn, key);
    block.first_chunk = static_cast<std::uint32_t>(chunks);
    block.chunks = static_cast<std::uint32_t>(column.size() / kChunkColumnBytes);
    block.chunk_column = column;
    const FileId before = blocks_.empty() ? 0 : blocks_.back().first_file;
    const bool follows = blocks_.empty() ? block.first_file == 0 : block.first_file > before;
    const bool known = !numbers_.plain() || block.first_file < totals_.files;
    if (!follows || !known || column.size() % kChunkColumnBytes != 0) {
      fail(fmt::format("the block of file {} is damaged", block.first_file));
    }
    if (!blocks_.empty()) blocks_.back().files = block.first_file - before;
    chunks += block.chunks;
    blocks_.push_back(block);
    return true;
  });
  if (!blocks_.empty()) {
    Block& last = blocks_.back();
    const auto rows = value(block_key(kFilesColumn, last.first_file));
    last.files = numbers_.plain() ? static_cast<std::uint32_t>(totals_.files - last.first_file)
                                  : static_cast<std::uint32_t>(rows.value_or(std::string_view()).size() / kFileColumnBytes);
  }
  if (blocks_.empty() != (totals_.files == 0) || chunks != totals_.chunks) fail("blocks of the tables of search are missing");
}

void SearchIndex::count_chunks() {
  if (numbers_.files() != totals_.files) fail("the tables of search are of other files");
  std::uint32_t chunks = 0;
  std::size_t block = 0;
  for (FileId file = 0; file < totals_.files; ++file) {
    first_chunks_.push_back(chunks);
    chunks += stored_column(file, block).chunks;
  }
  first_chunks_.push_back(chunks);
  if (chunks != totals_.chunks) fail("blocks of the tables of search are missing");
}

/// All at once: a question asks for most of them, and to look each up by its key takes ten times as long.
void SearchIndex::find_file_columns() const {
  file_columns_.reserve(blocks_.size());
  storage::for_each_prefix(reader_.transaction(), reader_.environment().table(schema::kSearch), kFilesColumn, [&](std::string_view key, std::string_view value) {
    const std::string_view rows = storage::unsealed(schema::kSearch, key, value);  // some hundred bytes by which all else is found
    const std::size_t at = file_columns_.size();
    if (at == blocks_.size() || first_file_of(kFilesColumn, key) != blocks_[at].first_file || rows.size() != blocks_[at].files * kFileColumnBytes) {
      fail(fmt::format("the column of {} is damaged", key));
    }
    file_columns_.push_back(rows);
    return true;
  });
  if (file_columns_.size() != blocks_.size()) fail("blocks of the tables of search are missing");
}

std::string_view SearchIndex::file_rows(std::size_t block) const {
  if (file_columns_.empty()) find_file_columns();
  return file_columns_[block];
}

std::string_view SearchIndex::part(std::string_view of_column, char* room) const {
  if (!scattered_) return of_column;
  scattered_->copy(of_column, room);
  return {room, of_column.size()};
}

void SearchIndex::done_with(std::string_view column) const {
  if (scattered_) reader_.transaction().done_with(column);
}

std::optional<std::string_view> SearchIndex::value(std::string_view key) const {
  const storage::Table table = reader_.environment().table(schema::kSearch);
  const auto stored = reader_.transaction().get(table, key);
  if (!stored) storage::prove_absent(reader_.transaction(), table, schema::kSearch, key);
  if (!stored) return std::nullopt;
  return storage::unsealed(schema::kSearch, key, *stored);
}

std::string_view SearchIndex::column(const std::string& key, std::size_t rows, std::size_t row_bytes) const {
  const storage::Table table = reader_.environment().table(schema::kSearch);
  const auto stored = scattered_ ? reader_.transaction().place_of(table, key) : reader_.transaction().get(table, key);
  const std::string_view bytes = stored ? storage::without_seal(schema::kSearch, key, *stored) : std::string_view();
  if (!stored || bytes.size() / row_bytes != rows || bytes.size() % row_bytes != 0) fail(fmt::format("the column of {} is damaged", key));
  if (scattered_ && !scattered_->has_own_page(bytes)) fail(fmt::format("the column of {} is damaged", key));
  return bytes;
}

std::size_t SearchIndex::block_of_number(FileId number) const {
  const Block& recent = blocks_.empty() ? Block{} : blocks_[last_block_];
  if (number - recent.first_file < recent.files) return last_block_;
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), number, [](FileId f, const Block& b) { return f < b.first_file; });
  if (after == blocks_.begin() || number - after[-1].first_file >= after[-1].files) fail(fmt::format("file number {} has no search data", number));
  return last_block_ = static_cast<std::size_t>(after - blocks_.begin() - 1);
}

std::size_t SearchIndex::block_of_chunk(std::uint32_t chunk) const {
  if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), chunk, [](std::uint32_t c, const Block& b) { return c < b.first_chunk; });
  return static_cast<std::size_t>(after - blocks_.begin() - 1);
}

SearchIndex::FileRows SearchIndex::rows_around(FileId file) const {
  const FileId number = numbers_.stored(file);
  const std::size_t at = block_of_number(number);
  const Block& block = blocks_[at];
  if (numbers_.plain()) return {block.first_file, block.files, file_rows(at)};
  return {file, 1, file_rows(at).substr((number - block.first_file) * kFileColumnBytes, kFileColumnBytes)};
}

FileColumn SearchIndex::stored_column(FileId file, std::size_t& block) const {
  const FileId number = numbers_.stored(file);
  block = block_of_number(number);
  const Block& its = blocks_[block];
  const FileColumn column = read_file_column(file_rows(block).substr((number - its.first_file) * kFileColumnBytes, kFileColumnBytes));
  if (column.first_chunk > its.chunks || column.chunks > its.chunks - column.first_chunk) fail(fmt::format("the chunks of file {} are damaged", file));
  return column;
}

FileColumn SearchIndex::file(FileId file) const {
  std::size_t block = 0;
  FileColumn column = stored_column(file, block);
  column.first_chunk = first_chunks_.empty() ? column.first_chunk + blocks_[block].first_chunk : first_chunks_[file];
  return column;
}

std::string_view SearchIndex::chunk_rows(FileId file, const FileColumn& column, char* room) const {
  std::size_t block = 0;
  const std::uint32_t row = stored_column(file, block).first_chunk;
  return part(blocks_[block].chunk_column.substr(row * kChunkColumnBytes, column.chunks * kChunkColumnBytes), room);
}

ChunkColumn SearchIndex::chunk(std::uint32_t chunk) const {
  std::array<char, kChunkColumnBytes> room{};
  ChunkColumn out;
  if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
  for_each_stretch(chunk, 1, [&](std::size_t block, std::size_t row, std::size_t) {
    out = read_chunk_column(part(blocks_[block].chunk_column.substr(row * kChunkColumnBytes, kChunkColumnBytes), room.data()));
  });
  return out;
}

FileId SearchIndex::file_of(std::uint32_t chunk) const {
  // The last file whose first chunk is not above: files without chunks have the first chunk of the one behind them.
  if (!first_chunks_.empty()) {
    if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
    return static_cast<FileId>(std::upper_bound(first_chunks_.begin(), first_chunks_.end(), chunk) - first_chunks_.begin() - 1);
  }
  const std::size_t at = block_of_chunk(chunk);
  FileId below = blocks_[at].first_file, above = below + blocks_[at].files;
  while (above - below > 1) {
    const FileId middle = below + (above - below) / 2;
    (file(middle).first_chunk <= chunk ? below : above) = middle;
  }
  return below;
}

void SearchIndex::for_each_stretch(std::uint32_t first, std::size_t count,
                                   FunctionRef<void(std::size_t block, std::size_t row, std::size_t rows)> visit) const {
  if (count == 0) return;
  if (first_chunks_.empty()) {
    for (std::size_t at = block_of_chunk(first); count > 0; ++at) {
      const std::size_t row = first - blocks_.at(at).first_chunk;
      const std::size_t rows = std::min<std::size_t>(blocks_[at].chunks - row, count);
      if (rows > 0) visit(at, row, rows);
      first += static_cast<std::uint32_t>(rows);
      count -= rows;
    }
    return;
  }
  // Files that are neighbours in the tables, too, make one.
  std::size_t block = 0, row = 0, rows = 0;
  for (FileId file = file_of(first); count > 0; ++file) {
    std::size_t its_block = 0;
    const FileColumn column = stored_column(file, its_block);
    const std::size_t before = first - first_chunks_[file];
    const std::size_t taken = std::min<std::size_t>(column.chunks - before, count);
    const std::size_t its_row = column.first_chunk + before;
    if (taken == 0) continue;
    if (rows > 0 && (its_block != block || its_row != row + rows)) {
      visit(block, row, rows);
      rows = 0;
    }
    if (rows == 0) row = its_row;
    block = its_block;
    rows += taken;
    first += static_cast<std::uint32_t>(taken);
    count -= taken;
  }
  visit(block, row, rows);
}

std::vector<storage::Record> SearchIndex::lists(std::string_view token) {
  std::vector<storage::Record> out;
  for (bool more = terms_.seek(token); more && is_piece_of(terms_.name(), token); more = terms_.next()) out.push_back(terms_.payload());
  return out;
}

std::size_t SearchIndex::first_frequency(std::string_view token) {
  if (numbers_.plain()) {
    const auto first = terms_.find(token);
    return first ? PostingReader(first->bytes).size() : 0;
  }
  std::size_t sum = 0;
  for (const storage::Record& record : lists(token)) {
    PostingReader in(record.bytes);
    FileId number = 0;
    for (Posting p; in.next(number, p);) sum += numbers_.shown(number) < kFilesPerPiece ? 1 : 0;
  }
  return sum;
}

std::vector<Posting> SearchIndex::postings(std::string_view token) {
  std::vector<Posting> out;
  for (const storage::Record& record : lists(token)) {
    PostingReader in(record.bytes);
    out.reserve(out.size() + in.size());
    FileId number = 0;
    FileId known = kNone;
    FileColumn column;
    for (Posting p; in.next(number, p);) {
      if (number != known) column = file(numbers_.shown(number));
      known = number;
      if (p.chunk >= column.chunks) fail(fmt::format("the list of \"{}\" is damaged", token));
      p.chunk += column.first_chunk;
      out.push_back(p);
    }
  }
  if (!numbers_.plain()) std::sort(out.begin(), out.end(), [](const Posting& a, const Posting& b) { return a.chunk < b.chunk; });
  return out;
}

std::size_t SearchIndex::frequency(std::string_view token) {
  std::size_t sum = 0;
  for (const storage::Record& record : lists(token)) sum += PostingReader(record.bytes).size();
  return sum;
}

std::vector<PathPosting> SearchIndex::path_postings(std::string_view token) {
  const auto record = paths_.find(token);
  if (!record) return {};
  auto out = read_path_postings(record->bytes);
  for (PathPosting& p : out) {
    p.file = numbers_.shown(p.file);
    if (p.file >= totals_.files) fail(fmt::format("the paths of \"{}\" are damaged", token));
  }
  if (!numbers_.plain()) std::sort(out.begin(), out.end(), [](const PathPosting& a, const PathPosting& b) { return a.file < b.file; });
  return out;
}

}  // namespace cg::search
