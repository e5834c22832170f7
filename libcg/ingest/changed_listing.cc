#include "libcg/ingest/changed_listing.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/ingest/build.h"
#include "libcg/ingest/file_stamp.h"
#include "libcg/ingest/path_below.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {
namespace {

namespace schema = storage::schema;

bool decides_what_belongs(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  return name == ".gitignore" || name == ".cgignore" || name == ".gitmodules";
}

/// What the index recorded; empty if it is none of this tree.
std::optional<TreeListing> recorded(const std::string& root, const std::filesystem::path& directory) {
  try {
    const auto path = storage::live_index(directory);
    if (!path) return std::nullopt;
    const storage::Environment env = storage::Environment::open_read(*path);
    const storage::ReadTransaction txn(env);
    const auto meta = [&](std::string_view key) { return storage::read_meta(env, txn, key); };
    if (meta("format") != std::to_string(schema::kFormat) || meta("root") != root) return std::nullopt;
    TreeListing listing;
    listing.root = root;
    for (TreeEntry& e : load_tree(env, txn)) listing.files.push_back({std::move(e.path), e.stamp});
    return listing;
  } catch (const Error&) {
    return std::nullopt;  // damaged: the update will find that out, too, and build it anew
  }
}

}  // namespace

std::optional<TreeListing> list_changes(const std::string& root, const std::filesystem::path& directory,
                                        std::span<const std::string> paths, EventSink& events) {
  std::optional<TreeListing> listing = recorded(root, directory);
  if (!listing) return std::nullopt;
  std::vector<std::string> gone;
  for (const std::string& name : paths) {
    const std::optional<std::string> path = path_below(root, name);
    if (!path) {
      events.note(name, "skipped: lies outside the tree " + root);
      continue;
    }
    if (in_private_directory(*path)) continue;
    if (decides_what_belongs(*path)) return std::nullopt;
    const auto known = std::lower_bound(listing->files.begin(), listing->files.end(), *path,
                                        [](const TreeFile& f, const std::string& p) { return f.path < p; });
    const bool is_known = known != listing->files.end() && known->path == *path;
    const bool has_more = known != listing->files.end() && known->path.starts_with(*path + '/');
    struct stat info {};
    if (::lstat((root + '/' + *path).c_str(), &info) != 0) {
      if (errno != ENOENT && errno != ENOTDIR) return std::nullopt;
      if (has_more) return std::nullopt;  // a directory was removed
      if (is_known) gone.push_back(*path);
    } else if (!S_ISREG(info.st_mode)) {
      return std::nullopt;  // a directory, or a link in a file's place
    } else if (is_known) {
      known->stamp = stamp_of(info);
    } else if (is_candidate(*path)) {
      return std::nullopt;
    }
  }
  std::sort(gone.begin(), gone.end());
  std::erase_if(listing->files, [&](const TreeFile& f) { return std::binary_search(gone.begin(), gone.end(), f.path); });
  return listing;
}

std::vector<std::string> read_names(int fd) {
  std::string bytes;
  std::array<char, std::size_t{1} << 16> buffer;
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kIo, "the list of changed files cannot be read: " + errno_text(errno));
    if (got == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  const char end = bytes.find('\0') == std::string::npos ? '\n' : '\0';
  std::vector<std::string> names;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t stop = std::min(bytes.find(end, at), bytes.size());
    if (stop > at) names.push_back(bytes.substr(at, stop - at));
    at = stop + 1;
  }
  return names;
}

}  // namespace cg::ingest
