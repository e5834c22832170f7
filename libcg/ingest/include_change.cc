#include "libcg/ingest/include_change.h"

#include "libcg/ingest/file_reach.h"

namespace cg::ingest {
namespace {

/// Files that may see others: a source of the kernel has some 1,500 below it, of which nearly all see what they saw.
constexpr std::size_t kMaxBelow = 3000;
/// Files that do, and that are seen: each of them is read.
constexpr std::size_t kMaxSeeing = 256;
constexpr std::size_t kMaxSeen = 256;

/// Includes of a tree, and what a file can see of it.
class View {
 public:
  explicit View(const FileRows& includes) : includes_(includes), included_by_(includes.reversed()) {}

  /// What may have been read before the end of a file that is one of some: Resolver::may_have_read().
  void around(const std::set<FileId>& files, FileSet& out) const {
    out.clear();
    for (const FileId file : files) out.insert(file);
    follow(included_by_, out);
    follow(includes_, out);
  }
  void below(FileId file, FileSet& out) const {
    out.clear();
    out.insert(file);
    follow(includes_, out);
  }

 private:
  const FileRows& includes_;
  FileRows included_by_;
};

/// Adds what only one of two sets has. False if one was cut off: what is in it depends on the way.
bool compare(const FileSet& a, const FileSet& b, std::set<FileId>& out) {
  if (a.size() >= kMaxReach || b.size() >= kMaxReach) return false;
  for (const FileId file : a.files()) {
    if (!b.contains(file)) out.insert(file);
  }
  for (const FileId file : b.files()) {
    if (!a.contains(file)) out.insert(file);
  }
  return true;
}

}  // namespace

std::optional<IncludeChange> compare_includes(const FileRows& before, const std::map<FileId, std::vector<FileId>>& rows) {
  IncludeChange out;
  std::set<FileId> changed;
  for (FileId file = 0; file < before.size(); ++file) {
    const auto other = rows.find(file);
    if (other == rows.end()) {
      out.now.add(before[file]);
    } else {
      out.now.add(other->second);
      changed.insert(file);
    }
  }
  const View old_view(before), new_view(out.now);
  FileSet a, b;
  old_view.around(changed, a);
  new_view.around(changed, b);
  if (a.size() >= kMaxBelow || b.size() >= kMaxBelow) return std::nullopt;
  std::set<FileId> below(a.files().begin(), a.files().end());
  below.insert(b.files().begin(), b.files().end());
  for (const FileId file : below) {
    std::set<FileId> others;
    old_view.below(file, a);
    new_view.below(file, b);
    if (!compare(a, b, others)) return std::nullopt;
    old_view.around({file}, a);
    new_view.around({file}, b);
    const bool all = a.size() >= kMaxReach && b.size() >= kMaxReach;  // then everything may have been read
    if (!all && !compare(a, b, others)) return std::nullopt;
    if (others.empty()) continue;
    out.seeing.insert(file);
    out.seen.insert(others.begin(), others.end());
    if (out.seeing.size() > kMaxSeeing || out.seen.size() > kMaxSeen) return std::nullopt;
  }
  return out;
}

}  // namespace cg::ingest
