#include "libcg/ingest/tree_change.h"

#include <algorithm>
#include <string_view>

#include "libcg/base/error.h"
#include "libcg/ingest/facts_store.h"
#include "libcg/ingest/packages.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/schema.h"

namespace cg::ingest {
namespace {

/// A look-up in so many runs takes some 20 ns; a fresh index has one.
constexpr std::size_t kMaxRuns = 512;

const TreeEntry* of_kind(const TreeEntry* entry, TreeEntry::Kind kind) { return entry != nullptr && entry->kind == kind ? entry : nullptr; }

}  // namespace

// Measured with files of C that get a line, a function, or another name for one (CPU seconds of `/usr/bin/time cg-index -j2 --no-search`, trees of redis and of
// a quarter of the Linux kernel):
//
//     of 830 files      64 changed: .30 in place, .39 anew       100: .43, .49                       200: .82, .84
//       with search                                              100: .58, .95
//     of 12,859         64: 1.6, 6.1      300: 3.3, 6.5          512: 4.6, 7.2                       1,000: 7.4, 9.4
//       with search                       300: 3.9, 14.5         512: 5.9, 15.5
//
// So at an eighth of a tree there is still something won. Where the attempt turns out to concern too much of the tree (by a header that
// many read and that means something else now), it comes on top: .15 for 64 of 830 files, 1.6 for 300 of 12,859, 3.7 for 1,000. Facts and links
// of the changed files lie in memory until they are written, some 350 KiB a file: 417 MiB at most for 512 of 12,859, where all anew takes
// 244, and 578 for 1,000; hence the upper end, and a few only where memory is bounded.
std::size_t most_changed(std::size_t files, bool bounded_memory) {
  constexpr std::size_t kFew = 64, kMost = 512, kShare = 8;
  return bounded_memory ? kFew : std::clamp(files / kShare, kFew, kMost);
}

std::optional<TreeChange> TreeChange::between(std::span<const TreeEntry> before, std::span<const TreeEntry> now, std::size_t most) {
  TreeChange out;
  for (auto old = before.begin(), fresh = now.begin(); old != before.end() || fresh != now.end();) {
    const int order = old == before.end() ? 1 : fresh == now.end() ? -1 : old->path.compare(fresh->path);
    const TreeEntry* was = order <= 0 ? &*old++ : nullptr;
    const TreeEntry* is = order >= 0 ? &*fresh++ : nullptr;
    if (!out.take(was, is) || out.changed.size() > most) return std::nullopt;
  }
  return out;
}

/// An entry as it was and as it is; either may be null.
bool TreeChange::take(const TreeEntry* was, const TreeEntry* is) {
  const TreeEntry* old_manifest = of_kind(was, TreeEntry::Kind::kManifest);
  const TreeEntry* manifest = of_kind(is, TreeEntry::Kind::kManifest);
  if ((old_manifest == nullptr) != (manifest == nullptr) || (manifest != nullptr && manifest->hash != old_manifest->hash)) return false;
  if (is != nullptr && is_manifest(is->path)) manifests.push_back(is->path);
  const TreeEntry* old = of_kind(was, TreeEntry::Kind::kIndexed);
  const TreeEntry* fresh = of_kind(is, TreeEntry::Kind::kIndexed);
  if (old == nullptr && fresh == nullptr) return true;
  const bool both = old != nullptr && fresh != nullptr;
  if (both && old->language != fresh->language) return false;
  if (!both || old->hash != fresh->hash) {
    ChangedFile& c = changed.emplace_back();
    c.file = static_cast<FileId>(files.size());
    c.was = old;
    c.is = fresh;
  }
  if (fresh != nullptr) keys.push_back(facts_key(fresh->hash, fresh->language));
  same_files = same_files && both;
  files.push_back(fresh != nullptr ? fresh : old);
  known.push_back(old != nullptr);
  stays.push_back(fresh != nullptr);
  return true;
}

std::optional<NumberedFiles> number_files(const TreeChange& change, const storage::Environment& environment) {
  const storage::ReadTransaction txn(environment);
  const graph::FileNumbers before = graph::FileNumbers::read(environment, txn);
  std::vector<FileId> stored(change.files.size(), kNone), there;
  std::vector<bool> taken;
  FileId rank = 0;
  for (std::size_t file = 0; file < stored.size(); ++file) {
    if (!change.known[file]) continue;
    const FileId number = stored[file] = before.stored(rank++);
    if (number == kNone) throw Error(ErrorKind::kFormat, environment.path() + ": does not hold every file; run cg-index --rebuild");
    if (number >= taken.size()) taken.resize(number + std::size_t{1});
    taken[number] = true;
  }
  std::size_t next = 0;
  for (FileId& number : stored) {
    if (number != kNone) continue;
    while (next < taken.size() && taken[next]) ++next;
    number = static_cast<FileId>(next++);
  }
  NumberedFiles out;
  for (std::size_t file = 0; file < stored.size(); ++file) {
    if (!change.stays[file]) continue;
    there.push_back(stored[file]);
    out.used = std::max<std::size_t>(out.used, stored[file] + std::size_t{1});
  }
  out.all = graph::FileNumbers(stored);
  out.there = graph::FileNumbers(there);
  if (!change.same_files && out.there.runs() > kMaxRuns) return std::nullopt;
  return out;
}

void write_numbers(const NumberedFiles& numbers, const storage::Environment& environment, storage::WriteTransaction& transaction) {
  const storage::Table meta = environment.table(storage::schema::kMeta);
  constexpr std::string_view key = graph::FileNumbers::kMetaKey;
  transaction.put(meta, key, storage::meta_value(key, numbers.there.text()));
}

}  // namespace cg::ingest
