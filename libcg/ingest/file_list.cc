#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <string_view>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/ingest/file_stamp.h"
#include "libcg/ingest/path_below.h"
#include "libcg/ingest/tree_files.h"

namespace cg::ingest {
namespace {

std::string read_all(int fd) {
  std::string bytes;
  std::array<char, std::size_t{1} << 16> buffer;
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kIo, "the list of files cannot be read: " + errno_text(errno));
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

class ListReader {
 public:
  ListReader(TreeListing& listing, EventSink& events) : listing_(listing), events_(events) {}

  void take(std::string_view name) {
    const std::optional<std::string> path = path_below(listing_.root, name);
    if (!path) {
      events_.error(std::string(name), "lies outside the tree " + listing_.root);
    } else if (in_private_directory(*path)) {
      events_.note(*path, "skipped: belongs to git or to the index");
    } else {
      take_path(*path, name);
    }
  }

 private:
  void take_path(const std::string& path, std::string_view name) {
    struct stat info {};
    if (::lstat((listing_.root + '/' + path).c_str(), &info) != 0) {
      const bool lines = errno == ENOENT && name.find('\n') != std::string_view::npos;
      events_.error(path, errno_text(errno) + (lines ? " (names end with NUL here: try 'find -print0')" : ""));
    } else if (S_ISREG(info.st_mode)) {
      listing_.files.push_back({path, stamp_of(info)});
    } else {
      events_.error(path, S_ISDIR(info.st_mode)   ? "is a directory; list its files"
                          : S_ISLNK(info.st_mode) ? "is a symbolic link; list the file it leads to"
                                                  : "is not a regular file");
    }
  }

  TreeListing& listing_;
  EventSink& events_;
};

}  // namespace

TreeListing read_file_list(const std::string& root, int fd, EventSink& events) {
  TreeListing listing;
  listing.root = canonical_root(root);
  const std::string names = read_all(fd);
  ListReader reader(listing, events);
  std::string_view rest = names;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (!name.empty()) reader.take(name);
  }
  sort_and_deduplicate(listing.files);
  return listing;
}

}  // namespace cg::ingest
