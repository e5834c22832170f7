#include "libcg/tune/profile_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "libcg/base/atomic_file.h"
#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/profile_place.h"
#include "libcg/base/unique_fd.h"

namespace cg::tune {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kSuffix = ".profile";
constexpr std::uint64_t kMaxBytes = std::uint64_t{64} << 10;

ProfileFiles& disk() {
  static ProfileFiles files;
  return files;
}

Error failure(const fs::path& path, std::string_view what, std::string_view cause) {
  return {ErrorKind::kIo, fmt::format("{}: cannot {}: {}; the active profile is what it was", path.string(), what, cause)};
}

// Held while the store changes, so that two cg-tune do not give out one number. Released with the descriptor, also when
// the process is killed.
UniqueFd locked(const fs::path& directory) {
  UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw failure(directory, "open", errno_text(errno));
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    throw failure(directory, "lock", errno == EWOULDBLOCK ? "another cg-tune is changing it" : errno_text(errno));
  }
  return fd;
}

std::optional<std::uint64_t> number_of(const std::string& name) {
  if (!name.ends_with(kSuffix)) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = name.data() + name.size() - kSuffix.size();
  const auto [at, error] = std::from_chars(name.data(), end, number);
  if (error != std::errc{} || at != end) return std::nullopt;
  return number;
}

std::vector<std::uint64_t> numbers_in(const fs::path& directory) {
  std::vector<std::uint64_t> numbers;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(directory, missing)) {
    if (const auto number = number_of(entry.path().filename().string())) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::optional<Profile> read_profile(const fs::path& path) {
  std::string text;
  const ReadStatus status = read_file(path.string(), {.max_bytes = kMaxBytes}, text);
  if (status == ReadStatus::kVanished) return std::nullopt;
  if (status != ReadStatus::kOk) throw Error(ErrorKind::kIo, fmt::format("{}: {}", path.string(), describe(status)));
  return parse_profile(text, path.string());
}

}  // namespace

void ProfileFiles::make_directory(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw failure(path, "make the directory", error.message());
}

void ProfileFiles::write(const fs::path& path, std::string_view bytes) { write_file_atomically(path.string(), bytes); }

void ProfileFiles::remove(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error) throw failure(path, "remove", error.message());
}

ProfileStore::ProfileStore(fs::path directory, ProfileFiles* files)
    : directory_(std::move(directory)), files_(files == nullptr ? &disk() : files) {}

fs::path ProfileStore::path_of(std::uint64_t number) const { return directory_ / fmt::format("{}{}", number, kSuffix); }

std::optional<Profile> ProfileStore::active() const { return read_profile(directory_ / kActiveProfile); }

std::string ProfileStore::active_text() const {
  const auto profile = active();
  return profile ? profile_text(*profile) : std::string();
}

std::optional<std::int64_t> ProfileStore::in_force_since_ns() const {
  struct stat status {};
  if (::stat((directory_ / kActiveProfile).c_str(), &status) != 0) return std::nullopt;
  return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

std::vector<Profile> ProfileStore::history() const {
  std::vector<Profile> all;
  for (const std::uint64_t number : numbers_in(directory_)) {
    try {
      if (auto profile = read_profile(path_of(number))) all.push_back(std::move(*profile));
    } catch (const Error&) {
      // A damaged one is no place to go back to.
    }
  }
  return all;
}

Profile ProfileStore::keep(Profile profile) {
  files_->make_directory(directory_);
  const UniqueFd lock = locked(directory_);
  const auto numbers = numbers_in(directory_);
  profile.number = numbers.empty() ? 1 : numbers.back() + 1;
  profile.replaces = 0;
  try {
    if (const auto before = active()) profile.replaces = before->number;
  } catch (const Error&) {
    // A damaged one is in force nowhere: every tool passes it over.
  }
  const std::string text = profile_text(profile);
  files_->write(path_of(profile.number), text);
  files_->write(directory_ / kActiveProfile, text);
  return profile;
}

std::optional<Profile> ProfileStore::roll_back() {
  std::optional<Profile> before;
  if (!fs::exists(directory_ / kActiveProfile)) {
    throw Error(ErrorKind::kUsage, "nothing to roll back: the settings in force are those that were shipped");
  }
  const UniqueFd lock = locked(directory_);
  try {
    const auto now = active();
    if (now && now->replaces != 0) before = read_profile(path_of(now->replaces));
  } catch (const Error&) {
    const auto whole = history();
    if (!whole.empty()) before = whole.back();
  }
  if (before) {
    files_->write(directory_ / kActiveProfile, profile_text(*before));
  } else {
    files_->remove(directory_ / kActiveProfile);
  }
  return before;
}

}  // namespace cg::tune
