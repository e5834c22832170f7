#include "libcg/graph/staleness.h"

#include <sys/stat.h>

#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"

namespace cg::graph {

bool Staleness::stale(FileId file) {
  const auto [at, fresh] = known_.try_emplace(file, false);
  if (fresh) {
    at->second = changed(reader_.file(file));
    if (at->second) ++count_;
  }
  return at->second;
}

bool Staleness::changed(const FileRow& row) const {
  const std::string path = place_.absolute(row.path);
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return true;
  if (static_cast<std::uint64_t>(info.st_size) != row.stamp.size_bytes) return true;
  constexpr std::int64_t kNsPerSecond = 1'000'000'000;
  if (info.st_mtim.tv_sec * kNsPerSecond + info.st_mtim.tv_nsec == row.stamp.mtime_ns) return false;
  // Touched, checked out again or copied: what counts is the content.
  std::string content;
  if (read_file(path, {}, content) != ReadStatus::kOk) return true;
  return hash128(content) != row.hash;
}

}  // namespace cg::graph
