// Why a process opens a file once. LMDB forbids opening one twice at the same time, for two reasons that are one: its record
// of who reads what lies in the lock file, and whether a process is the first there is asked with fcntl, whose locks belong
// to processes. A second opening is therefore told that it is the first, clears the record under the readers of the other,
// and whichever is closed first gives up the lock of both. Readers that are not in the record may lose their pages to a
// writer. So open files are kept in a list, by device and inode, and who opens one again shares it: LMDB's transactions are
// independent of each other, and one map costs less than two.
#include "libcg/storage/environment.h"

#include <fmt/format.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
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

  int open(unsigned flags, std::size_t bytes) {
    reset();
    check_lmdb(mdb_env_set_mapsize(env, bytes), "open", path);
    map_bytes = bytes;
    return mdb_env_open(env, path.c_str(), kCommonFlags | flags, kFileMode);
  }

  /// Tries smaller maps where the address space is limited (ulimit -v), down to what the file needs.
  int open_shrinking(unsigned flags, std::size_t bytes, std::size_t least_bytes) {
    int code = open(flags, bytes);
    while (code == ENOMEM && bytes / 2 >= least_bytes) {
      bytes /= 2;
      code = open(flags, bytes);
    }
    return code;
  }

  MDB_env* env = nullptr;
  std::string path;
  std::size_t map_bytes = 0;
  const char* map = nullptr;  ///< where the data file is mapped; null if that is not known
  bool writable = false;
  bool unregistered = false;
  WriteGate write_gate{1};  // one WriteTransaction at a time, from begin to the end of commit
  std::mutex tables_mutex;
  std::map<std::string, Table, std::less<>> tables;
  int users = 1;  ///< Environments that share it; guarded by OpenFiles
};

/// The files that this process has open, but for those that it creates. Thread-safe; files are opened and closed under its lock,
/// so that none is opened while it is being closed.
class Environment::OpenFiles {
 public:
  static OpenFiles& of_process() {
    static OpenFiles files;
    return files;
  }

  Environment open_read(const std::filesystem::path& path) {
    const std::lock_guard guard(mutex_);
    const FileHeader header = read_file_header(path.string());
    const std::size_t file_bytes = (header.last_page + 1) * header.page_bytes;
    if (Impl* const known = find(path); known != nullptr) {
      if (known->map_bytes < file_bytes)
        throw Error(ErrorKind::kLimit, fmt::format("{}: the index has outgrown the address space that was had for it; close it and open it again", known->path));
      ++known->users;
      Environment environment{Shared(known)};
      environment.learn_tables();
      return environment;
    }
    Shared impl(new Impl(path));
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
    return enter(std::move(impl));
  }

  Environment open_write(const std::filesystem::path& path) {
    const std::lock_guard guard(mutex_);
    const FileHeader header = read_file_header(path.string());
    if (find(path) != nullptr)
      throw Error(ErrorKind::kUsage, fmt::format("{}: the file cannot be changed by a process that has it open; close it first", path.string()));
    Shared impl(new Impl(path));
    const std::size_t file_bytes = (header.last_page + 1) * header.page_bytes;
    const std::size_t map_bytes = std::max(CreateOptions{}.map_bytes, file_bytes * 2);
    check_lmdb(impl->open_shrinking(0, map_bytes, file_bytes), "open", impl->path);
    // Slots of readers that were killed would keep their pages from being reused for ever.
    int dead = 0;
    check_lmdb(mdb_reader_check(impl->env, &dead), "open", impl->path);
    impl->writable = true;
    return enter(std::move(impl));
  }

  void release(Impl* impl) noexcept {
    const std::lock_guard guard(mutex_);
    if (--impl->users > 0) return;
    std::erase_if(files_, [impl](const auto& entry) { return entry.second == impl; });
    delete impl;
  }

 private:
  using Inode = std::pair<dev_t, ino_t>;

  [[nodiscard]] Impl* find(const std::filesystem::path& path) const {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0) return nullptr;  // opening it will say why
    const auto found = files_.find({info.st_dev, info.st_ino});
    return found == files_.end() ? nullptr : found->second;
  }

  Environment enter(Shared impl) {
    // By what was opened: the path may have come to name another file since.
    int file = -1;
    struct stat info{};
    check_lmdb(mdb_env_get_fd(impl->env, &file), "open", impl->path);
    if (::fstat(file, &info) != 0) throw_lmdb(errno, "open", impl->path);
    Environment environment(std::move(impl));
    environment.learn_tables();
    files_.emplace(Inode{info.st_dev, info.st_ino}, environment.impl_.get());
    return environment;
  }

  // Recursive, as what fails to open is released while it is held.
  std::recursive_mutex mutex_;
  std::map<Inode, Impl*> files_;
};

void Environment::Release::operator()(Impl* impl) const noexcept { OpenFiles::of_process().release(impl); }

Environment::Environment(Shared impl) noexcept : impl_(std::move(impl)) {}
Environment::Environment(Environment&&) noexcept = default;
Environment& Environment::operator=(Environment&&) noexcept = default;
Environment::~Environment() = default;

Environment Environment::open_read(const std::filesystem::path& path) { return OpenFiles::of_process().open_read(path); }

Environment Environment::open_write(const std::filesystem::path& path, const WriterLock& /*proof*/) {
  return OpenFiles::of_process().open_write(path);
}

Environment Environment::create(const std::filesystem::path& path, const CreateOptions& options) {
  Shared impl(new Impl(path));
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

/// Opens every table of an existing file that is not open yet. At once, because LMDB's transactions do not know tables that were
/// opened after they began; it costs about a microsecond a table.
void Environment::learn_tables() {
  const std::lock_guard guard(impl_->tables_mutex);
  if (impl_->map == nullptr) {
    const ReadTransaction unchecked(*this);
    Cursor cursor(unchecked, Table(kMainTable));
    if (!cursor.first()) return;
    impl_->map = start_of_map(handle(), path(), cursor.key());
  }
  const ReadTransaction txn(*this);
  Cursor cursor(txn, Table(kMainTable));
  for (bool more = cursor.first(); more; more = cursor.next()) {
    const std::string name(cursor.key());
    if (impl_->tables.contains(name)) continue;
    MDB_dbi table = 0;
    const int code = guarded([&] { return mdb_dbi_open(txn.handle(), name.c_str(), 0, &table); });
    if (code == MDB_INCOMPATIBLE || code == MDB_NOTFOUND) continue;  // a plain value among the tables: not ours
    check_lmdb(code, "read", path());
    impl_->tables.emplace(name, Table(table));
  }
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

std::string Environment::name_of(Table table) const {
  const std::lock_guard guard(impl_->tables_mutex);
  const auto is_it = [table](const auto& entry) { return entry.second.handle() == table.handle(); };
  const auto found = std::find_if(impl_->tables.begin(), impl_->tables.end(), is_it);
  return found == impl_->tables.end() ? std::string() : found->first;
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
