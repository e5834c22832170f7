#include "libcg/storage/environment.h"

#include <fmt/format.h>
#include <lmdb.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/file_header.h"
#include "libcg/storage/lmdb_error.h"
#include "libcg/storage/lmdb_guard.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {
namespace {

// Handles cost 100 bytes each in every transaction, so the bound stays near what the schema needs.
constexpr MDB_dbi kMaxTables = 64;
// LMDB's default of 126 is low for a build machine that runs a query per job; a slot costs 64 bytes of lock file.
constexpr unsigned kMaxReaders = 1022;
constexpr std::size_t kMinMapBytes = std::size_t{64} << 20;
constexpr mdb_mode_t kFileMode = 0644;
// Transactions belong to objects and not to threads: a thread may hold several, and pass them on.
constexpr unsigned kCommonFlags = MDB_NOSUBDIR | MDB_NOTLS;

struct PagesInUse {
  std::size_t count = 0;
  std::size_t page_bytes = 0;
};

PagesInUse pages_in_use(MDB_env* env, std::string_view path) {
  MDB_envinfo info{};
  MDB_stat stat{};
  check_lmdb(mdb_env_info(env, &info), "read", path);
  check_lmdb(mdb_env_stat(env, &stat), "read", path);
  return {info.me_last_pgno + 1, stat.ms_psize};
}

/// LMDB does not tell where it maps the file; but a key lies in a page, and a page begins with its number (8 bytes).
const char* start_of_map(MDB_env* env, std::string_view path, std::string_view key) {
  const PagesInUse pages = pages_in_use(env, path);
  const char* const page = key.data() - reinterpret_cast<std::uintptr_t>(key.data()) % pages.page_bytes;
  std::uint64_t number = 0;
  const int code = guarded([&] {
    std::memcpy(&number, page, sizeof number);
    return number < pages.count ? MDB_SUCCESS : MDB_CORRUPTED;
  });
  check_lmdb(code, "read", path);
  return page - number * pages.page_bytes;
}

}  // namespace

struct Environment::Impl {
  explicit Impl(const std::filesystem::path& file) : path(file.string()) { reset(); }
  ~Impl() { mdb_env_close(env); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// LMDB allows one try of mdb_env_open per handle; a second needs a new one.
  void reset() {
    if (env != nullptr) mdb_env_close(env);
    env = nullptr;
    check_lmdb(mdb_env_create(&env), "open", path);
    prepare_guard(env);
    check_lmdb(mdb_env_set_maxdbs(env, kMaxTables), "open", path);
    check_lmdb(mdb_env_set_maxreaders(env, kMaxReaders), "open", path);
  }

  int open(unsigned flags, std::size_t map_bytes) {
    reset();
    check_lmdb(mdb_env_set_mapsize(env, map_bytes), "open", path);
    return mdb_env_open(env, path.c_str(), kCommonFlags | flags, kFileMode);
  }

  /// Tries smaller maps where the address space is limited (ulimit -v), down to what the file needs.
  int open_shrinking(unsigned flags, std::size_t map_bytes, std::size_t least_bytes) {
    int code = open(flags, map_bytes);
    while (code == ENOMEM && map_bytes / 2 >= least_bytes) {
      map_bytes /= 2;
      code = open(flags, map_bytes);
    }
    return code;
  }

  MDB_env* env = nullptr;
  std::string path;
  const char* map = nullptr;  ///< where the data file is mapped; null if that is not known
  bool writable = false;
  bool unregistered = false;
  WriteGate write_gate{1};  // one WriteTransaction at a time, from begin to the end of commit
  std::mutex tables_mutex;
  std::map<std::string, Table, std::less<>> tables;
};

Environment::Environment(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
Environment::Environment(Environment&&) noexcept = default;
Environment& Environment::operator=(Environment&&) noexcept = default;
Environment::~Environment() = default;

Environment Environment::open_read(const std::filesystem::path& path) {
  auto impl = std::make_unique<Impl>(path);
  const FileHeader header = read_file_header(impl->path);
  const std::size_t file_bytes = (header.last_page + 1) * header.page_bytes;
  // The writer's own map size, so that the file can grow under a reader that starts a later snapshot; bounded,
  // because a damaged head may claim anything.
  const std::size_t map_bytes =
      std::clamp<std::size_t>(header.map_bytes, file_bytes, file_bytes + (std::size_t{1} << 40));
  int code = impl->open_shrinking(MDB_RDONLY, map_bytes, file_bytes);
  if (code > 0 && code != ENOMEM) {
    // An error of the system, not of the content. The data file could be read a moment ago, so it is the lock file that
    // cannot be had; if it is not, the second try fails as well.
    impl->unregistered = true;
    code = impl->open_shrinking(MDB_RDONLY | MDB_NOLOCK, map_bytes, file_bytes);
  }
  check_lmdb(code, "open", impl->path);
  return with_tables(std::move(impl));
}

Environment Environment::open_write(const std::filesystem::path& path, const WriterLock& /*proof*/) {
  auto impl = std::make_unique<Impl>(path);
  const FileHeader header = read_file_header(impl->path);
  const std::size_t file_bytes = (header.last_page + 1) * header.page_bytes;
  const std::size_t map_bytes = std::max(CreateOptions{}.map_bytes, file_bytes * 2);
  check_lmdb(impl->open_shrinking(0, map_bytes, file_bytes), "open", impl->path);
  // Slots of readers that were killed would keep their pages from being reused for ever.
  int dead = 0;
  check_lmdb(mdb_reader_check(impl->env, &dead), "open", impl->path);
  impl->writable = true;
  return with_tables(std::move(impl));
}

Environment Environment::create(const std::filesystem::path& path, const CreateOptions& options) {
  auto impl = std::make_unique<Impl>(path);
  if (std::filesystem::exists(path)) {
    throw Error(ErrorKind::kIo,
                fmt::format("{}: cannot create the index: the file exists; remove it first", impl->path));
  }
  // MDB_NOLOCK: LMDB's lock belongs to the thread that began a transaction, and a build's batches are begun by one worker
  // and committed by another. The file is private until it is published, so there is nobody to lock out.
  // No MDB_WRITEMAP: it would save a copy of dirty pages, but make the file as long as the map, and let a stray
  // pointer write into the index.
  check_lmdb(impl->open_shrinking(MDB_NOSYNC | MDB_NOLOCK, options.map_bytes, kMinMapBytes), "create", impl->path);
  impl->writable = true;
  return Environment(std::move(impl));
}

/// Opens every table of an existing file. At once, because LMDB's transactions do not know tables that were opened
/// after they began; it costs about a microsecond a table.
Environment Environment::with_tables(std::unique_ptr<Impl> impl) {
  constexpr unsigned kMainTable = 1;  // LMDB's unnamed table, whose keys are the names of the others
  Environment environment(std::move(impl));
  {
    const ReadTransaction unchecked(environment);
    Cursor cursor(unchecked, Table(kMainTable));
    if (!cursor.first()) return environment;
    environment.impl_->map = start_of_map(environment.handle(), environment.path(), cursor.key());
  }
  const ReadTransaction txn(environment);
  Cursor cursor(txn, Table(kMainTable));
  for (bool more = cursor.first(); more; more = cursor.next()) {
    MDB_dbi handle = 0;
    const std::string name(cursor.key());
    const int code = guarded([&] { return mdb_dbi_open(txn.handle(), name.c_str(), 0, &handle); });
    if (code == MDB_INCOMPATIBLE || code == MDB_NOTFOUND) continue;  // a plain value among the tables: not ours
    check_lmdb(code, "read", environment.path());
    environment.impl_->tables.emplace(name, Table(handle));
  }
  return environment;
}

std::optional<Table> Environment::find_table(std::string_view name) const {
  const std::lock_guard guard(impl_->tables_mutex);
  const auto found = impl_->tables.find(name);
  if (found == impl_->tables.end()) return std::nullopt;
  return found->second;
}

Table Environment::table(std::string_view name) const {
  if (const auto found = find_table(name)) return *found;
  throw Error(ErrorKind::kFormat,
              fmt::format("{}: the index has no table \"{}\": it is damaged, foreign or of another version; "
                          "run cg-index to rebuild it",
                          impl_->path, name));
}

Table Environment::create_table(std::string_view name) {
  if (const auto found = find_table(name)) return *found;
  WriteTransaction txn(*this);
  MDB_dbi handle = 0;
  check_lmdb(mdb_dbi_open(txn.handle(), std::string(name).c_str(), MDB_CREATE, &handle), "write to", impl_->path);
  txn.commit();  // keeps the handle open
  const std::lock_guard guard(impl_->tables_mutex);
  return impl_->tables.emplace(std::string(name), Table(handle)).first->second;
}

std::vector<std::string> Environment::table_names() const {
  const std::lock_guard guard(impl_->tables_mutex);
  std::vector<std::string> names;
  for (const auto& [name, table] : impl_->tables) names.push_back(name);
  return names;
}

void Environment::sync() { check_lmdb(mdb_env_sync(impl_->env, 1), "sync", impl_->path); }

const std::string& Environment::path() const noexcept { return impl_->path; }
bool Environment::writable() const noexcept { return impl_->writable; }
bool Environment::reads_unregistered() const noexcept { return impl_->unregistered; }
MDB_env* Environment::handle() const noexcept { return impl_->env; }
std::string_view Environment::map() const {
  if (impl_->map == nullptr) return {};
  const PagesInUse pages = pages_in_use(impl_->env, impl_->path);
  return {impl_->map, pages.count * pages.page_bytes};
}

WriteGate& Environment::write_gate() const noexcept { return impl_->write_gate; }

}  // namespace cg::storage
