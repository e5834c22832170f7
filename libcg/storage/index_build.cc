// How a fresh index takes the place of the old one. The obvious way, building a temporary file and renaming it over
// the old name, is wrong with LMDB: the lock file belongs to a *name* and tells readers which transaction is newest.
// After such a rename, a reader that comes while an old one still runs would read the new file by the old file's
// transaction numbers, and a writer would recycle pages by them. Renaming the lock file as well leaves a moment in
// which the two do not fit. So each build has a name of its own, graph-<n>.lmdb with its own lock file, and a one-line
// file, "live", names the one to open; replacing that line by rename is the atomic step. A symbolic link would do the
// same, but does not survive zip archives and some network file systems.
#include "libcg/storage/index_build.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <system_error>
#include <vector>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "libcg/storage/lmdb_error.h"

namespace cg::storage {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kSuffix = ".lmdb";

/// The n of <stem>-<n>.lmdb; empty for every other name.
std::optional<std::uint64_t> build_number(std::string_view name, std::string_view stem) {
  if (!name.starts_with(stem) || !name.ends_with(kSuffix)) return std::nullopt;
  const std::size_t prefix = stem.size() + 1;
  if (name.size() <= prefix + kSuffix.size() || name[stem.size()] != '-') return std::nullopt;
  const char* const end = name.data() + name.size() - kSuffix.size();
  std::uint64_t number = 0;
  const auto [at, error] = std::from_chars(name.data() + prefix, end, number);
  if (error != std::errc{} || at != end) return std::nullopt;
  return number;
}

void sync_path(const fs::path& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) throw_lmdb(errno, "publish", path.string());
}

/// Every build in the directory, live or not.
std::vector<std::string> builds_in(const fs::path& directory, std::string_view stem) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (std::string name = entry.path().filename().string(); build_number(name, stem)) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::optional<fs::path> live_index(const fs::path& directory, const GenerationNames& names) {
  const fs::path pointer = directory / names.pointer;
  const UniqueFd file(::open(pointer.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw_lmdb(errno, "open", pointer.string());
  }
  std::array<char, 64> text{};
  const auto got = ::read(file.get(), text.data(), text.size());
  if (got < 0) throw_lmdb(errno, "read", pointer.string());
  std::string_view name(text.data(), static_cast<std::size_t>(got));
  if (name.ends_with('\n')) name.remove_suffix(1);
  // Only a build's own name is followed: a foreign pointer must not lead out of the directory.
  if (!build_number(name, names.stem)) {
    throw Error(ErrorKind::kFormat,
                fmt::format("{}: the file does not name an index; run cg-index to rebuild it", pointer.string()));
  }
  return directory / name;
}

Environment open_live_index(const fs::path& directory) {
  // Between reading the pointer and opening the file, a build may replace both; each turn of the loop needs another
  // whole build to finish in that moment.
  for (;;) {
    const auto path = live_index(directory);
    if (!path) {
      throw Error(ErrorKind::kIo,
                  fmt::format("{}: there is no index here; run cg-index to build it", directory.string()));
    }
    try {
      return Environment::open_read(*path);
    } catch (const Error&) {
      if (live_index(directory) == path) throw;
    }
  }
}

IndexBuild::IndexBuild(fs::path directory, const WriterLock& /*proof*/, const GenerationNames& names)
    : directory_(std::move(directory)), names_(names) {
  std::error_code error;
  fs::create_directories(directory_, error);
  if (error) throw_lmdb(error.value(), "make a directory for", directory_.string());
  std::string live;
  try {
    if (const auto path = live_index(directory_, names_)) live = path->filename().string();
  } catch (const Error&) {
    // A damaged pointer is repaired by publishing a new one.
  }
  std::uint64_t highest = build_number(live, names_.stem).value_or(0);
  for (const std::string& name : builds_in(directory_, names_.stem)) {
    highest = std::max(highest, build_number(name, names_.stem).value_or(0));
  }
  remove_others(live);
  name_ = fmt::format("{}-{}{}", names_.stem, highest + 1, kSuffix);
  environment_.emplace(Environment::create(directory_ / name_));
}

IndexBuild::~IndexBuild() {
  if (!environment_) return;
  environment_.reset();
  std::error_code ignored;  // the next build removes what cannot be removed now
  fs::remove(directory_ / name_, ignored);
  fs::remove(directory_ / (name_ + "-lock"), ignored);
}

void IndexBuild::publish() {
  environment_->sync();
  sync_path(directory_ / name_);  // also its length, which LMDB's fdatasync need not write
  sync_path(directory_);
  write_file_atomically((directory_ / names_.pointer).string(), name_ + "\n");
  environment_.reset();
  remove_others(name_);
}

void IndexBuild::remove_others(const std::string& kept) const {
  std::error_code ignored;  // what cannot be removed is in nobody's way
  for (const std::string& name : builds_in(directory_, names_.stem)) {
    if (name == kept) continue;
    fs::remove(directory_ / name, ignored);
    fs::remove(directory_ / (name + "-lock"), ignored);
  }
}

}  // namespace cg::storage
