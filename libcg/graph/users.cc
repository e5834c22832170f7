#include "libcg/graph/users.h"

#include <algorithm>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/graph/edges.h"

namespace cg::graph {

std::uint32_t count_users(FileId file, std::span<const IncomingList> lists) {
  std::vector<FileId> sources;
  for (const IncomingList& list : lists) {
    for (const IncomingRow& row : list.rows) {
      if (row.source.file == file || row.confidence < kDefaultConfidence) continue;
      if (sources.empty() || sources.back() != row.source.file) sources.push_back(row.source.file);  // rows are by file
    }
  }
  std::sort(sources.begin(), sources.end());
  return static_cast<std::uint32_t>(std::unique(sources.begin(), sources.end()) - sources.begin());
}

std::string encode_users(std::uint32_t users) {
  ByteWriter out;
  out.varint(users);
  return out.take();
}

std::uint32_t decode_users(std::string_view bytes) { return ByteReader(bytes).varint32(); }

}  // namespace cg::graph
