#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/table.h"

struct MDB_env;

namespace cg::storage {

class WriterLock;

/// Lets one WriteTransaction of a process in at a time. A semaphore and no mutex: the thread that ends a transaction need
/// not be the one that began it.
using WriteGate = std::binary_semaphore;

struct CreateOptions {
  /// Address space to reserve for the file to grow into; no memory, no disk. Halved until the system agrees.
  std::size_t map_bytes = std::size_t{256} << 30;
};

/// One LMDB data file: many tables, many reading processes on snapshots, one writer. Environments of one file in one process
/// share one opening of it, whatever threads they belong to (environment.cc says why they must).
/// Everything it throws is an Error that names the file, the cause and the next step.
class Environment {
 public:
  /// Opens an existing file for reading. Never writes to it, and works on read-only file systems: where no lock
  /// file can be had, it reads without registering as a reader (see reads_unregistered).
  static Environment open_read(const std::filesystem::path& path);
  /// Opens an existing file to change it in place. The lock is the caller's proof of being the only writer.
  /// Error{kUsage} if this process has it open already.
  static Environment open_write(const std::filesystem::path& path, const WriterLock& lock);
  /// Makes a new file for a bulk build: commits do not wait for the disk, so it is worth nothing before sync(), and it
  /// has no lock file: no reader may hold a snapshot across a commit.
  /// Error{kIo} if the file exists already.
  static Environment create(const std::filesystem::path& path, const CreateOptions& options = {});

  Environment(Environment&&) noexcept;
  Environment& operator=(Environment&&) noexcept;
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment();

  /// The table of that name; Error{kFormat} if the file has none. Thread-safe.
  [[nodiscard]] Table table(std::string_view name) const;
  /// The same, empty if the file has none.
  [[nodiscard]] std::optional<Table> find_table(std::string_view name) const;
  /// The table of that name, made if there is none. It makes a commit of its own, so not while this thread holds a
  /// WriteTransaction; transactions that began before do not know the table.
  [[nodiscard]] Table create_table(std::string_view name);
  /// Every table, by name, ascending.
  [[nodiscard]] std::vector<std::string> table_names() const;

  /// Waits until all that was committed is on the disk.
  void sync();

  [[nodiscard]] const std::string& path() const noexcept;
  [[nodiscard]] bool writable() const noexcept;
  /// True where no lock file could be had: a writer that changes the file in place does not know of this reader and
  /// may reuse its pages. Page checksums then turn a torn read into an Error.
  [[nodiscard]] bool reads_unregistered() const noexcept;

  /// For this floor only.
  [[nodiscard]] MDB_env* handle() const noexcept;
  [[nodiscard]] WriteGate& write_gate() const noexcept;
  /// The mapped pages in use now: within them lies all that a snapshot can show. Empty where that is not known, as in a new file.
  [[nodiscard]] std::string_view map() const;
  /// For this floor only: what the table is called.
  [[nodiscard]] std::string name_of(Table table) const;

 private:
  struct Impl;
  class OpenFiles;
  struct Release {
    void operator()(Impl* impl) const noexcept;
  };
  using Shared = std::unique_ptr<Impl, Release>;
  explicit Environment(Shared impl) noexcept;
  void learn_tables();
  Shared impl_;
};

}  // namespace cg::storage
