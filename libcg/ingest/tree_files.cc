#include "libcg/ingest/tree_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/ingest/directory_walk.h"
#include "libcg/ingest/file_stamp.h"
#include "libcg/ingest/git_tree.h"
#include "libcg/ingest/tree_filter.h"

namespace cg::ingest {
void sort_and_deduplicate(std::vector<TreeFile>& files) {
  const auto by_path = [](const TreeFile& a, const TreeFile& b) { return a.path < b.path; };
  const auto same_path = [](const TreeFile& a, const TreeFile& b) { return a.path == b.path; };
  // git's list is sorted, unless there are files that it does not track.
  if (!std::is_sorted(files.begin(), files.end(), by_path)) std::sort(files.begin(), files.end(), by_path);
  files.erase(std::unique(files.begin(), files.end(), same_path), files.end());
}

std::string canonical_root(const std::string& root) {
  std::error_code error;
  const std::filesystem::path canonical = std::filesystem::canonical(root, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) {
    throw Error(ErrorKind::kUsage, root + ": no such directory; name the root of a source tree");
  }
  if (error) throw Error(ErrorKind::kIo, root + ": cannot be opened: " + error.message());
  if (!std::filesystem::is_directory(canonical, error)) {
    throw Error(ErrorKind::kUsage, root + ": not a directory; name the root of a source tree");
  }
  return canonical.string();
}

namespace {

/// A compilation database is a build product, which git is told to ignore, and the compiler's word all the same. It lies where
/// clang's tools look for it: at the top (often as a link) or in `build`.
void add_compile_commands(TreeListing& listing) {
  const std::filesystem::path root(listing.root);
  for (const char* name : {"compile_commands.json", "build/compile_commands.json"}) {
    std::error_code none;
    const std::filesystem::path place = std::filesystem::canonical(root / name, none);
    if (none) continue;
    const std::string path = place.lexically_relative(root).generic_string();
    struct stat info;
    if (path.starts_with("..") || ::stat(place.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
    listing.files.push_back({path, stamp_of(info)});
  }
  sort_and_deduplicate(listing.files);
}

}  // namespace

TreeListing list_tree(const std::string& root, const TreeOptions& options, EventSink& events) {
  TreeListing listing;
  listing.root = canonical_root(root);
  if (options.use_git && in_git_work_tree(listing.root)) {
    std::optional<std::vector<TreeFile>> files = list_git_tree(listing.root, options.wanted, events);
    // Nothing at all: most likely a directory that the enclosing repository ignores, such as one package of
    // node_modules. Whoever names it wants to see it indexed.
    if (files && !files->empty()) {
      listing.git = true;
      listing.files = std::move(*files);
    }
  }
  if (!listing.git) listing.files = walk_directory(listing.root, options, events);
  sort_and_deduplicate(listing.files);
  if (listing.git) {
    const DirectorySource source(listing.root);
    TreeFilter filter(source, events);
    std::erase_if(listing.files, [&](const TreeFile& file) { return !filter.keeps(file.path); });
  }
  add_compile_commands(listing);
  return listing;
}

}  // namespace cg::ingest
