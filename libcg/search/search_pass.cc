#include "libcg/search/search_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "libcg/base/bytes.h"
#include "libcg/base/string_table.h"
#include "libcg/ingest/spill.h"
#include "libcg/search/chunk_vectors.h"
#include "libcg/search/columns.h"
#include "libcg/search/file_terms.h"
#include "libcg/search/path_terms.h"
#include "libcg/search/rarity.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/search/terms_version.h"

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

template <class Int>
Int clipped(std::uint64_t value) {
  return static_cast<Int>(std::min<std::uint64_t>(value, static_cast<Int>(~Int{0})));
}

/// The lists of one file for one term, as spilled.
struct Piece {
  std::uint32_t first_chunk;
  std::string_view postings;
};

void write_list(ByteWriter& out, const std::vector<Piece>& pieces) {
  std::size_t count = 0;
  for (const Piece& piece : pieces) count += PostingReader(piece.postings).size();
  out.varint(count);
  std::uint32_t before = 0;
  for (const Piece& piece : pieces) {
    PostingReader in(piece.postings);
    for (Posting p; in.next(p);) {
      p.chunk += piece.first_chunk;
      write_posting(out, p, before);
      before = p.chunk;
    }
  }
}

}  // namespace

struct SearchPass::Impl {
  Impl(int threads, const std::string& folder, const embed::Model* given)
      : model(given), workers(static_cast<std::size_t>(std::max(threads, 1))), spill(folder, kFirstRanks * kSecondRanks), vectors(folder) {
    for (Worker& w : workers) {
      if (model != nullptr) w.encoder.emplace(*model);
    }
  }

  struct Worker {
    TermCounter counter;
    std::optional<ChunkEncoder> encoder;
  };

  void take_vectors(ByteReader& in, std::size_t count);
  void end_vector_block();
  void write_vectors(storage::BulkWriter& bulk, const storage::Table& table);

  void write_terms(storage::BulkWriter& bulk, const storage::Table& table);
  void write_paths(storage::BulkWriter& bulk, const storage::Table& table, ByteWriter& stem_words);

  const embed::Model* model;
  std::vector<Worker> workers;
  ingest::BucketSpill spill;
  ingest::SpillFile vectors;               ///< blocks
  std::vector<std::uint64_t> block_places;
  std::string block;                       ///< being filled
  ByteWriter scales;
  PathTerms paths;
  std::vector<FileColumn> files;
  ByteWriter chunks;
  Totals totals;
  ByteWriter scratch_bytes;
};

SearchPass::SearchPass(int threads, std::string scratch, const embed::Model* model)
    : threads_(threads), scratch_(std::move(scratch)), model_(model) {}
SearchPass::~SearchPass() = default;

std::string SearchPass::version() const {
  return fmt::format("terms {} model {:016x}", terms_version(), model_ == nullptr ? 0 : model_->checksum());
}

void SearchPass::begin() { impl_ = std::make_unique<Impl>(threads_, scratch_, model_); }

std::string SearchPass::look(std::string_view path, std::string_view text, const parse::Facts& facts, int thread) {
  Impl::Worker& worker = impl_->workers[static_cast<std::size_t>(thread)];
  const std::vector<Chunk> chunks = cut_into_chunks(text, facts);
  ByteWriter out;
  out.string(worker.counter.count(text, facts, chunks));
  if (worker.encoder) worker.encoder->encode(path, text, facts, chunks, out);
  return out.take();
}

void SearchPass::Impl::take_vectors(ByteReader& in, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    scales.u32(in.u32());
    block += in.raw(model->dim());
    if (block.size() == std::size_t{kVectorsPerBlock} * model->dim()) end_vector_block();
  }
}

void SearchPass::Impl::end_vector_block() {
  if (block.empty()) return;
  block_places.push_back(vectors.append(block));
  block.clear();
}

void SearchPass::Impl::write_vectors(storage::BulkWriter& bulk, const storage::Table& table) {
  if (model == nullptr) return;
  end_vector_block();
  std::uint64_t left = totals.chunks;
  for (std::uint32_t i = 0; i < block_places.size(); ++i) {
    const std::uint64_t rows = std::min<std::uint64_t>(kVectorsPerBlock, left);
    left -= rows;
    std::string bytes;
    vectors.read(block_places[i], rows * model->dim(), bytes);
    bulk.put(table, vectors_key(i), bytes);
  }
  bulk.put(table, kScalesKey, scales.view());
  ByteWriter told;
  told.u64(model->checksum());
  told.varint(model->dim());
  bulk.put(table, kVectorModelKey, told.view());
}

void SearchPass::take(FileId file, std::string_view path, std::string_view kept) {
  Impl& w = *impl_;
  ByteReader in(kept);
  const FileTerms terms = decode_terms(in.string());
  if (w.model != nullptr) w.take_vectors(in, terms.chunks.size());
  FileColumn column;
  column.first_chunk = static_cast<std::uint32_t>(w.totals.chunks);
  column.chunks = static_cast<std::uint32_t>(terms.chunks.size());
  for (const ChunkTerms& c : terms.chunks) {
    ChunkColumn chunk{c.start_line, c.end_line, {}};
    for (std::size_t f = 0; f < kTextFields; ++f) {
      chunk.lengths[f] = clipped<std::uint16_t>(c.lengths[f]);
      column.lengths[f] += c.lengths[f];
      w.totals.tokens[f] += c.lengths[f];
    }
    write_chunk_column(w.chunks, chunk);
  }
  for (const TermPostings& t : terms.terms) {
    w.scratch_bytes.clear();
    w.scratch_bytes.string(t.term);
    w.scratch_bytes.varint(column.first_chunk);
    w.scratch_bytes.varint(t.postings.size());
    std::uint32_t before = 0;
    for (const Posting& p : t.postings) {
      write_posting(w.scratch_bytes, p, before);
      before = p.chunk;
    }
    ByteWriter record;
    record.string(w.scratch_bytes.view());
    w.spill.append(bucket_of(t.term), record.view());
  }
  const PathTraits traits = path_traits(path);
  const PathTerms::Counts counts = w.paths.add(file, traits);
  column.stem_tokens = clipped<std::uint8_t>(counts.stem_tokens);
  column.stem_parts = clipped<std::uint8_t>(counts.stem_parts);
  column.directory_tokens = clipped<std::uint8_t>(counts.directory_tokens);
  column.depth = clipped<std::uint8_t>(traits.depth);
  column.dotted = traits.dotted;
  column.test = traits.test;
  column.example = traits.example;
  w.totals.chunks += terms.chunks.size();
  w.totals.stem_tokens += counts.stem_tokens;
  w.totals.directory_tokens += counts.directory_tokens;
  w.files.resize(file);  // ids of files that were not taken stay empty
  w.files.push_back(column);
}

void SearchPass::Impl::write_terms(storage::BulkWriter& bulk, const storage::Table& table) {
  const storage::PageCodec codec(schema::kTerms);
  storage::NameTableWriter writer(storage::append_to(bulk, table), codec);
  for (std::size_t bucket = 0; bucket < spill.buckets(); ++bucket) {
    const std::string bytes = spill.take(bucket);
    Interner terms;
    std::vector<std::vector<Piece>> lists;
    for (ByteReader all(bytes); !all.done();) {
      ByteReader in(all.string());
      const std::uint32_t term = terms.intern(in.string());
      if (term == lists.size()) lists.emplace_back();
      const std::uint32_t first = in.varint32();
      lists[term].push_back({first, in.raw(in.left())});
    }
    std::vector<std::uint32_t> order(lists.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return terms.view(a) < terms.view(b); });
    for (const std::uint32_t term : order) {
      scratch_bytes.clear();
      write_list(scratch_bytes, lists[term]);
      writer.add(terms.view(term), scratch_bytes.view());
    }
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
  w.totals.files = w.files.size();
  storage::BulkWriter bulk(environment);
  w.write_terms(bulk, terms);
  ByteWriter stem_words;
  w.write_paths(bulk, paths, stem_words);
  ByteWriter bytes;
  for (const FileColumn& column : w.files) write_file_column(bytes, column);
  bulk.put(search, kFilesKey, bytes.view());
  bulk.put(search, kChunksKey, w.chunks.view());
  bulk.put(search, kStemWordsKey, storage::PageCodec(schema::kSearch).encode(stem_words.view()));
  bytes.clear();
  write_totals(bytes, w.totals);
  bulk.put(search, kTotalsKey, bytes.view());
  w.write_vectors(bulk, search);
  bulk.finish();
}

}  // namespace cg::search
