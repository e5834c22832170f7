#include "libcg/ingest/tree_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "libcg/base/git.h"

namespace cg::ingest {
namespace {

/// A file written and closed, or put in the place of another, as editors do; also one that can be read no more, or again.
constexpr std::uint32_t kWanted =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

/// The folders that git passes over whole, relative to the root.
std::unordered_set<std::string> ignored_folders(const std::string& root) {
  std::unordered_set<std::string> folders;
  const CommandResult result = run_git(root, {"ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"});
  if (result.exit_status != 0) return folders;  // then they are watched for nothing
  std::string_view rest = result.output;
  while (!rest.empty()) {
    const std::string_view path = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(path.size() + 1, rest.size()));
    if (path.ends_with('/')) folders.emplace(path.substr(0, path.size() - 1));
  }
  return folders;
}

}  // namespace

TreeWatch::TreeWatch(std::string root) : root_(std::move(root)), fd_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

std::optional<std::size_t> TreeWatch::follow(bool git) {
  namespace fs = std::filesystem;
  if (!fd_) return std::nullopt;
  std::size_t added = 0;
  bool enough = true;
  const auto watch = [&](const std::string& folder) {
    if (watched_.contains(folder)) return;
    const int id = ::inotify_add_watch(fd_.get(), (root_ + '/' + folder).c_str(), kWanted);
    if (id < 0) {
      enough = enough && errno != ENOSPC && errno != ENOMEM;  // else it is gone, or nobody may read it
      return;
    }
    folders_[id] = folder;
    watched_.insert(folder);
    ++added;
  };
  const std::unordered_set<std::string> ignored = git ? ignored_folders(root_) : std::unordered_set<std::string>();
  watch("");
  std::error_code error;
  fs::recursive_directory_iterator at(root_, fs::directory_options::skip_permission_denied, error);
  for (; enough && !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unseen;
    if (!at->is_directory(unseen) || at->is_symlink(unseen)) continue;
    std::string folder = at->path().string().substr(root_.size() + (root_.ends_with('/') ? 0 : 1));
    const std::string name = at->path().filename().string();
    if (name == ".git" || name == ".cg" || ignored.contains(folder)) {
      at.disable_recursion_pending();
    } else {
      watch(folder);
    }
  }
  if (!enough) return std::nullopt;
  return added;
}

void TreeWatch::take(Changes& changes) {
  alignas(inotify_event) std::array<char, std::size_t{64} << 10> buffer;
  for (;;) {
    const ssize_t got = ::read(fd_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* text = buffer.data() + at + sizeof event;
      const std::string_view name(text, ::strnlen(text, event.len));
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) changes.anything = true;
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end()) continue;
      if ((event.mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) != 0) {
        changes.anything = true;
        watched_.erase(folder->second);
        folders_.erase(folder);
        continue;
      }
      if (name.empty() || name == ".git" || name == ".cg") continue;
      if ((event.mask & IN_ISDIR) != 0) {
        changes.anything = changes.anything || (event.mask & IN_ATTRIB) == 0;
      } else {
        changes.paths.push_back(folder->second.empty() ? std::string(name) : folder->second + '/' + std::string(name));
      }
    }
  }
}

}  // namespace cg::ingest
