#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// What an index knows of a file that was a candidate: indexed, passed over by rule, or a manifest.
struct TreeEntry {
  enum class Kind : std::uint8_t {
    kIndexed,
    kPassed,    ///< read, and nothing of it is in the index: generated, binary, in no language that cg knows
    kManifest,  ///< says where packages lie
    kFailed,    ///< could not be read: tried again each time
  };
  std::string path;
  FileStamp stamp;       ///< from before it was read
  Kind kind = Kind::kFailed;
  /// Whether an equal stamp proves an equal content: when it was read, it had last been changed in an earlier tick of the
  /// clock that stamps files. (What git calls racy is not.)
  bool settled = false;
  Hash128 hash;          ///< of the content; not for kPassed and kFailed
  std::string language;  ///< of kIndexed

  friend bool operator==(const TreeEntry&, const TreeEntry&) = default;
  /// Whether the index would be the same with `other` in its place.
  [[nodiscard]] bool same_content(const TreeEntry& other) const {
    return path == other.path && kind == other.kind && hash == other.hash && language == other.language;
  }
};

/// Now, by the clock that stamps files: what was changed before has a smaller stamp, what is changed later none smaller.
[[nodiscard]] std::int64_t file_clock_ns() noexcept;
[[nodiscard]] inline bool settled(const FileStamp& stamp, std::int64_t now_ns) {
  return stamp.mtime_ns < now_ns && stamp.ctime_ns < now_ns;
}

/// Keys and values of the table `tree`, kEntriesPerChunk at a time, so that touching a file rewrites some kilobytes.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> encode_tree(std::span<const TreeEntry> entries);
/// Of the same tree at another time those keys that differ, and their values: of an edit one or two. Empty: there is no such key now.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> encode_tree_changes(std::span<const TreeEntry> before, std::span<const TreeEntry> now);
/// The entries of one value, unpacked from its page. Error{kFormat}
[[nodiscard]] std::vector<TreeEntry> decode_tree_page(std::string_view raw);
/// By path. Error{kFormat} for a damaged table; none if the index has no such table.
[[nodiscard]] std::vector<TreeEntry> load_tree(const storage::Environment& environment, const storage::Transaction& transaction);

}  // namespace cg::ingest
