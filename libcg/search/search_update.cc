// A file's new terms come from its text; its old ones are nowhere else than in the lists, spread over all of them, so the
// table `file_terms` keeps them by file: 1.9 MB for redis beside 1.4 MB of lists (cg-query stats --storage). Both are sorted, a
// merge of the two finds the tokens whose postings differ, and only their lists are touched; an edited line is some ten
// words. Rejected: going through all lists for those of the file, which takes time in proportion to the tree; to keep
// the tokens without their postings, which is half the bytes, but then the lists of all tokens of the file must be read to
// find those that differ; to count again what git has of the file before the edit (not every tree is git's).
#include "libcg/search/search_update.h"

#include <algorithm>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/search/block_edit.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"

namespace cg::search {
namespace {

namespace schema = storage::schema;

[[noreturn]] void fail() { throw Error(ErrorKind::kFormat, "the tables of search are not complete; run cg-index --rebuild"); }

bool same(const std::vector<Posting>& a, const std::vector<Posting>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Posting& x, const Posting& y) { return x.chunk == y.chunk && x.counts == y.counts; });
}

}  // namespace

SearchUpdate::SearchUpdate(storage::Environment& environment, storage::WriteTransaction& transaction, std::size_t dim)
    : txn_(transaction), search_(environment.table(schema::kSearch)), terms_(environment.table(schema::kTerms)),
      file_terms_(environment.table(schema::kFileTerms)), terms_codec_(schema::kTerms), file_terms_codec_(schema::kFileTerms), dim_(dim) {
  const auto totals = txn_.get(search_, kTotalsKey);
  if (!totals) fail();
  totals_ = read_totals(storage::unsealed(schema::kSearch, kTotalsKey, *totals));
}

void SearchUpdate::replace(FileId file, std::string_view kept) {
  ByteReader in(kept);
  const std::string_view bytes = in.string();
  const FileTerms now = decode_terms(bytes);
  std::string scales;
  std::string vectors;
  for (std::size_t i = 0; dim_ > 0 && i < now.chunks.size(); ++i) {
    scales += in.raw(sizeof(float));
    vectors += in.raw(dim_);
  }
  FileTerms before;
  {
    storage::SegmentReader reader(txn_, file_terms_, file_terms_codec_);
    const auto record = reader.find(file);
    if (!record) fail();
    before = decode_terms(record->bytes);
  }
  change_block(file, now, scales, vectors);
  change_lists(file, before, now);
  storage::SegmentEditor(txn_, file_terms_, file_terms_codec_).put(file, bytes);
}

void SearchUpdate::change_lists(FileId file, const FileTerms& before, const FileTerms& now) {
  const auto change = [&](const std::string& term, const std::vector<Posting>& postings) {
    lists_[piece_name(term, file / kFilesPerPiece)][file] = postings;
  };
  auto was = before.terms.begin();
  for (const TermPostings& is : now.terms) {
    for (; was != before.terms.end() && was->term < is.term; ++was) change(was->term, {});
    const bool known = was != before.terms.end() && was->term == is.term;
    if (!known || !same(was->postings, is.postings)) change(is.term, is.postings);
    if (known) ++was;
  }
  for (; was != before.terms.end(); ++was) change(was->term, {});
}

void SearchUpdate::change_block(FileId file, const FileTerms& now, std::string_view scales, std::string_view vectors) {
  BlockEdit block(txn_, search_, dim_, file);
  ByteWriter chunks;
  write_chunk_columns(chunks, now.chunks);
  const FileColumn column = file_column_of(now.chunks);
  const FileColumn was = block.replace(file, {column, chunks.view(), scales, vectors});
  block.write();
  totals_.chunks += std::uint64_t{column.chunks} - was.chunks;
  for (std::size_t f = 0; f < kTextFields; ++f) totals_.tokens[f] += std::uint64_t{column.lengths[f]} - was.lengths[f];
}

void SearchUpdate::finish() {
  std::vector<std::string_view> names;
  std::vector<const FilePostings*> changes;
  for (const auto& [name, files] : lists_) {
    names.push_back(name);
    changes.push_back(&files);
  }
  storage::NameTableEditor(txn_, terms_, terms_codec_)
      .change_each(names, [&](std::size_t i, std::optional<std::string_view> before) -> std::optional<std::string> {
        std::string list = with_postings(before.value_or(std::string_view()), *changes[i]);
        if (list.empty()) return std::nullopt;
        return list;
      });
  ByteWriter bytes;
  write_totals(bytes, totals_);
  txn_.put(search_, kTotalsKey, storage::sealed(schema::kSearch, kTotalsKey, bytes.view()));
}

}  // namespace cg::search
