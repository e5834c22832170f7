#include "libcg/ingest/file_reach.h"

#include <algorithm>
#include <vector>

namespace cg::ingest {

void follow(const FileRows& steps, FileSet& files) {
  std::vector<std::uint32_t> open(files.files());
  std::sort(open.begin(), open.end());  // where the bound cuts off must not depend on the way there
  while (!open.empty() && files.size() < kMaxReach) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t next : steps[at]) {
      if (files.insert(next)) open.push_back(next);
    }
  }
}

}  // namespace cg::ingest
