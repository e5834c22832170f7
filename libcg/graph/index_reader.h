#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/knobs.h"
#include "libcg/graph/parameters.h"
#include "libcg/graph/reasons.h"
#include "libcg/graph/records.h"

namespace cg::storage {
class Environment;
class ReadTransaction;
struct CacheCounters;
struct PrefetchCounters;
}  // namespace cg::storage

namespace cg::graph {

class FileNumbers;

/// Memory that an open index may take for what it has decoded. A question touches some tens of pages of 16 KiB, and most
/// of them once; walking over everything and looking up the other end of each edge comes back to thousands.
struct ReaderMemory {
  std::size_t page_bytes = knobs().query_cache_bytes;  ///< decoded pages
  std::size_t symbol_chunks = knobs().query_chunks;    ///< decoded chunks of symbols, some 25 KB each
  [[nodiscard]] static ReaderMemory for_walks() { return {knobs().walk_cache_bytes, knobs().walk_chunks}; }
  /// Many questions in one process come back to the same files, too: 300 of them on redis take a quarter of the time so.
  [[nodiscard]] static ReaderMemory for_questions(bool many) { return many ? for_walks() : ReaderMemory{}; }
};

/// An open index: a snapshot that stays as it is while others write. Opening maps the file and reads a few keys; pages are
/// decoded when asked for and kept in a bounded cache. One thread at a time; open one per thread.
class IndexReader {
 public:
  /// Opens the live index in `directory` (a `.cg`). Error{kIo} or Error{kFormat} that says what to do if there is none, it is
  /// damaged, foreign, or of another format.
  explicit IndexReader(const std::filesystem::path& directory, const ReaderMemory& memory = {});
  ~IndexReader();
  IndexReader(IndexReader&&) noexcept;
  IndexReader& operator=(IndexReader&&) noexcept;

  /// Another reader of the snapshot that this one reads, for another thread; empty if a commit has come since, for then that
  /// snapshot cannot be had again. To be made by the thread that uses this one.
  [[nodiscard]] std::optional<IndexReader> same_snapshot() const;

  /// A text of the meta table: "root", "version", "files", "symbols", ...; empty if it is not there.
  [[nodiscard]] std::string meta(std::string_view key) const;
  [[nodiscard]] std::uint32_t file_count() const;

  /// Throws Error{kFormat} for a file that is not there.
  [[nodiscard]] const FileRow& file(FileId id);
  [[nodiscard]] std::optional<FileId> find_file(std::string_view path);
  /// Calls visit(path, id) for the paths that begin with `prefix`, in order of bytes, until it returns false.
  void for_each_path(std::string_view prefix, const std::function<bool(std::string_view, FileId)>& visit);

  /// Throws Error{kFormat} for a symbol that is not there.
  [[nodiscard]] const SymbolRow& symbol(SymbolRef ref);
  /// The symbol and those of its file that lie behind it in the same page: up to schema::kSymbolChunk. As symbol() otherwise; they stay
  /// until a symbol of another chunk is asked for.
  [[nodiscard]] std::span<const SymbolRow> symbols_from(SymbolRef ref);
  [[nodiscard]] TextRow text(SymbolRef ref);
  /// The parameters of the file's functions, by owner, with their uses: of languages that keep them (libcg/parse/languages).
  [[nodiscard]] std::vector<Parameter> parameters(FileId file);
  /// Containers' and owner's names in front, joined as the language does: "leveldb::DB::Open". The file's own is its path.
  [[nodiscard]] std::string qualified_name(SymbolRef ref);

  /// Definitions (and declarations) whose last name is `name`, by file and ordinal.
  [[nodiscard]] std::vector<DefinitionRow> definitions(std::string_view name);
  /// Calls visit(name, rows) for the names that begin with `prefix`, in order, until it returns false.
  void for_each_name(std::string_view prefix, const std::function<bool(std::string_view, std::vector<DefinitionRow>)>& visit);

  /// Everything the file refers to, by position.
  [[nodiscard]] std::vector<SiteRow> sites(FileId file);
  /// Why the sites of the file mean what they mean, where that was written down; sites are numbered as sites() gives them.
  [[nodiscard]] std::vector<Reason> reasons(FileId file);
  /// Everything that refers to the symbol, by file id and position. Candidates of ambiguous sites are among them.
  [[nodiscard]] std::vector<IncomingRow> incoming(SymbolRef ref);
  /// All incoming edges of a file's symbols.
  [[nodiscard]] std::vector<IncomingList> incoming_of_file(FileId file);
  /// How many other files use what the file defines (users.h): of a file of several chunks of symbols, the chunk that most use.
  [[nodiscard]] std::uint32_t users(FileId file);
  /// Sites of this name that nothing in the tree fits: external, built in, or not understood.
  [[nodiscard]] std::vector<IncomingRow> unbound(std::string_view name);
  void for_each_unbound(std::string_view prefix, const std::function<bool(std::string_view, std::vector<IncomingRow>)>& visit);

  /// For floors above that keep tables of their own in the index: they read the same snapshot.
  [[nodiscard]] const storage::Environment& environment() const;
  [[nodiscard]] const storage::ReadTransaction& transaction() const;
  /// Under which numbers the tables have the files.
  [[nodiscard]] const FileNumbers& numbers() const;

  /// What the page cache and the prefetcher have done since it was opened.
  [[nodiscard]] storage::CacheCounters cache_counters() const;
  [[nodiscard]] const storage::PrefetchCounters& prefetch_counters() const;

  /// Bytes on disk of each table, by name, for `stats --storage`.
  struct TableBytes {
    std::string name;
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
  };
  [[nodiscard]] std::vector<TableBytes> table_bytes() const;

 private:
  struct Impl;
  explicit IndexReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The index directory for a command: `given` (-i), else CG_INDEX, else the `.cg` in `start` or the nearest directory above.
/// Error{kIo} ("run cg-index") if there is none.
std::filesystem::path find_index(const std::string& given, const std::filesystem::path& start);

}  // namespace cg::graph
