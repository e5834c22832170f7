#include "libcg/graph/index_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <unordered_map>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/knobs.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/graph/users.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/name_table_reader.h"
#include "libcg/storage/page_cache.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/prefetch.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/transaction.h"

namespace cg::graph {
namespace {

namespace schema = storage::schema;

std::shared_ptr<storage::Environment> open(const std::filesystem::path& directory) {
  return std::make_shared<storage::Environment>(storage::open_live_index(directory));
}

/// A codec that knows the dictionary of its class, if the build trained one.
storage::PageCodec codec(const storage::Environment& env, const storage::Transaction& txn, const char* page_class) {
  storage::PageCodecOptions options;
  const auto dictionary = storage::read_meta(env, txn, fmt::format("dictionary {}", page_class));
  if (dictionary) options.dictionary = *dictionary;
  return storage::PageCodec(page_class, std::move(options));
}

}  // namespace

/// One table of segments with everything reading it takes. Members are in the order they depend on each other.
struct IndexReader::Impl {
  struct Tables {
    storage::Table files, paths, names, symbols, texts, sites, reasons, incoming, users, unbound;
    explicit Tables(const storage::Environment& env)
        : files(env.table(schema::kFiles)), paths(env.table(schema::kPaths)), names(env.table(schema::kNames)),
          symbols(env.table(schema::kSymbols)), texts(env.table(schema::kTexts)), sites(env.table(schema::kSites)),
          reasons(env.table(schema::kReasons)), incoming(env.table(schema::kIncoming)), users(env.table(schema::kUsers)), unbound(env.table(schema::kUnbound)) {}
  };

  /// Another snapshot of the same file; the caller knows its format.
  Impl(std::shared_ptr<storage::Environment> environment, const ReaderMemory& given)
      : memory(given), shared(std::move(environment)), tables(env), txn(env), cache(given.page_bytes, static_cast<storage::CachePolicy>(knobs().query_cache_policy)) {}

  Impl(const std::filesystem::path& directory, const ReaderMemory& given)
      : Impl(open(directory), given) {
    const std::string format = text("format");
    if (format != std::to_string(schema::kFormat)) {
      throw Error(ErrorKind::kFormat, fmt::format("{}: an index of format {}, and this cg reads format {}; run cg-index to rebuild it",
                                                  env.path(), format.empty() ? "unknown" : format, schema::kFormat));
    }
    for (const std::string_view key : {"root", "files"}) {
      if (!storage::read_meta(env, txn, key))
        throw Error(ErrorKind::kFormat, fmt::format("{}: the index is damaged: it has no \"{}\"; run cg-index to rebuild it", env.path(), key));
    }
    numbers = FileNumbers::read(env, txn);
  }

  [[nodiscard]] std::string text(std::string_view key) const {
    const auto value = storage::read_meta(env, txn, key);
    return value ? std::string(*value) : std::string{};
  }

  std::vector<SymbolRow>& symbol_chunk(SymbolRef ref) {
    const std::uint64_t key = numbers.key(ref.file, ref.ordinal / schema::kSymbolChunk);
    const auto known = symbol_chunks.find(key);
    if (known != symbol_chunks.end()) return known->second;
    if (symbol_chunks.size() >= memory.symbol_chunks) symbol_chunks.clear();
    auto record = symbols.find(key);
    return symbol_chunks[key] = record ? decode_symbols(record->bytes) : std::vector<SymbolRow>{};
  }

  /// Whoever has got edges will ask for the names and files at their other ends.
  void will_look_at(std::vector<SymbolRef> symbols_ahead) {
    std::vector<std::uint64_t> chunks, file_keys;
    std::sort(symbols_ahead.begin(), symbols_ahead.end());
    for (const SymbolRef ref : symbols_ahead) {
      const std::uint64_t key = numbers.key(ref.file, ref.ordinal / schema::kSymbolChunk);
      if (!symbol_chunks.contains(key) && (chunks.empty() || chunks.back() != key)) chunks.push_back(key);
      const FileId file = numbers.stored(ref.file);
      if (!file_rows.contains(ref.file) && (file_keys.empty() || file_keys.back() != file)) file_keys.push_back(file);
    }
    prefetcher.want(tables.symbols, chunks);
    prefetcher.want(tables.files, file_keys);
  }
  [[nodiscard]] bool looks_ahead() const noexcept { return prefetcher.foresight() == storage::Foresight::kGraph; }

  ReaderMemory memory;
  std::shared_ptr<storage::Environment> shared;  // with other readers of the same file: LMDB opens it once a process
  storage::Environment& env = *shared;
  Tables tables;
  storage::ReadTransaction txn;
  FileNumbers numbers;
  storage::PageCache cache;
  storage::Prefetcher prefetcher{txn};
  storage::PageCodec files_codec = codec(env, txn, schema::kFiles);
  storage::PageCodec paths_codec = codec(env, txn, schema::kPaths);
  storage::PageCodec names_codec = codec(env, txn, schema::kNames);
  storage::PageCodec symbols_codec = codec(env, txn, schema::kSymbols);
  storage::PageCodec texts_codec = codec(env, txn, schema::kTexts);
  storage::PageCodec sites_codec = codec(env, txn, schema::kSites);
  storage::PageCodec reasons_codec = codec(env, txn, schema::kReasons);
  storage::PageCodec incoming_codec = codec(env, txn, schema::kIncoming);
  storage::PageCodec users_codec = codec(env, txn, schema::kUsers);
  storage::PageCodec unbound_codec = codec(env, txn, schema::kUnbound);
  storage::SegmentReader files{txn, tables.files, files_codec, &cache, &prefetcher};
  storage::NameTableReader paths{txn, tables.paths, paths_codec, &cache};
  storage::NameTableReader names{txn, tables.names, names_codec, &cache};
  storage::SegmentReader symbols{txn, tables.symbols, symbols_codec, &cache, &prefetcher};
  storage::SegmentReader texts{txn, tables.texts, texts_codec, &cache, &prefetcher};
  storage::SegmentReader sites{txn, tables.sites, sites_codec, &cache, &prefetcher};
  storage::SegmentReader reasons{txn, tables.reasons, reasons_codec, &cache, &prefetcher};
  storage::SegmentReader incoming{txn, tables.incoming, incoming_codec, &cache, &prefetcher};
  storage::SegmentReader users{txn, tables.users, users_codec, &cache};
  storage::NameTableReader unbound{txn, tables.unbound, unbound_codec, &cache};
  std::unordered_map<FileId, FileRow> file_rows;
  std::unordered_map<std::uint64_t, std::vector<SymbolRow>> symbol_chunks;
};

IndexReader::IndexReader(const std::filesystem::path& directory, const ReaderMemory& memory)
    : impl_(std::make_unique<Impl>(directory, memory)) {}
IndexReader::IndexReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexReader::~IndexReader() = default;
IndexReader::IndexReader(IndexReader&&) noexcept = default;
IndexReader& IndexReader::operator=(IndexReader&&) noexcept = default;

std::optional<IndexReader> IndexReader::same_snapshot() const {
  IndexReader another(std::make_unique<Impl>(impl_->shared, impl_->memory));
  if (another.impl_->txn.id() != impl_->txn.id()) return std::nullopt;
  another.impl_->numbers = impl_->numbers;
  return another;
}

std::string IndexReader::meta(std::string_view key) const { return impl_->text(key); }

std::uint32_t IndexReader::file_count() const {
  const std::string text = impl_->text("files");
  std::uint32_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

const FileRow& IndexReader::file(FileId id) {
  const auto known = impl_->file_rows.find(id);
  if (known != impl_->file_rows.end()) return known->second;
  const auto record = impl_->files.find(impl_->numbers.stored(id));
  if (!record) throw Error(ErrorKind::kFormat, fmt::format("{}: file {} is missing; run cg-index to rebuild it", impl_->env.path(), id));
  return impl_->file_rows[id] = decode_file(record->bytes);
}

std::optional<FileId> IndexReader::find_file(std::string_view path) {
  const auto record = impl_->paths.find(path);
  if (!record) return std::nullopt;
  return impl_->numbers.shown(ByteReader(record->bytes).varint32());
}

void IndexReader::for_each_path(std::string_view prefix, const std::function<bool(std::string_view, FileId)>& visit) {
  impl_->paths.for_each_prefix(prefix, [&](std::string_view path, const storage::Record& record) {
    return visit(path, impl_->numbers.shown(ByteReader(record.bytes).varint32()));
  });
}

const SymbolRow& IndexReader::symbol(SymbolRef ref) { return symbols_from(ref).front(); }

std::span<const SymbolRow> IndexReader::symbols_from(SymbolRef ref) {
  const auto& chunk = impl_->symbol_chunk(ref);
  const std::uint32_t index = ref.ordinal % schema::kSymbolChunk;
  if (index >= chunk.size()) {
    throw Error(ErrorKind::kFormat, fmt::format("{}: symbol {} of file {} is missing; run cg-index to rebuild it", impl_->env.path(),
                                                ref.ordinal, ref.file));
  }
  return std::span(chunk).subspan(index);
}

TextRow IndexReader::text(SymbolRef ref) {
  const auto record = impl_->texts.find(impl_->numbers.key(ref.file, ref.ordinal / schema::kSymbolChunk));
  if (!record) return {};
  auto rows = decode_texts(record->bytes);
  const std::uint32_t index = ref.ordinal % schema::kSymbolChunk;
  return index < rows.size() ? std::move(rows[index]) : TextRow{};
}

std::vector<Parameter> IndexReader::parameters(FileId id) {
  std::vector<Parameter> all;
  for (std::uint32_t first = 0; first < file(id).symbols; first += schema::kSymbolChunk) {
    const auto record = impl_->texts.find(impl_->numbers.key(id, first / schema::kSymbolChunk));
    if (!record) continue;
    for (Parameter& parameter : decode_parameters(record->bytes)) {
      parameter.owner += first;
      all.push_back(std::move(parameter));
    }
  }
  return all;
}

std::string IndexReader::qualified_name(SymbolRef ref) {
  if (ref.ordinal == 0) return file(ref.file).path;
  const std::string separator = file(ref.file).separator;
  std::string out;
  constexpr int kMaxNesting = 512;  // as deep as facts go; a damaged container chain ends here
  for (int depth = 0; ref.ordinal != 0 && ref.ordinal != kNone && depth < kMaxNesting; ++depth) {
    const SymbolRow& row = symbol(ref);
    const std::uint32_t container = row.container;
    if (depth == 0 || (row.flags & kAnonymousFlag) == 0) {
      std::string part = row.owner.empty() ? row.name : fmt::format("{}{}{}", row.owner, separator, row.name);
      out = out.empty() ? std::move(part) : fmt::format("{}{}{}", part, separator, out);
    }
    ref.ordinal = container;
  }
  return out;
}

std::vector<DefinitionRow> IndexReader::definitions(std::string_view name) {
  const auto record = impl_->names.find(name);
  return record ? impl_->numbers.shown(decode_definitions(record->bytes)) : std::vector<DefinitionRow>{};
}

void IndexReader::for_each_name(std::string_view prefix,
                                const std::function<bool(std::string_view, std::vector<DefinitionRow>)>& visit) {
  impl_->names.for_each_prefix(prefix, [&](std::string_view name, const storage::Record& record) {
    return visit(name, impl_->numbers.shown(decode_definitions(record.bytes)));
  });
}

std::vector<SiteRow> IndexReader::sites(FileId id) {
  std::vector<SiteRow> all;
  const std::uint32_t count = file(id).sites;
  if (impl_->looks_ahead()) {
    std::vector<std::uint64_t> siblings;
    for (std::uint32_t chunk = 1; chunk * schema::kSiteChunk < count; ++chunk) siblings.push_back(impl_->numbers.key(id, chunk));
    impl_->prefetcher.want(impl_->tables.sites, siblings);
  }
  for (std::uint32_t chunk = 0; chunk * schema::kSiteChunk < count; ++chunk) {
    const auto record = impl_->sites.find(impl_->numbers.key(id, chunk));
    if (!record) continue;
    auto rows = impl_->numbers.shown(decode_sites(impl_->numbers.stored(id), record->bytes));
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
  }
  if (impl_->looks_ahead()) {
    std::vector<SymbolRef> targets;
    for (const SiteRow& site : all) targets.insert(targets.end(), site.targets.begin(), site.targets.end());
    impl_->will_look_at(std::move(targets));
  }
  return all;
}

std::vector<Reason> IndexReader::reasons(FileId id) {
  std::vector<Reason> all;
  const std::uint32_t count = file(id).sites;
  for (std::uint32_t chunk = 0; chunk * schema::kSiteChunk < count; ++chunk) {
    const auto record = impl_->reasons.find(impl_->numbers.key(id, chunk));
    if (!record) continue;
    for (Reason& reason : decode_reasons(record->bytes)) {
      reason.site += chunk * schema::kSiteChunk;
      all.push_back(std::move(reason));
    }
  }
  return all;
}

std::vector<IncomingRow> IndexReader::incoming(SymbolRef ref) {
  const auto record = impl_->incoming.find(impl_->numbers.key(ref.file, ref.ordinal / schema::kSymbolChunk));
  auto rows = record ? impl_->numbers.shown(decode_incoming(record->bytes, ref.ordinal)) : std::vector<IncomingRow>{};
  if (impl_->looks_ahead()) {
    std::vector<SymbolRef> sources;
    for (const IncomingRow& row : rows) sources.push_back(row.source);
    impl_->will_look_at(std::move(sources));
  }
  return rows;
}

std::vector<IncomingList> IndexReader::incoming_of_file(FileId id) {
  std::vector<IncomingList> all;
  const std::uint32_t count = file(id).symbols;
  for (std::uint32_t chunk = 0; chunk * schema::kSymbolChunk < count; ++chunk) {
    const auto record = impl_->incoming.find(impl_->numbers.key(id, chunk));
    if (!record) continue;
    auto lists = decode_incoming(record->bytes);
    for (IncomingList& list : lists) list.rows = impl_->numbers.shown(std::move(list.rows));
    std::move(lists.begin(), lists.end(), std::back_inserter(all));
  }
  return all;
}

std::uint32_t IndexReader::users(FileId id) {
  std::uint32_t most = 0;
  const std::uint64_t first = impl_->numbers.key(id, 0);
  const std::uint64_t end = first + (file(id).symbols + schema::kSymbolChunk - 1) / schema::kSymbolChunk;
  for (bool more = impl_->users.seek(first); more && impl_->users.key() < end; more = impl_->users.next()) {
    most = std::max(most, decode_users(impl_->users.record().bytes));
  }
  return most;
}

std::vector<IncomingRow> IndexReader::unbound(std::string_view name) {
  const auto record = impl_->unbound.find(name);
  return record ? impl_->numbers.shown(decode_rows(record->bytes)) : std::vector<IncomingRow>{};
}

void IndexReader::for_each_unbound(std::string_view prefix,
                                   const std::function<bool(std::string_view, std::vector<IncomingRow>)>& visit) {
  impl_->unbound.for_each_prefix(prefix, [&](std::string_view name, const storage::Record& record) {
    return visit(name, impl_->numbers.shown(decode_rows(record.bytes)));
  });
}

const storage::PrefetchCounters& IndexReader::prefetch_counters() const { return impl_->prefetcher.counters(); }
storage::CacheCounters IndexReader::cache_counters() const { return impl_->cache.counters(); }
const storage::Environment& IndexReader::environment() const { return impl_->env; }
const storage::ReadTransaction& IndexReader::transaction() const { return impl_->txn; }
const FileNumbers& IndexReader::numbers() const { return impl_->numbers; }

std::vector<IndexReader::TableBytes> IndexReader::table_bytes() const {
  std::vector<TableBytes> out;
  for (const std::string& name : impl_->env.table_names()) {
    const auto table = impl_->env.find_table(name);
    if (!table) continue;
    const storage::TableSize size = impl_->txn.size(*table);
    out.push_back({name, size.entries, size.bytes()});
  }
  return out;
}

std::filesystem::path find_index(const std::string& given, const std::filesystem::path& start) {
  if (!given.empty()) return given;
  if (const char* env = std::getenv("CG_INDEX"); env != nullptr && *env != '\0') return env;
  std::error_code ignored;
  for (auto at = std::filesystem::absolute(start, ignored);; at = at.parent_path()) {
    if (std::filesystem::exists(at / ".cg", ignored)) return at / ".cg";
    if (at == at.parent_path()) break;
  }
  throw Error(ErrorKind::kIo, "no index in this directory or above it: run cg-index there, or name one with --index");
}

}  // namespace cg::graph
