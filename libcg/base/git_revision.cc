#include "libcg/base/git_revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <mutex>

#include "libcg/base/conversation.h"
#include "libcg/base/error.h"
#include "libcg/base/git.h"

namespace cg {
namespace {

/// The text before `end`, which is taken off `rest` with it; all of it if there is none.
std::string_view cut(std::string_view& rest, char end) {
  const std::size_t at = std::min(rest.find(end), rest.size());
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return part;
}

template <typename Number>
Number number_of(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// A line of `git ls-tree -rlz`: mode, type, object, size (right-aligned, "-" for a submodule), tab, path.
GitRevision::Entry parse_entry(std::string_view line) {
  GitRevision::Entry entry;
  std::string_view head = cut(line, '\t');
  entry.path = line;
  const std::string_view mode = cut(head, ' ');
  const std::string_view type = cut(head, ' ');
  entry.object = cut(head, ' ');
  head.remove_prefix(std::min(head.find_first_not_of(' '), head.size()));
  entry.size_bytes = number_of<std::uint64_t>(head);
  entry.kind = type == "commit" ? GitRevision::Kind::kSubmodule : mode == "120000" ? GitRevision::Kind::kLink : GitRevision::Kind::kFile;
  return entry;
}

bool before(const GitRevision::Entry& entry, std::string_view path) { return entry.path < path; }

}  // namespace

std::optional<std::string> resolve_commit(const std::string& directory, const std::string& name) {
  // "--end-of-options" makes a name of what begins with a dash; "^{commit}" looks through tags.
  const CommandResult found = run_git(directory, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (found.exit_status != 0) return std::nullopt;
  std::string_view id = found.output;
  return std::string(cut(id, '\n'));
}

std::optional<GitCommit> find_commit(const std::string& directory, const std::string& name) {
  const auto id = resolve_commit(directory, name);
  if (!id) return std::nullopt;
  const CommandResult told = run_git(directory, {"log", "-1", "--no-show-signature", "--format=%H%n%ct%n%s", *id, "--"});
  if (told.exit_status != 0) return std::nullopt;
  std::string_view rest = told.output;
  GitCommit commit;
  commit.id = cut(rest, '\n');
  commit.time_s = number_of<std::int64_t>(cut(rest, '\n'));
  commit.subject = cut(rest, '\n');
  return commit;
}

/// One git for all questions, begun with the first.
struct GitRevision::Objects {
  explicit Objects(std::string where) : directory(std::move(where)) {}

  bool read(const std::string& object, std::string& content) {
    const std::lock_guard guard(mutex);
    if (!git) git.emplace(git_command({"cat-file", "--batch"}), directory);
    git->say(object + "\n");
    std::string head = git->line();  // "<object> blob <size>", or "<object> missing"
    std::string_view rest = head;
    cut(rest, ' ');
    if (cut(rest, ' ') != "blob") return false;
    git->read(number_of<std::size_t>(rest), content);
    std::string end;
    git->read(1, end);
    return true;
  }

  std::string directory;
  std::mutex mutex;
  std::optional<Conversation> git;
};

GitRevision::GitRevision(const std::string& directory, const std::string& commit) : objects_(std::make_unique<Objects>(directory)) {
  const CommandResult result = run_git(directory, {"ls-tree", "-r", "-l", "-z", commit});
  if (result.exit_status != 0) throw Error(ErrorKind::kIo, fmt::format("{}: its files cannot be listed: {}", commit, why_git_failed(result)));
  for (std::string_view rest = result.output; !rest.empty();) entries_.push_back(parse_entry(cut(rest, '\0')));
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
}

GitRevision::~GitRevision() = default;

const GitRevision::Entry* GitRevision::find(std::string_view path) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), path, before);
  return at == entries_.end() || at->path != path ? nullptr : &*at;
}

ReadStatus GitRevision::read(std::string_view path, const ReadOptions& options, std::string& content) const {
  content.clear();
  const Entry* entry = find(path);
  if (entry == nullptr) return ReadStatus::kVanished;
  if (entry->kind == Kind::kLink) return ReadStatus::kSymlink;
  if (entry->kind == Kind::kSubmodule) return ReadStatus::kNotRegular;
  if (entry->size_bytes > options.max_bytes) return ReadStatus::kTooLarge;
  return objects_->read(entry->object, content) ? ReadStatus::kOk : ReadStatus::kFailed;
}

}  // namespace cg
