// git itself says what belongs to a work tree: only it knows the index, core.excludesFile, info/exclude, sparse
// check-outs and whatever comes next. The listing is one process for a repository, so its cost hardly shows.
#include "libcg/ingest/git_tree.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string_view>
#include <utility>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/git.h"
#include "libcg/base/unique_fd.h"
#include "libcg/ingest/file_stamp.h"

namespace cg::ingest {
namespace {

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

/// Whether `.git` in this directory is the file that `git worktree add` leaves: "gitdir: .../worktrees/NAME".
bool is_linked_work_tree(const std::string& directory) {
  std::string text;
  if (read_file(directory + "/.git", {.max_bytes = 1 << 16}, text) != ReadStatus::kOk) return false;
  return std::filesystem::path(first_line(text)).parent_path().filename() == "worktrees";
}

class GitListing {
 public:
  GitListing(const std::string& root, const PathTest& wanted, EventSink& events)
      : root_(root), wanted_(wanted), events_(events), root_fd_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (!root_fd_) throw Error(ErrorKind::kIo, root + ": cannot be opened: " + errno_text(errno));
  }

  std::optional<std::vector<TreeFile>> run() {
    if (!list_repository("")) return std::nullopt;
    while (!nested_.empty()) {
      const std::string path = std::move(nested_.back());
      nested_.pop_back();
      enter_nested(path);
    }
    return std::move(files_);
  }

 private:
  /// `path` of the repository: relative to the root, "" for the one that holds the root.
  bool list_repository(const std::string& path) {
    const std::string directory = path.empty() ? root_ : root_ + '/' + path;
    const CommandResult result = run_git(directory, {"ls-files", "-z", "--stage", "--cached", "--others", "--exclude-standard"});
    if (result.exit_status != 0) {
      report_failure(path, result);
      return false;
    }
    std::string_view rest = result.output;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\0');
      const Entry entry = entry_of(rest.substr(0, end));
      std::string file = path.empty() ? std::string() : path + '/';
      file += entry.path;
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      take(std::move(file), entry.tracked_file);
    }
    events_.progress({"walk", files_.size(), 0});
    return true;
  }

  void report_failure(const std::string& path, const CommandResult& result) {
    const std::string why = why_git_failed(result);
    if (!path.empty()) {
      events_.error(path, "files of this nested repository are missing: " + why);
    } else if (git_is_missing(result)) {
      events_.warning(root_, why + ": ignore files decide, tracked or not");
    } else {
      events_.warning(root_, why + ": ignore files decide, tracked or not (try 'git -C " + root_ + " status')");
    }
  }

  struct Entry {
    std::string_view path;
    bool tracked_file = false;  ///< no submodule
  };
  /// "MODE HASH STAGE\tPATH" of what is tracked, and "PATH" of the rest. Whoever calls an untracked file the like misleads
  /// only himself.
  static Entry entry_of(std::string_view said) {
    const std::size_t tab = said.find('\t');
    const std::string_view head = said.substr(0, tab == std::string_view::npos ? 0 : tab);
    constexpr std::size_t kMode = 6, kSha1Head = kMode + 1 + 40 + 2, kSha256Head = kMode + 1 + 64 + 2;
    if (head.size() != kSha1Head && head.size() != kSha256Head) return {said, false};
    const std::string_view mode = head.substr(0, kMode);
    const bool numbers = mode.find_first_not_of("01234567") == std::string_view::npos && head[kMode] == ' ' && head[head.size() - 2] == ' ' &&
                         head.substr(kMode + 1, head.size() - kMode - 3).find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!numbers) return {said, false};
    return {said.substr(tab + 1), mode == "100644" || mode == "100755"};
  }

  void take(std::string path, bool tracked_file) {
    // Half of a tree's files are none of ours (tests' data, documents): their stamps are not wanted.
    if (tracked_file && wanted_ && !files_.empty() && !wanted_(path)) return;
    if (path.ends_with('/')) path.pop_back();  // how git shows an untracked repository
    struct stat info {};
    if (::fstatat(root_fd_.get(), path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
      // A tracked file that was deleted, or lies outside a sparse check-out, is not part of the tree.
      if (errno != ENOENT && errno != ENOTDIR) {
        events_.error(std::move(path), "cannot be looked at: " + errno_text(errno));
      }
    } else if (S_ISREG(info.st_mode)) {
      files_.push_back({std::move(path), stamp_of(info)});
    } else if (S_ISDIR(info.st_mode)) {
      nested_.push_back(std::move(path));
    }
  }

  void enter_nested(const std::string& path) {
    const std::string directory = root_ + '/' + path;
    // Without a .git of its own the directory would be listed as part of the outer repository.
    if (!exists(directory + "/.git")) {
      events_.note(path, "submodule is not checked out ('git submodule update --init' fetches it)");
    } else if (is_linked_work_tree(directory)) {
      events_.note(path, "skipped: another work tree of a repository");
    } else {
      list_repository(path);
    }
  }

  const std::string& root_;
  const PathTest& wanted_;
  EventSink& events_;
  UniqueFd root_fd_;
  std::vector<std::string> nested_;
  std::vector<TreeFile> files_;
};

}  // namespace

bool in_git_work_tree(const std::string& root) {
  for (std::filesystem::path at = root;; at = at.parent_path()) {
    if (exists((at / ".git").string())) return true;
    if (at == at.parent_path()) return false;
  }
}

std::optional<std::vector<TreeFile>> list_git_tree(const std::string& root, const PathTest& wanted, EventSink& events) {
  return GitListing(root, wanted, events).run();
}

std::optional<std::string> git_head(const std::string& root) {
  if (!in_git_work_tree(root)) return std::nullopt;
  const CommandResult result = run_git(root, {"rev-parse", "--verify", "--quiet", "HEAD"});
  if (result.exit_status != 0) return std::nullopt;
  return first_line(result.output);
}

}  // namespace cg::ingest
