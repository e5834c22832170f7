#include "libcg/search/path_update.h"

#include <algorithm>
#include <utility>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/search/path_traits.h"
#include "libcg/search/rarity.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"

namespace cg::search {
namespace {

namespace schema = storage::schema;

}  // namespace

PathUpdate::PathUpdate(storage::Environment& environment, storage::WriteTransaction& transaction)
    : txn_(transaction), search_(environment.table(schema::kSearch)), paths_(environment.table(schema::kPathTerms)) {}

void PathUpdate::add(FileId file, std::string_view path, FileColumn& column, Totals& totals) {
  any_ = true;
  PathTerms alone;
  const PathTraits traits = path_traits(path);
  const PathTerms::Counts counts = alone.add(file, traits);
  set_path(column, traits, counts);
  totals.stem_tokens += counts.stem_tokens;
  totals.directory_tokens += counts.directory_tokens;
  for (const auto& [token, postings] : alone.all()) lists_[token][file] = postings.front();
}

void PathUpdate::remove(FileId file, std::string_view path, Totals& totals) {
  any_ = true;
  PathTerms alone;
  const PathTerms::Counts counts = alone.add(file, path_traits(path));
  totals.stem_tokens -= counts.stem_tokens;
  totals.directory_tokens -= counts.directory_tokens;
  for (const auto& [token, postings] : alone.all()) lists_[token][file] = std::nullopt;
}

void PathUpdate::write_lists() {
  const storage::PageCodec codec(schema::kPathTerms);
  std::vector<std::string_view> tokens;
  std::vector<const std::map<FileId, std::optional<PathPosting>>*> changes;
  for (const auto& [token, files] : lists_) {
    tokens.push_back(token);
    changes.push_back(&files);
  }
  storage::NameTableEditor(txn_, paths_, codec)
      .change_each(tokens, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        std::vector<PathPosting> postings;
        if (before) postings = read_path_postings(*before);
        std::erase_if(postings, [&](const PathPosting& p) { return changes[i]->contains(p.file); });
        for (const auto& [file, posting] : *changes[i]) {
          if (posting) postings.push_back(*posting);
        }
        if (postings.empty()) return std::nullopt;
        std::sort(postings.begin(), postings.end(), [](const PathPosting& a, const PathPosting& b) { return a.file < b.file; });
        ByteWriter out;
        write_path_postings(out, postings);
        return out.take();
      });
}

std::vector<float> PathUpdate::count_words(const Totals& totals, std::size_t numbers) {
  std::vector<float> weights(numbers, 0.0F);
  ByteWriter words;
  std::size_t count = 0;
  {
    const storage::PageCodec codec(schema::kPathTerms);
    storage::NameTableReader reader(txn_, paths_, codec);
    for (bool more = reader.first(); more; more = reader.next()) {  // in the order in which a build adds weights up
      const std::vector<PathPosting> postings = read_path_postings(reader.payload().bytes);
      const std::uint32_t having = stem_files(postings);
      if (having == 0) continue;
      words.string(reader.name());
      words.varint(having);
      ++count;
      const float weight = rarity(having, totals.files);
      for (const PathPosting& p : postings) {
        if (p.file >= numbers) codec.fail("names a file that is not there");
        if (p.stem_part) weights[p.file] += weight;
      }
    }
  }
  ByteWriter page;
  page.varint(count);
  page.raw(words.view());
  txn_.put(search_, kStemWordsKey, storage::sealed(schema::kSearch, kStemWordsKey, storage::PageCodec(schema::kSearch).encode(page.view())));
  return weights;
}

void PathUpdate::write_weights(const std::vector<float>& weights) {
  std::vector<std::string> keys;  // no walker survives what is written
  storage::for_each_prefix(txn_, search_, kFilesColumn, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  });
  for (const std::string& key : keys) {
    const FileId first = first_file_of(kFilesColumn, key);
    if (first >= weights.size()) {  // only numbers that no file has any more
      for (const char* column : {kFilesColumn, kChunksColumn, kScalesColumn, kVectorsColumn}) txn_.erase(search_, block_key(column, first));
      continue;
    }
    const std::string rows(storage::unsealed(schema::kSearch, key, txn_.get(search_, key).value()));
    ByteWriter column;
    const std::size_t count = std::min(rows.size() / kFileColumnBytes, weights.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
      FileColumn file = read_file_column(std::string_view(rows).substr(i * kFileColumnBytes, kFileColumnBytes));
      file.stem_weight = weights[first + i];
      write_file_column(column, file);
    }
    txn_.put(search_, key, storage::sealed(schema::kSearch, key, column.view()));
  }
}

void PathUpdate::finish(const Totals& totals, std::size_t numbers) {
  if (!any_) return;
  write_lists();
  write_weights(count_words(totals, numbers));
}

}  // namespace cg::search
