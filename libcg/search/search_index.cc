#include "libcg/search/search_index.h"

#include <fmt/format.h>

#include "libcg/base/error.h"
#include "libcg/search/rarity.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/transaction.h"

namespace cg::search {
namespace {

namespace schema = storage::schema;

/// A question reads one page for each of some ten tokens; what repeats among questions are the frequent ones.
constexpr std::size_t kCacheBytes = std::size_t{1} << 20;

}  // namespace

SearchIndex::SearchIndex(graph::IndexReader& reader)
    : reader_(reader), terms_codec_(schema::kTerms), paths_codec_(schema::kPathTerms), cache_(kCacheBytes),
      terms_(reader.transaction(), reader.environment().table(schema::kTerms), terms_codec_, &cache_),
      paths_(reader.transaction(), reader.environment().table(schema::kPathTerms), paths_codec_, &cache_) {
  const storage::Table table = reader.environment().table(schema::kSearch);
  const auto totals = reader.transaction().get(table, kTotalsKey);
  const auto words = reader.transaction().get(table, kStemWordsKey);
  if (!totals || !words) fail("the tables of search are not complete");
  totals_ = read_totals(*totals);
  files_ = column(kFilesKey, totals_.files, kFileColumnBytes);
  chunks_ = column(kChunksKey, totals_.chunks, kChunkColumnBytes);
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

std::optional<std::string_view> SearchIndex::value(const char* key) const {
  return reader_.transaction().get(reader_.environment().table(schema::kSearch), key);
}

std::string_view SearchIndex::column(const char* key, std::size_t rows, std::size_t row_bytes) const {
  const auto bytes = value(key);
  if (!bytes || bytes->size() / row_bytes != rows || bytes->size() % row_bytes != 0) fail(fmt::format("the column of {} is damaged", key));
  return *bytes;
}

FileColumn SearchIndex::file(FileId file) const {
  if (file >= totals_.files) fail(fmt::format("file {} has no search data", file));
  return read_file_column(files_.substr(file * kFileColumnBytes, kFileColumnBytes));
}

ChunkColumn SearchIndex::chunk(std::uint32_t chunk) const {
  if (chunk >= totals_.chunks) fail(fmt::format("chunk {} is missing", chunk));
  return read_chunk_column(chunks_.substr(chunk * kChunkColumnBytes, kChunkColumnBytes));
}

FileId SearchIndex::file_of(std::uint32_t chunk) const {
  std::size_t low = 0;
  std::size_t high = totals_.files;  // the last file whose first chunk is not above is in [low, high)
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    const std::uint32_t first = ByteReader(files_.substr(middle * kFileColumnBytes, 4)).u32();
    (first <= chunk ? low : high) = middle;
  }
  return static_cast<FileId>(low);
}

std::vector<Posting> SearchIndex::postings(std::string_view token) {
  std::vector<Posting> out;
  const auto record = terms_.find(token);
  if (!record) return out;
  PostingReader in(record->bytes);
  out.reserve(in.size());
  for (Posting p; in.next(p);) {
    if (p.chunk >= totals_.chunks) fail(fmt::format("the list of \"{}\" is damaged", token));
    out.push_back(p);
  }
  return out;
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
