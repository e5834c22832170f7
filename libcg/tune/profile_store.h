#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/profile.h"

namespace cg::tune {

/// What the store does to the disk: the seam where tests let it fail.
class ProfileFiles {
 public:
  ProfileFiles() = default;
  ProfileFiles(const ProfileFiles&) = delete;
  ProfileFiles& operator=(const ProfileFiles&) = delete;
  virtual ~ProfileFiles() = default;
  virtual void make_directory(const std::filesystem::path& path);
  virtual void write(const std::filesystem::path& path, std::string_view bytes);  ///< atomically
  virtual void remove(const std::filesystem::path& path);                         ///< which need not be there
};

/// The profiles of one machine and class of index: <number>.profile for each that was ever in force, which no one changes any
/// more, and "active", a copy of the one that is. What is in force changes by one rename (or one unlink, back to what was
/// shipped), after everything else is safe on disk: whatever ends the process, and wherever, the active profile is the old
/// one or the new one, byte for byte. A leftover number without a turn as "active" is harmless: it is history of nothing.
/// One process at a time changes it (a lock on the folder); readers need none.
class ProfileStore {
 public:
  /// `files` must outlive it; nullptr: the disk. The directory need not exist.
  explicit ProfileStore(std::filesystem::path directory, ProfileFiles* files = nullptr);

  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }
  /// Empty if what was shipped is in force. Error{kFormat} if it is damaged.
  [[nodiscard]] std::optional<Profile> active() const;
  [[nodiscard]] std::string active_text() const;
  /// When the profile in force came into force, in ns since 1970; empty if what was shipped is.
  [[nodiscard]] std::optional<std::int64_t> in_force_since_ns() const;
  /// Those that can be read, by number.
  [[nodiscard]] std::vector<Profile> history() const;

  /// Gives the profile the next number and puts it in force. Error{kIo} if that cannot be written: then nothing changed.
  Profile keep(Profile profile);
  /// Puts the one in force that the active one replaced; of a damaged one, the last in the history that is whole. Empty: what
  /// was shipped is in force now. Error{kUsage} if it was already.
  std::optional<Profile> roll_back();

 private:
  [[nodiscard]] std::filesystem::path path_of(std::uint64_t number) const;

  std::filesystem::path directory_;
  ProfileFiles* files_;
};

}  // namespace cg::tune
