#include "libcg/ingest/include_change.h"

#include <vector>

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
  /// What comes by some files.
  void above(const std::set<FileId>& files, FileSet& out) const {
    out.clear();
    for (const FileId file : files) out.insert(file);
    follow(included_by_, out);
  }
  /// Whether so much may have been read before the end of a file that it counts as everything; else `out` is what. What holds of a
  /// file holds of all that it includes, and with a source of the kernel those are a thousand: few are walked for.
  bool around_is_all(FileId file, FileSet& all, FileSet& out) const {
    if (all.contains(file)) return true;
    around({file}, out);
    if (out.size() < kMaxReach) return false;
    std::vector<FileId> open{file};
    all.insert(file);
    while (!open.empty()) {
      const FileId at = open.back();
      open.pop_back();
      for (const FileId next : includes_[at]) {
        if (all.insert(next)) open.push_back(next);
      }
    }
    return true;
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

std::optional<IncludeChange> compare_includes(const FileRows& before, const std::map<FileId, std::vector<FileId>>& rows, const std::set<FileId>& moving) {
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
  // Below a file that comes by no changed row nothing is different.
  FileSet above, old_all, new_all;
  old_view.above(changed, above);
  const bool any_above = above.size() >= kMaxReach;
  for (const FileId file : below) {
    if (moving.contains(file)) continue;
    std::set<FileId> others;
    if (any_above || above.contains(file)) {
      old_view.below(file, a);
      new_view.below(file, b);
      if (!compare(a, b, others)) return std::nullopt;
    }
    const bool all_before = old_view.around_is_all(file, old_all, a);
    const bool all_now = new_view.around_is_all(file, new_all, b);
    if (all_before != all_now || (!all_now && !compare(a, b, others))) return std::nullopt;
    std::erase_if(others, [&](FileId other) { return moving.contains(other); });
    if (others.empty()) continue;
    out.seeing.insert(file);
    out.seen.insert(others.begin(), others.end());
    if (out.seeing.size() > kMaxSeeing || out.seen.size() > kMaxSeen) return std::nullopt;
  }
  return out;
}

}  // namespace cg::ingest
