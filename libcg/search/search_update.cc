// A file's new terms come from its text; its old ones are nowhere else than in the lists, spread over all of them, so the
// table `file_terms` keeps them by file, each with a mark of its postings (term_marks.h): 1.7 MB for redis beside 1.4 MB of lists
// (cg-query stats --storage). Both are sorted, a merge of the two finds the tokens whose postings differ, and only their lists are
// touched; an edited line is some ten words. Rejected: going through all lists for those of the file, which takes time in proportion
// to the tree; to keep the postings themselves, which nobody needs but to compare them (1.9 MB); to keep the tokens alone, since then the
// lists of all tokens of the file must be read to find those that differ; to count again what git has of the file before the edit (not
// every tree is git's).
#include "libcg/search/search_update.h"

#include <array>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/search/block_edit.h"
#include "libcg/search/term_marks.h"
#include "libcg/search/term_pairs.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_editor.h"
#include "libcg/storage/segment_reader.h"

namespace cg::search {
namespace {

namespace schema = storage::schema;

[[noreturn]] void fail() { throw Error(ErrorKind::kFormat, "the tables of search are not complete; run cg-index --rebuild"); }

std::vector<Posting> decoded(std::string_view list) {
  PostingReader in(list);
  std::vector<Posting> out(in.size());
  FileId zero = 0;
  for (Posting& p : out) in.next(zero, p);
  return out;
}

}  // namespace

SearchUpdate::SearchUpdate(storage::Environment& environment, storage::WriteTransaction& transaction)
    : txn_(transaction), search_(environment.table(schema::kSearch)), terms_(environment.table(schema::kTerms)),
      file_terms_(environment.table(schema::kFileTerms)), terms_codec_(schema::kTerms), file_terms_codec_(schema::kFileTerms, {.level = kFileTermsLevel}),
      paths_(environment, transaction) {
  const auto totals = txn_.get(search_, kTotalsKey);
  if (!totals) fail();
  totals_ = read_totals(storage::unsealed(schema::kSearch, kTotalsKey, *totals));
  if (const auto model = txn_.get(search_, kVectorModelKey)) {
    ByteReader in(storage::unsealed(schema::kSearch, kVectorModelKey, *model));
    (void)in.u64();
    dim_ = static_cast<std::size_t>(in.varint());
  }
}

std::string SearchUpdate::terms_of(FileId file) const {
  storage::SegmentReader reader(txn_, file_terms_, file_terms_codec_);
  const auto record = reader.find(file);
  if (!record) fail();
  return std::string(record->bytes);
}

void SearchUpdate::replace(FileId file, std::string_view kept) {
  ByteReader in(kept);
  FileTermsReader now(in.string());
  const std::string before = terms_of(file);
  change_block(file, {}, now, in);
  storage::SegmentEditor(txn_, file_terms_, file_terms_codec_).put(file, change_lists(file, before, now));
}

void SearchUpdate::add(FileId file, std::string_view path, std::string_view kept) {
  ByteReader in(kept);
  FileTermsReader now(in.string());
  ++totals_.files;
  change_block(file, path, now, in);
  storage::SegmentEditor(txn_, file_terms_, file_terms_codec_).put(file, change_lists(file, TermMarkWriter().take(), now));
}

void SearchUpdate::remove(FileId file, std::string_view path) {
  const std::string before = terms_of(file);
  TermPairs terms{ByteReader(before)};
  for (std::string_view term, mark; terms.next(term, mark);) lists_[piece_name(term, file / kFilesPerPiece)][file] = {};
  storage::SegmentEditor(txn_, file_terms_, file_terms_codec_).erase(file);
  BlockEdit block(txn_, search_, dim_, file);
  count(block.replace(file, {}, true), {});
  block.write();
  --totals_.files;
  paths_.remove(file, path, totals_);
}

void SearchUpdate::count(const FileColumn& was, const FileColumn& is) {
  totals_.chunks += std::uint64_t{is.chunks} - was.chunks;
  for (std::size_t f = 0; f < kTextFields; ++f) totals_.tokens[f] += std::uint64_t{is.lengths[f]} - was.lengths[f];
}

/// Returns the marks as they are now.
std::string SearchUpdate::change_lists(FileId file, std::string_view before, FileTermsReader& now) {
  const auto change = [&](std::string_view term, std::string_view list) {
    lists_[piece_name(term, file / kFilesPerPiece)][file] = list.empty() ? std::vector<Posting>() : decoded(list);
  };
  TermPairs was{ByteReader(before)};
  TermMarkWriter is;
  std::array<char, kMarkBytes> room{};
  std::string_view old_term, old_mark;
  bool old = was.next(old_term, old_mark);
  for (std::string_view term, list; now.next(term, list);) {
    is.add(term, list);
    for (; old && old_term < term; old = was.next(old_term, old_mark)) change(old_term, {});
    const bool known = old && old_term == term;
    if (!known || old_mark != mark_of(list, room)) change(term, list);
    if (known) old = was.next(old_term, old_mark);
  }
  for (; old; old = was.next(old_term, old_mark)) change(old_term, {});
  return is.take();
}

void SearchUpdate::change_block(FileId file, std::string_view path, FileTermsReader& now, ByteReader& vectors) {
  std::string scales, rows;
  for (std::size_t i = 0; dim_ > 0 && i < now.chunks().size(); ++i) {
    scales += vectors.raw(sizeof(float));
    rows += vectors.raw(dim_);
  }
  ByteWriter chunks;
  write_chunk_columns(chunks, now.chunks());
  FileColumn column = file_column_of(now.chunks());
  if (!path.empty()) paths_.add(file, path, column, totals_);
  BlockEdit block(txn_, search_, dim_, file, !path.empty());
  count(block.replace(file, {column, chunks.view(), scales, rows}, !path.empty()), column);
  block.write();
}

void SearchUpdate::finish(std::size_t numbers) {
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
  paths_.finish(totals_, numbers);
  ByteWriter bytes;
  write_totals(bytes, totals_);
  txn_.put(search_, kTotalsKey, storage::sealed(schema::kSearch, kTotalsKey, bytes.view()));
}

}  // namespace cg::search
