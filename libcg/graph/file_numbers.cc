// Where a file that was added goes. What was thought of:
//
//   numbers that are ranks, all records behind it written again: of the Linux kernel's index, 700 MB in every table.
//   ranks with gaps: the numbers that lists hold would grow by the width of the gaps, a byte in most of 40 million rows.
//   numbers of their own for good, and readers that sort by path: everything that orders by file, from linking to
//       ranking, would have to know paths.
//
// A new file takes a number that a removed one has left, or one behind all others. What is stored is in the order of ranks
// wherever it was before, since ranks of files keep their order among each other: to read a list, its numbers are exchanged
// one by one, and nothing is sorted. Neighbours mostly stay neighbours, so an index that saw n files come and go has some 2 n
// runs, and so many that it matters are written anew with all else (ingest/relink.cc).
#include "libcg/graph/file_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "libcg/base/error.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/schema.h"

namespace cg::graph {
namespace {

constexpr std::string_view kPlain = "plain";

}  // namespace

FileNumbers::FileNumbers(std::span<const FileId> stored) {
  for (FileId file = 0; file < stored.size(); ++file) {
    if (!runs_.empty() && stored[file] == runs_.back().to + runs_.back().count) {
      ++runs_.back().count;
    } else {
      runs_.push_back({file, stored[file], 1});
    }
  }
  if (runs_.empty() || (runs_.size() == 1 && runs_[0].to == 0)) {
    runs_.clear();
    return;
  }
  for (const Run& run : runs_) back_.push_back({run.to, run.from, run.count});
  std::sort(back_.begin(), back_.end(), [](const Run& a, const Run& b) { return a.from < b.from; });
}

FileNumbers FileNumbers::read(const storage::Environment& environment, const storage::Transaction& transaction) {
  const auto said = storage::read_meta(environment, transaction, kMetaKey);
  if (said == kPlain) return {};
  const auto damaged = [&] { throw Error(ErrorKind::kFormat, environment.path() + ": the numbers of its files are damaged; run cg-index to rebuild it"); };
  if (!said) damaged();
  const char* at = said->data();
  const char* const end = at + said->size();
  const auto number = [&] {
    FileId value = 0;
    const auto [after, error] = std::from_chars(at, end, value);
    if (error != std::errc()) damaged();
    at = after == end ? end : after + 1;
    return value;
  };
  FileNumbers out;
  std::uint64_t files = 0;
  while (at != end) {
    const FileId first = number();
    const FileId count = number();
    if (count == 0 || files + count >= kNone || std::uint64_t{first} + count >= kNone) damaged();
    out.runs_.push_back({static_cast<FileId>(files), first, count});
    out.back_.push_back({first, static_cast<FileId>(files), count});
    files += count;
  }
  if (out.runs_.empty()) damaged();
  std::sort(out.back_.begin(), out.back_.end(), [](const Run& a, const Run& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < out.back_.size(); ++i) {
    if (out.back_[i].from < out.back_[i - 1].from + out.back_[i - 1].count) damaged();
  }
  return out;
}

std::string FileNumbers::text() const {
  if (plain()) return std::string(kPlain);
  std::string out;
  for (const Run& run : runs_) out += fmt::format("{}{} {}", out.empty() ? "" : " ", run.to, run.count);
  return out;
}

FileId FileNumbers::find(const std::vector<Run>& runs, FileId file) {
  const auto after = std::upper_bound(runs.begin(), runs.end(), file, [](FileId f, const Run& run) { return f < run.from; });
  if (after == runs.begin()) return kNone;
  const Run& run = after[-1];
  return file - run.from < run.count ? run.to + (file - run.from) : kNone;
}

FileId FileNumbers::find_shown(FileId stored) const {
  const FileId file = find(back_, stored);
  if (file == kNone) throw Error(ErrorKind::kFormat, "the index is damaged (a number that no file has); run cg-index to rebuild it");
  return file;
}

std::uint64_t FileNumbers::key(FileId file, std::uint32_t chunk) const { return storage::schema::chunk_key(stored(file), chunk); }

}  // namespace cg::graph
