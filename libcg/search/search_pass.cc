#include "libcg/search/search_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/parallel.h"
#include "libcg/base/string_table.h"
#include "libcg/ingest/spill.h"
#include "libcg/search/chunk_vectors.h"
#include "libcg/search/columns.h"
#include "libcg/search/file_terms.h"
#include "libcg/search/path_terms.h"
#include "libcg/search/rarity.h"
#include "libcg/search/search_update.h"
#include "libcg/search/term_lists.h"
#include "libcg/search/term_marks.h"
#include "libcg/search/terms_version.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_writer.h"

namespace cg::search {
namespace {

namespace schema = storage::schema;

/// Buckets ascend as terms do by bytes: by the first character and, since many words begin with "s", an eighth by the second.
constexpr std::size_t kFirstRanks = 38;
constexpr std::size_t kSecondRanks = 8;

std::size_t rank(char c) {
  const auto u = static_cast<unsigned char>(c);
  if (u < '0') return 0;
  if (u <= '9') return 1U + (u - '0');
  if (u < 'a') return 10;
  return u <= 'z' ? 11U + (u - 'a') : 37;
}

std::size_t bucket_of(std::string_view term) {
  const std::size_t second = term.size() < 2 ? 0 : rank(term[1]) / 5;
  return (term.empty() ? 0 : rank(term[0])) * kSecondRanks + second;
}

/// The postings of one file for one term, as spilled.
struct Piece {
  std::uint32_t term;
  FileId file;
  std::string_view postings;
};

void put(storage::BulkWriter& bulk, const storage::Table& search, std::string_view key, std::string_view bytes) {
  bulk.put(search, key, storage::sealed(schema::kSearch, key, bytes));
}

/// Neighbouring files whose columns are written together (columns.h).
struct Block {
  FileId first_file = 0;
  std::uint32_t chunks = 0;
  ByteWriter columns;  ///< of chunks
  ByteWriter scales;
  std::uint64_t vectors = 0;  ///< where the spill file has them
};

}  // namespace

struct SearchPass::Impl {
  Impl(const std::string& folder, const embed::Model* given)
      : model(given), spill(folder, kFirstRanks * kSecondRanks), vectors(folder), marks_spill(folder) {}

  void end_block();
  void take_vectors(ByteReader& in, std::size_t count);
  void write_blocks(storage::BulkWriter& bulk, const storage::Table& table);

  std::string sorted_lists(std::size_t bucket);
  void write_terms(storage::BulkWriter& bulk, const storage::Table& table, int threads);
  void write_file_terms(storage::BulkWriter& bulk, const storage::Table& table);
  void write_paths(storage::BulkWriter& bulk, const storage::Table& table, ByteWriter& stem_words);

  const embed::Model* model;
  ingest::BucketSpill spill;
  ingest::SpillFile vectors;      ///< of blocks
  ingest::SpillFile marks_spill;  ///< of the terms of files (term_marks.h)
  struct Place {
    std::uint64_t at = 0;
    std::size_t size = 0;
  };
  std::vector<Place> marks_places;  ///< by file
  TermMarkWriter marks;
  std::vector<Block> blocks;
  std::string rows;               ///< vectors of the last block
  PathTerms paths;
  std::vector<FileColumn> files;  ///< first_chunk in its block
  Totals totals;
  ByteWriter scratch_bytes;
};

SearchPass::SearchPass(int threads, std::string scratch, const embed::Model* model)
    : scratch_(std::move(scratch)), model_(model), checksum_(model == nullptr ? 0 : model->checksum()),
      threads_(ingest::phase_threads(threads)), workers_(static_cast<std::size_t>(threads_.most())) {}
SearchPass::SearchPass(int threads, std::string scratch, std::uint64_t checksum, OpenModel open)
    : scratch_(std::move(scratch)), model_(nullptr), checksum_(checksum), open_(std::move(open)),
      threads_(ingest::phase_threads(threads)), workers_(static_cast<std::size_t>(threads_.most())) {}
SearchPass::~SearchPass() = default;

std::string SearchPass::version() const {
  return fmt::format("terms {} model {:016x}", terms_version(), checksum_);
}

void SearchPass::open_model() {
  if (!open_) return;
  model_ = open_();
  checksum_ = model_ == nullptr ? 0 : model_->checksum();
  open_ = nullptr;
}

void SearchPass::begin() {
  open_model();
  impl_ = std::make_unique<Impl>(scratch_, model_);
}

std::string SearchPass::look(std::string_view path, std::string_view text, const parse::Facts& facts, int thread) {
  if (open_) {  // an update, which looks at one file at a time; a build has begun
    const std::uint64_t said = checksum_;
    open_model();
    if (checksum_ != said) throw Error(ErrorKind::kFormat, "the model is damaged; the index is made anew, without vectors");
  }
  std::unique_ptr<Worker>& worker = workers_[static_cast<std::size_t>(thread)];
  if (worker == nullptr) worker = std::make_unique<Worker>(model_);
  const std::vector<Chunk> chunks = cut_into_chunks(text, facts);
  ByteWriter out;
  worker->words.read(text, facts, chunks);
  out.string(worker->counter.count(worker->words, facts, chunks));
  if (worker->encoder) worker->encoder->encode(path, worker->words, facts, chunks, out);
  // Buffers grow with files: what one of 16 MB needed is not kept for all that follow, though words are learned anew then.
  constexpr std::size_t kLargeBytes = std::size_t{4} << 20;
  if (text.size() > kLargeBytes) worker.reset();
  return out.take();
}

void SearchPass::Impl::end_block() {
  if (blocks.empty()) return;
  blocks.back().vectors = vectors.append(rows);
  rows.clear();
}

void SearchPass::Impl::take_vectors(ByteReader& in, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    blocks.back().scales.u32(in.u32());
    rows += in.raw(model->dim());
  }
}

/// Column by column, not block by block: a question touches a few rows in each block of the short columns, and each touch brings in
/// the pages around, which should be of the same column and not vectors.
void SearchPass::Impl::write_blocks(storage::BulkWriter& bulk, const storage::Table& table) {
  end_block();
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const std::size_t end = b + 1 < blocks.size() ? blocks[b + 1].first_file : files.size();
    ByteWriter column;
    for (std::size_t file = blocks[b].first_file; file < end; ++file) write_file_column(column, files[file]);
    put(bulk, table, block_key(kFilesColumn, blocks[b].first_file), column.view());
  }
  for (const Block& block : blocks) put(bulk, table, block_key(kChunksColumn, block.first_file), block.columns.view());
  if (model == nullptr) return;
  for (const Block& block : blocks) put(bulk, table, block_key(kScalesColumn, block.first_file), block.scales.view());
  for (const Block& block : blocks) {
    std::string bytes;
    vectors.read(block.vectors, block.chunks * model->dim(), bytes);
    put(bulk, table, block_key(kVectorsColumn, block.first_file), bytes);
  }
  ByteWriter told;
  told.u64(model->checksum());
  told.varint(model->dim());
  put(bulk, table, kVectorModelKey, told.view());
}

void SearchPass::take(FileId file, std::string_view path, std::string_view kept) {
  Impl& w = *impl_;
  ByteReader in(kept);
  FileTermsReader terms(in.string());
  assert(file == w.files.size());
  if (w.blocks.empty() || w.blocks.back().chunks >= kBlockChunks) {
    w.end_block();
    w.blocks.emplace_back().first_file = file;
  }
  Block& block = w.blocks.back();
  FileColumn column = file_column_of(terms.chunks());
  column.first_chunk = block.chunks;
  block.chunks += column.chunks;
  write_chunk_columns(block.columns, terms.chunks());
  if (w.model != nullptr) w.take_vectors(in, terms.chunks().size());
  for (std::string_view term, list; terms.next(term, list);) {
    w.scratch_bytes.clear();
    w.scratch_bytes.string(term);
    w.scratch_bytes.varint(file);
    w.scratch_bytes.string(list);
    w.spill.append(bucket_of(term), w.scratch_bytes.view());
    w.marks.add(term, list);
  }
  const std::string marks = w.marks.take();
  w.marks_places.push_back({w.marks_spill.append(marks), marks.size()});
  const PathTraits traits = path_traits(path);
  const PathTerms::Counts counts = w.paths.add(file, traits);
  set_path(column, traits, counts);
  w.totals.chunks += column.chunks;
  for (std::size_t f = 0; f < kTextFields; ++f) w.totals.tokens[f] += column.lengths[f];
  w.totals.stem_tokens += counts.stem_tokens;
  w.totals.directory_tokens += counts.directory_tokens;
  w.files.push_back(column);
}

/// The lists of a bucket, each behind its name, by name.
std::string SearchPass::Impl::sorted_lists(std::size_t bucket) {
  const std::string bytes = spill.take(bucket);
  Interner terms;
  std::vector<Piece> pieces;
  std::vector<std::uint32_t> ends;  // by term: how many pieces it has, then where they end among all
  for (ByteReader in(bytes); !in.done();) {
    const std::uint32_t term = terms.intern(in.string());
    if (term == ends.size()) ends.push_back(0);
    ++ends[term];
    const FileId file = in.varint32();
    pieces.push_back({term, file, in.string()});
  }
  std::vector<std::uint32_t> order(ends.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return terms.view(a) < terms.view(b); });
  std::uint32_t end = 0;
  for (const std::uint32_t term : order) end = ends[term] += end;
  std::vector<std::uint32_t> by_term(pieces.size());
  for (auto i = static_cast<std::uint32_t>(pieces.size()); i-- > 0;) by_term[--ends[pieces[i].term]] = i;
  ByteWriter out, list_bytes;
  PostingWriter list;
  for (std::size_t i = 0; i < by_term.size(); ++i) {
    const Piece& p = pieces[by_term[i]];
    list.add_file(p.file, p.postings);
    const Piece* const next = i + 1 < by_term.size() ? &pieces[by_term[i + 1]] : nullptr;
    const std::uint32_t piece = p.file / kFilesPerPiece;
    if (next != nullptr && next->term == p.term && next->file / kFilesPerPiece == piece) continue;
    list_bytes.clear();
    list.finish(list_bytes);
    if (piece == 0) {
      out.string(terms.view(p.term));
    } else {
      out.string(piece_name(terms.view(p.term), piece));
    }
    out.string(list_bytes.view());
  }
  return out.take();
}

void SearchPass::Impl::write_terms(storage::BulkWriter& bulk, const storage::Table& table, int threads) {
  const storage::PageCodec codec(schema::kTerms);
  storage::NameTableWriter writer(storage::append_to(bulk, table), codec);
  parallel_ordered(
      spill.buckets(), threads, static_cast<std::size_t>(threads) * 4, [&](std::size_t bucket, int) { return sorted_lists(bucket); },
      [&](std::size_t, const std::string& lists) {
        for (ByteReader in(lists); !in.done();) {
          const std::string_view name = in.string();
          writer.add(name, in.string());
        }
      });
  writer.finish();
}

void SearchPass::Impl::write_file_terms(storage::BulkWriter& bulk, const storage::Table& table) {
  const storage::PageCodec codec(schema::kFileTerms, {.level = kFileTermsLevel});
  storage::SegmentWriter writer(storage::append_to(bulk, table), codec);
  std::string bytes;
  for (std::size_t file = 0; file < marks_places.size(); ++file) {
    marks_spill.read(marks_places[file].at, marks_places[file].size, bytes);
    writer.add(file, bytes);
  }
  writer.finish();
}

void SearchPass::Impl::write_paths(storage::BulkWriter& bulk, const storage::Table& table, ByteWriter& stem_words) {
  const storage::PageCodec codec(schema::kPathTerms);
  storage::NameTableWriter writer(storage::append_to(bulk, table), codec);
  ByteWriter words;
  std::size_t count = 0;
  for (const auto& [token, postings] : paths.all()) {
    scratch_bytes.clear();
    write_path_postings(scratch_bytes, postings);
    writer.add(token, scratch_bytes.view());
    const std::uint32_t having = stem_files(postings);
    if (having == 0) continue;
    words.string(token);
    words.varint(having);
    ++count;
    const float weight = rarity(having, totals.files);
    for (const PathPosting& p : postings) {
      if (p.stem_part) files[p.file].stem_weight += weight;
    }
  }
  writer.finish();
  stem_words.varint(count);
  stem_words.raw(words.view());
}

void SearchPass::finish(storage::Environment& environment) {
  Impl& w = *impl_;
  const storage::Table terms = environment.create_table(schema::kTerms);
  const storage::Table paths = environment.create_table(schema::kPathTerms);
  const storage::Table search = environment.create_table(schema::kSearch);
  const storage::Table file_terms = environment.create_table(schema::kFileTerms);
  w.totals.files = w.files.size();
  storage::BulkWriter bulk(environment);
  w.write_terms(bulk, terms, threads_.terms);
  w.write_file_terms(bulk, file_terms);
  ByteWriter stem_words;
  w.write_paths(bulk, paths, stem_words);
  w.write_blocks(bulk, search);
  put(bulk, search, kStemWordsKey, storage::PageCodec(schema::kSearch).encode(stem_words.view()));
  ByteWriter bytes;
  write_totals(bytes, w.totals);
  put(bulk, search, kTotalsKey, bytes.view());
  bulk.finish();
  impl_.reset();
}

void SearchPass::update(storage::Environment& environment, storage::WriteTransaction& transaction, std::span<const Edited> edited, std::size_t numbers) {
  SearchUpdate update(environment, transaction);
  for (const Edited& e : edited) {
    switch (e.kind) {
      case Edited::Kind::kStays: update.replace(e.file, e.kept); break;
      case Edited::Kind::kComes: update.add(e.file, e.path, e.kept); break;
      case Edited::Kind::kGoes: update.remove(e.file, e.path); break;
    }
  }
  update.finish(numbers);
}

}  // namespace cg::search
