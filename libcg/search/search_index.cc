#include "libcg/search/search_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "libcg/base/knobs.h"
#include "libcg/base/error.h"
#include "libcg/search/rarity.h"
#include "libcg/search/term_lists.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/schema.h"
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
  const storage::Table table = reader.environment().table(schema::kSearch);
  const auto totals = reader.transaction().get(table, kTotalsKey);
  const auto words = reader.transaction().get(table, kStemWordsKey);
  if (!totals || !words) fail("the tables of search are not complete");
  totals_ = read_totals(*totals);
  find_blocks();
  const std::string page = storage::PageCodec(schema::kSearch).decode(*words);
  ByteReader in(page);
  stem_words_.resize(in.count(2));
  for (StemWord& word : stem_words_) {
    word.word = in.string();
    word.weight = rarity(in.varint(), totals_.files);
  }
}

void SearchIndex::fail(std::string_view what) const {
  throw Error(ErrorKind::kFormat, fmt::format("{}: {}; run cg-index to rebuild it", reader_.environment().path(), what));
}

void SearchIndex::find_blocks() {
  const storage::Table table = reader_.environment().table(schema::kSearch);
  std::uint64_t files = 0;
  std::uint64_t chunks = 0;
  storage::for_each_prefix(reader_.transaction(), table, kFilesColumn, [&](std::string_view key, std::string_view column) {
    Block block;
    block.first_file = first_file_of(kFilesColumn, key);
    const auto its_chunks = value(block_key(kChunksColumn, block.first_file));
    if (block.first_file != files || !its_chunks || column.empty() || column.size() % kFileColumnBytes != 0 ||
        its_chunks->size() % kChunkColumnBytes != 0) {
      fail(fmt::format("the block of file {} is damaged", files));
    }
    block.first_chunk = static_cast<std::uint32_t>(chunks);
    block.chunks = static_cast<std::uint32_t>(its_chunks->size() / kChunkColumnBytes);
    block.file_column = column;
    block.chunk_column = *its_chunks;
    read_files(block);
    files += column.size() / kFileColumnBytes;
    chunks += block.chunks;
    blocks_.push_back(block);
    return true;
  });
  if (files != totals_.files || chunks != totals_.chunks) fail("blocks of the tables of search are missing");
}

std::optional<std::string_view> SearchIndex::value(std::string_view key) const {
  return reader_.transaction().get(reader_.environment().table(schema::kSearch), key);
}

std::string_view SearchIndex::column(const std::string& key, std::size_t rows, std::size_t row_bytes) const {
  const auto bytes = value(key);
  if (!bytes || bytes->size() / row_bytes != rows || bytes->size() % row_bytes != 0) fail(fmt::format("the column of {} is damaged", key));
  return *bytes;
}

const SearchIndex::Block& SearchIndex::block_of_file(FileId file) const {
  if (file >= totals_.files) fail(fmt::format("file {} has no search data", file));
  return *std::prev(std::upper_bound(blocks_.begin(), blocks_.end(), file, [](FileId f, const Block& b) { return f < b.first_file; }));
}

const SearchIndex::Block& SearchIndex::block_of_chunk(std::uint32_t chunk) const {
  if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
  return *std::prev(std::upper_bound(blocks_.begin(), blocks_.end(), chunk, [](std::uint32_t c, const Block& b) { return c < b.first_chunk; }));
}

void SearchIndex::read_files(const Block& block) {
  for (std::size_t at = 0; at < block.file_column.size(); at += kFileColumnBytes) {
    FileColumn column = read_file_column(block.file_column.substr(at, kFileColumnBytes));
    if (column.first_chunk > block.chunks || column.chunks > block.chunks - column.first_chunk) {
      fail(fmt::format("the chunks of file {} are damaged", files_.size()));
    }
    column.first_chunk += block.first_chunk;
    if (!first_chunks_.empty() && column.first_chunk < first_chunks_.back()) fail(fmt::format("the chunks of file {} are damaged", files_.size()));
    first_chunks_.push_back(column.first_chunk);
    files_.push_back(column);
  }
}

const FileColumn& SearchIndex::file(FileId file) const {
  if (file >= files_.size()) fail(fmt::format("file {} has no search data", file));
  return files_[file];
}

std::string_view SearchIndex::chunk_rows(FileId file) const {
  const Block& block = block_of_file(file);
  const FileColumn& column = files_[file];
  return block.chunk_column.substr((column.first_chunk - block.first_chunk) * kChunkColumnBytes, column.chunks * kChunkColumnBytes);
}

ChunkColumn SearchIndex::chunk(std::uint32_t chunk) const {
  const Block& block = block_of_chunk(chunk);
  return read_chunk_column(block.chunk_column.substr((chunk - block.first_chunk) * kChunkColumnBytes, kChunkColumnBytes));
}

FileId SearchIndex::file_of(std::uint32_t chunk) const {
  if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
  // The last file whose first chunk is not above: files without chunks have the first chunk of the one behind them.
  return static_cast<FileId>(std::upper_bound(first_chunks_.begin(), first_chunks_.end(), chunk) - first_chunks_.begin() - 1);
}

std::vector<Posting> SearchIndex::postings(std::string_view token) {
  std::vector<Posting> out;
  for (bool more = terms_.seek(token); more && is_piece_of(terms_.name(), token); more = terms_.next()) {
    const storage::Record record = terms_.payload();
    PostingReader in(record.bytes);
    out.reserve(out.size() + in.size());
    FileId file = 0;
    FileId known = kNone;
    const FileColumn* column = nullptr;
    for (Posting p; in.next(file, p);) {
      if (file != known) column = &this->file(file);
      known = file;
      if (p.chunk >= column->chunks) fail(fmt::format("the list of \"{}\" is damaged", token));
      p.chunk += column->first_chunk;
      out.push_back(p);
    }
  }
  return out;
}

std::size_t SearchIndex::frequency(std::string_view token) {
  std::size_t sum = 0;
  for (bool more = terms_.seek(token); more && is_piece_of(terms_.name(), token); more = terms_.next()) {
    const storage::Record record = terms_.payload();
    sum += PostingReader(record.bytes).size();
  }
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
