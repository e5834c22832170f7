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
    : reader_(with_tables_of_search(reader)), terms_codec_(schema::kTerms), paths_codec_(schema::kPathTerms), cache_(knobs().search_cache_bytes),
      terms_(reader.transaction(), reader.environment().table(schema::kTerms), terms_codec_, &cache_),
      paths_(reader.transaction(), reader.environment().table(schema::kPathTerms), paths_codec_, &cache_) {
  const auto totals = value(kTotalsKey);
  if (!totals) fail("the tables of search are not complete");
  totals_ = read_totals(*totals);
  find_blocks();
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
    if (!follows || block.first_file >= totals_.files || column.size() % kChunkColumnBytes != 0) {
      fail(fmt::format("the block of file {} is damaged", block.first_file));
    }
    if (!blocks_.empty()) blocks_.back().files = block.first_file - before;
    chunks += block.chunks;
    blocks_.push_back(block);
    return true;
  });
  if (!blocks_.empty()) blocks_.back().files = static_cast<std::uint32_t>(totals_.files - blocks_.back().first_file);
  if (blocks_.empty() != (totals_.files == 0) || chunks != totals_.chunks) fail("blocks of the tables of search are missing");
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
  const auto stored = reader_.transaction().get(reader_.environment().table(schema::kSearch), key);
  if (!stored) return std::nullopt;
  return storage::unsealed(schema::kSearch, key, *stored);
}

std::string_view SearchIndex::column(const std::string& key, std::size_t rows, std::size_t row_bytes) const {
  const auto stored = reader_.transaction().get(reader_.environment().table(schema::kSearch), key);
  const std::string_view bytes = stored ? storage::without_seal(schema::kSearch, key, *stored) : std::string_view();
  if (!stored || bytes.size() / row_bytes != rows || bytes.size() % row_bytes != 0) fail(fmt::format("the column of {} is damaged", key));
  return bytes;
}

std::size_t SearchIndex::block_of_file(FileId file) const {
  const Block& last = blocks_.empty() ? Block{} : blocks_[last_block_];
  if (file - last.first_file < last.files) return last_block_;
  if (file >= totals_.files) fail(fmt::format("file {} has no search data", file));
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), file, [](FileId f, const Block& b) { return f < b.first_file; });
  return last_block_ = static_cast<std::size_t>(after - blocks_.begin() - 1);
}

std::size_t SearchIndex::block_of_chunk(std::uint32_t chunk) const {
  if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), chunk, [](std::uint32_t c, const Block& b) { return c < b.first_chunk; });
  return static_cast<std::size_t>(after - blocks_.begin() - 1);
}

std::array<std::uint32_t, kTextFields> SearchIndex::lengths(FileId file) const {
  const std::size_t at = block_of_file(file);
  return read_lengths(file_rows(at).substr((file - blocks_[at].first_file) * kFileColumnBytes, kFileColumnBytes));
}

FileColumn SearchIndex::file(FileId file) const {
  const std::size_t at = block_of_file(file);
  const Block& block = blocks_[at];
  FileColumn column = read_file_column(file_rows(at).substr((file - block.first_file) * kFileColumnBytes, kFileColumnBytes));
  if (column.first_chunk > block.chunks || column.chunks > block.chunks - column.first_chunk) {
    fail(fmt::format("the chunks of file {} are damaged", file));
  }
  column.first_chunk += block.first_chunk;
  return column;
}

std::string_view SearchIndex::chunk_rows(FileId file, const FileColumn& column, char* room) const {
  const Block& block = blocks_[block_of_file(file)];
  return part(block.chunk_column.substr((column.first_chunk - block.first_chunk) * kChunkColumnBytes, column.chunks * kChunkColumnBytes), room);
}

ChunkColumn SearchIndex::chunk(std::uint32_t chunk) const {
  const Block& block = blocks_[block_of_chunk(chunk)];
  std::array<char, kChunkColumnBytes> room{};
  return read_chunk_column(part(block.chunk_column.substr((chunk - block.first_chunk) * kChunkColumnBytes, kChunkColumnBytes), room.data()));
}

FileId SearchIndex::file_of(std::uint32_t chunk) const {
  const std::size_t at = block_of_chunk(chunk);
  // The last file whose first chunk is not above: files without chunks have the first chunk of the one behind them.
  FileId below = blocks_[at].first_file, above = below + blocks_[at].files;
  while (above - below > 1) {
    const FileId middle = below + (above - below) / 2;
    (file(middle).first_chunk <= chunk ? below : above) = middle;
  }
  return below;
}

std::vector<storage::Record> SearchIndex::lists(std::string_view token) {
  std::vector<storage::Record> out;
  for (bool more = terms_.seek(token); more && is_piece_of(terms_.name(), token); more = terms_.next()) out.push_back(terms_.payload());
  return out;
}

std::optional<storage::Record> SearchIndex::first_list(std::string_view token) { return terms_.find(token); }

std::vector<Posting> SearchIndex::postings(std::string_view token) {
  std::vector<Posting> out;
  for (const storage::Record& record : lists(token)) {
    PostingReader in(record.bytes);
    out.reserve(out.size() + in.size());
    FileId file = 0;
    FileId known = kNone;
    FileColumn column;
    for (Posting p; in.next(file, p);) {
      if (file != known) column = this->file(file);
      known = file;
      if (p.chunk >= column.chunks) fail(fmt::format("the list of \"{}\" is damaged", token));
      p.chunk += column.first_chunk;
      out.push_back(p);
    }
  }
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
  for (const PathPosting& p : out) {
    if (p.file >= totals_.files) fail(fmt::format("the paths of \"{}\" are damaged", token));
  }
  return out;
}

}  // namespace cg::search
