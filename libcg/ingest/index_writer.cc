#include "libcg/ingest/index_writer.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "libcg/base/bytes.h"
#include "libcg/base/parallel.h"
#include "libcg/graph/users.h"
#include "libcg/ingest/include_table.h"
#include "libcg/ingest/spill.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_writer.h"

namespace cg::ingest {
namespace schema = storage::schema;

struct IndexWriter::Impl {
  /// A table of segments being filled.
  struct Segments {
    storage::PageCodec codec;
    storage::SegmentWriter writer;
    Segments(storage::Environment& env, storage::BulkWriter& bulk, const char* name)
        : codec(name), writer(storage::append_to(bulk, env.table(name)), codec) {}
  };
  struct Names {
    storage::PageCodec codec;
    storage::NameTableWriter writer;
    Names(storage::Environment& env, storage::BulkWriter& bulk, const char* name)
        : codec(name), writer(storage::append_to(bulk, env.table(name)), codec) {}
  };
  /// Tables must exist before the bulk writer's first transaction.
  struct Tables {
    explicit Tables(storage::Environment& env) {
      for (const char* name : {schema::kMeta, schema::kFiles, schema::kPaths, schema::kNames, schema::kSymbols, schema::kTexts,
                               schema::kSites, schema::kReasons, schema::kIncoming, schema::kUsers, schema::kUnbound, schema::kTree, schema::kIncludes}) {
        (void)env.create_table(name);
      }
    }
  };

  Impl(storage::Environment& environment, const std::string& scratch_folder, std::uint32_t file_count)
      : env(environment), scratch(scratch_folder), tables(environment), bulk(environment), files(env, bulk, schema::kFiles),
        symbols(env, bulk, schema::kSymbols), texts(env, bulk, schema::kTexts), sites(env, bulk, schema::kSites),
        reasons(env, bulk, schema::kReasons), includes(env, bulk, schema::kIncludes), incoming(schema::kIncoming), users(env, bulk, schema::kUsers), paths(env, bulk, schema::kPaths),
        names(env, bulk, schema::kNames), unbound(env, bulk, schema::kUnbound), edges(scratch, target_bucket(file_count) + 1),
        loose(scratch, kNameBuckets) {}

  void write_edges(int threads);
  void write_unbound();
  void write_names(const Program& program, int threads);

  storage::Environment& env;
  std::string scratch;
  Tables tables;
  storage::BulkWriter bulk;
  Segments files, symbols, texts, sites, reasons, includes;
  storage::PageCodec incoming;
  Segments users;
  Names paths, names, unbound;
  BucketSpill edges;  ///< by target file
  BucketSpill loose;  ///< unbound sites by name
  std::vector<graph::FileRow> rows;
  Counts counts;
};

IndexWriter::IndexWriter(storage::Environment& environment, const std::string& scratch, std::uint32_t files)
    : impl_(std::make_unique<Impl>(environment, scratch, files)) {}
IndexWriter::~IndexWriter() = default;

const IndexWriter::Counts& IndexWriter::counts() const { return impl_->counts; }

void IndexWriter::add_symbols(graph::FileRow row, const parse::Facts& facts, const EncodedSymbols& symbols, std::string_view separator) {
  const auto file = static_cast<FileId>(impl_->rows.size());
  for (std::size_t chunk = 0; chunk < symbols.chunks.size(); ++chunk) {
    const std::uint64_t key = schema::chunk_key(file, static_cast<std::uint32_t>(chunk));
    impl_->symbols.writer.add(key, symbols.chunks[chunk].symbols);
    if (!symbols.chunks[chunk].texts.empty()) impl_->texts.writer.add(key, symbols.chunks[chunk].texts);
  }
  row.symbols = static_cast<std::uint32_t>(facts.symbols.size());
  row.separator = separator;
  row.lines = facts.lines;
  row.error_bytes = facts.error_bytes;
  row.bounded = facts.bounded;
  ++impl_->counts.files;
  impl_->counts.lines += facts.lines;
  impl_->counts.bytes += facts.bytes;
  impl_->counts.symbols += facts.symbols.size();
  impl_->rows.push_back(std::move(row));
}

void IndexWriter::add_links(std::uint32_t file, const EncodedLinks& links) {
  Impl& w = *impl_;
  for (std::size_t chunk = 0; chunk < links.chunks.size(); ++chunk) {
    const std::uint64_t key = schema::chunk_key(file, static_cast<std::uint32_t>(chunk));
    w.sites.writer.add(key, links.chunks[chunk].sites);
    if (!links.chunks[chunk].reasons.empty()) w.reasons.writer.add(key, links.chunks[chunk].reasons);
  }
  links.edges.for_each([&](std::size_t bucket, std::string_view record) { w.edges.append(bucket, record); });
  links.loose.for_each([&](std::size_t bucket, std::string_view record) { w.loose.append(bucket, record); });
  w.counts.edges += links.edges.size();
  w.counts.unbound += links.loose.size();
  w.counts.sites += links.sites;
  w.rows[file].sites = links.sites;
  w.rows[file].bounded = w.rows[file].bounded || links.bounded;
}

void IndexWriter::add_includes(const FileRows& rows) {
  Impl& w = *impl_;
  encode_includes(rows, [&](std::uint64_t key, const std::string& bytes) { w.includes.writer.add(key, bytes); });
  w.includes.writer.finish();
}

/// Buckets are sorted and packed side by side, each into pages of its own: what the threads are never shows.
void IndexWriter::Impl::write_edges(int threads) {
  struct Edge {
    SymbolRef target;
    graph::IncomingRow row;
  };
  struct Page {
    std::string key, bytes;
  };
  struct Packed {
    std::vector<Page> pages;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> users;  ///< by chunk
  };
  const auto pack = [&](std::size_t bucket, int) {
    Packed packed;
    storage::SegmentWriter writer(
        [&](std::string_view key, std::string_view page) { packed.pages.push_back({std::string(key), std::string(page)}); }, incoming);
    const std::string bytes = edges.take(bucket);
    std::vector<Edge> all;
    for (ByteReader in(bytes); !in.done();) {
      Edge e;
      e.target.file = in.varint32();
      e.target.ordinal = in.varint32();
      e.row = read_incoming(in);
      all.push_back(e);
    }
    std::stable_sort(all.begin(), all.end(), [](const Edge& a, const Edge& b) { return a.target < b.target; });
    std::vector<graph::IncomingList> lists;
    const auto chunk_of = [](SymbolRef s) { return schema::chunk_key(s.file, s.ordinal / schema::kSymbolChunk); };
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (lists.empty() || lists.back().ordinal != all[i].target.ordinal) lists.push_back({all[i].target.ordinal, {}});
      lists.back().rows.push_back(all[i].row);
      if (i + 1 == all.size() || chunk_of(all[i + 1].target) != chunk_of(all[i].target)) {
        writer.add(chunk_of(all[i].target), graph::encode_incoming(lists));
        const std::uint32_t count = graph::count_users(all[i].target.file, lists);
        if (count > 0) packed.users.emplace_back(chunk_of(all[i].target), count);
        lists.clear();
      }
    }
    writer.finish();
    return packed;
  };
  const storage::PageSink sink = storage::append_to(bulk, env.table(schema::kIncoming));
  parallel_ordered(edges.buckets(), threads, static_cast<std::size_t>(threads) * 2, pack, [&](std::size_t, Packed&& packed) {
    for (const Page& page : packed.pages) sink(page.key, page.bytes);
    for (const auto& [chunk, count] : packed.users) users.writer.add(chunk, graph::encode_users(count));
  });
  users.writer.finish();
}

void IndexWriter::Impl::write_unbound() {
  struct Loose {
    std::string_view name;
    graph::IncomingRow row;
  };
  for (std::size_t bucket = 0; bucket < kNameBuckets; ++bucket) {
    const std::string bytes = loose.take(bucket);
    std::vector<Loose> all;
    for (ByteReader in(bytes); !in.done();) {
      const std::string_view name = in.string();
      all.push_back({name, read_incoming(in)});
    }
    std::stable_sort(all.begin(), all.end(), [](const Loose& a, const Loose& b) { return a.name < b.name; });
    std::vector<graph::IncomingRow> list;
    for (std::size_t i = 0; i < all.size(); ++i) {
      list.push_back(all[i].row);
      if (i + 1 < all.size() && all[i + 1].name == all[i].name) continue;
      unbound.writer.add(all[i].name, graph::encode_rows(list));
      list.clear();
    }
  }
  unbound.writer.finish();
}

/// Names come in the order of first sight, which is that of their strings in memory: one walk over all definitions takes them
/// apart by first byte, and what is sorted is a bucket of them, side by side with others.
void IndexWriter::Impl::write_names(const Program& program, int threads) {
  BucketSpill spilled(scratch, kNameBuckets);
  std::vector<graph::DefinitionRow> definitions;
  ByteWriter record;
  for (GlobalName name = 0; name < program.names.size(); ++name) {
    definitions.clear();
    for (const GlobalId id : program.named(name)) {
      const ProgramSymbol& s = program.symbol(id);
      if (s.kind() == SymbolKind::kFile) continue;
      definitions.push_back({program.ref(id), s.kind(), (s.flags & parse::kDeclaration) != 0});
    }
    if (definitions.empty()) continue;
    record.clear();
    record.string(program.names.view(name));
    record.string(graph::encode_definitions(definitions));
    spilled.append(name_bucket(program.names.view(name)), record.view());
  }
  struct Bucket {
    std::string bytes;
    std::vector<std::pair<std::string_view, std::string_view>> names;  ///< and their definitions
  };
  parallel_ordered(
      kNameBuckets, threads, static_cast<std::size_t>(threads) * 2,
      [&](std::size_t b, int) {
        auto bucket = std::make_unique<Bucket>();  // what its views point into must not move
        bucket->bytes = spilled.take(b);
        for (ByteReader in(bucket->bytes); !in.done();) {
          const std::string_view name = in.string();
          bucket->names.emplace_back(name, in.string());
        }
        std::sort(bucket->names.begin(), bucket->names.end());
        return bucket;
      },
      [&](std::size_t, const std::unique_ptr<Bucket>& bucket) {
        for (const auto& [name, rows_of_name] : bucket->names) names.writer.add(name, rows_of_name);
      });
  names.writer.finish();
}

void IndexWriter::finish(const Program& program, const Texts& meta, const Texts& tree, int threads) {
  Impl& w = *impl_;
  w.symbols.writer.finish();
  w.texts.writer.finish();
  w.sites.writer.finish();
  w.reasons.writer.finish();
  w.write_edges(threads);
  w.write_unbound();
  w.write_names(program, threads);
  std::vector<std::uint32_t> by_path(w.rows.size());
  std::iota(by_path.begin(), by_path.end(), 0U);
  std::sort(by_path.begin(), by_path.end(), [&](std::uint32_t a, std::uint32_t b) { return w.rows[a].path < w.rows[b].path; });
  for (const std::uint32_t file : by_path) {
    ByteWriter id;
    id.varint(file);
    w.paths.writer.add(w.rows[file].path, id.view());
  }
  w.paths.writer.finish();
  for (std::size_t file = 0; file < w.rows.size(); ++file) w.files.writer.add(file, graph::encode_file(w.rows[file]));
  w.files.writer.finish();
  const storage::Table table = w.env.table(schema::kMeta);
  for (const auto& [key, text] : meta) w.bulk.put(table, key, storage::meta_value(key, text));
  for (const auto& [key, value] : tree) w.bulk.put(w.env.table(schema::kTree), key, value);
  w.bulk.finish();
}

}  // namespace cg::ingest
