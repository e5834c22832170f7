#include "libcg/bench/page_trace.h"

#include <algorithm>
#include <list>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "libcg/graph/edges.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_key.h"
#include "libcg/storage/segment_reader.h"

namespace cg::bench {
namespace {

namespace schema = storage::schema;

/// Gives numbers to pages as they are met, and knows their sizes.
class PageNumbers {
 public:
  explicit PageNumbers(const IndexPages& pages) : pages_(pages) {}

  void touch(PageTrace& trace, const char* table, FileId file, std::uint32_t chunk) {
    storage::Cursor cursor(pages_.transaction(), pages_.table(table));
    const storage::SegmentKey key(schema::chunk_key(file, chunk));
    if (!cursor.seek_floor(key.view())) return;
    const auto [at, fresh] = numbers_.try_emplace({table, std::string(cursor.key())}, static_cast<std::uint32_t>(sizes_.size()));
    if (fresh) sizes_.push_back(static_cast<std::uint32_t>(pages_.codec(table).decode(cursor.value()).size()));
    trace.requests.push_back(at->second);
    const std::uint64_t wanted = schema::chunk_key(file, chunk);
    const auto [record, first] = records_.try_emplace({table, wanted}, static_cast<std::uint32_t>(record_bytes_.size()));
    if (first) {
      storage::SegmentReader reader(pages_.transaction(), pages_.table(table), pages_.codec(table));
      const auto found = reader.find(wanted);
      record_bytes_.push_back(found ? static_cast<std::uint32_t>(found->bytes.size()) : 0);
    }
    trace.records.push_back(record->second);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& sizes() const noexcept { return sizes_; }
  [[nodiscard]] const std::vector<std::uint32_t>& record_sizes() const noexcept { return record_bytes_; }

 private:
  const IndexPages& pages_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> numbers_;
  std::vector<std::uint32_t> sizes_;
  std::map<std::pair<std::string, std::uint64_t>, std::uint32_t> records_;
  std::vector<std::uint32_t> record_bytes_;
};

void touch_callers(graph::IndexReader& reader, PageNumbers& numbers, const Asked& asked, PageTrace& trace) {
  constexpr std::size_t kMostCallers = 40;  // a hub has thousands; their pages would be all there is
  numbers.touch(trace, schema::kIncoming, asked.symbol.file, asked.symbol.ordinal / schema::kSymbolChunk);
  auto edges = graph::edges_into(reader, asked.symbol, {.kinds = graph::kCallKinds}).edges;
  if (edges.size() > kMostCallers) edges.resize(kMostCallers);
  for (const graph::Edge& edge : edges) {
    numbers.touch(trace, schema::kSymbols, edge.source.file, edge.source.ordinal / schema::kSymbolChunk);
    numbers.touch(trace, schema::kFiles, edge.source.file, 0);
  }
}

void touch_file(graph::IndexReader& reader, PageNumbers& numbers, FileId file, PageTrace& trace) {
  for (std::uint32_t chunk = 0; chunk * schema::kSymbolChunk < std::max(reader.file(file).symbols, 1U); ++chunk) {
    numbers.touch(trace, schema::kSymbols, file, chunk);
  }
}

std::vector<FileId> last_changed(graph::IndexReader& reader, std::size_t most) {
  std::vector<std::pair<std::int64_t, FileId>> files;
  for (FileId file = 0; file < reader.file_count(); ++file) files.emplace_back(-reader.file(file).stamp.mtime_ns, file);
  std::sort(files.begin(), files.end());
  files.resize(std::min(files.size(), most));
  std::vector<FileId> ids;
  for (const auto& [age, file] : files) ids.push_back(file);
  return ids;
}

}  // namespace

std::uint64_t PageTrace::distinct_bytes() const noexcept {
  const std::set<std::uint32_t> distinct(requests.begin(), requests.end());
  return std::accumulate(distinct.begin(), distinct.end(), std::uint64_t{0}, [&](std::uint64_t sum, std::uint32_t page) { return sum + page_bytes[page]; });
}

std::vector<PageTrace> page_traces(graph::IndexReader& reader, const IndexPages& pages, const Workload& workload) {
  constexpr std::size_t kScannedFiles = 3000;
  constexpr std::size_t kChangedFiles = 100;
  PageNumbers numbers(pages);
  std::vector<PageTrace> traces{{"zipf", {}, {}, {}, {}}, {"zipf+scan", {}, {}, {}, {}}, {"changed", {}, {}, {}, {}}};
  for (const std::size_t draw : workload.draws) touch_callers(reader, numbers, workload.ranked[draw], traces[0]);
  for (std::size_t i = 0; i < workload.draws.size(); ++i) {
    if (i == workload.draws.size() / 2) {
      for (FileId file = 0; file < std::min<std::size_t>(reader.file_count(), kScannedFiles); ++file) touch_file(reader, numbers, file, traces[1]);
    }
    touch_callers(reader, numbers, workload.ranked[workload.draws[i]], traces[1]);
  }
  const auto changed = last_changed(reader, kChangedFiles);
  for (int round = 0; round < 3; ++round) {
    for (const FileId file : changed) touch_file(reader, numbers, file, traces[2]);
  }
  for (PageTrace& trace : traces) {
    trace.page_bytes = numbers.sizes();
    trace.record_bytes = numbers.record_sizes();
  }
  return traces;
}

std::uint64_t lru_hits(const PageTrace& trace, std::uint64_t max_bytes, std::uint64_t overhead_bytes) {
  std::list<std::uint32_t> recent;  // most recent first
  std::unordered_map<std::uint32_t, std::list<std::uint32_t>::iterator> held;
  std::uint64_t bytes = 0, hits = 0;
  for (const std::uint32_t page : trace.requests) {
    if (const auto at = held.find(page); at != held.end()) {
      ++hits;
      recent.splice(recent.begin(), recent, at->second);
      continue;
    }
    recent.push_front(page);
    held[page] = recent.begin();
    bytes += trace.page_bytes[page] + overhead_bytes;
    while (bytes > max_bytes && !recent.empty()) {
      bytes -= trace.page_bytes[recent.back()] + overhead_bytes;
      held.erase(recent.back());
      recent.pop_back();
    }
  }
  return hits;
}

std::uint64_t clairvoyant_hits(const PageTrace& trace, std::uint64_t max_bytes, std::uint64_t overhead_bytes) {
  const std::size_t n = trace.requests.size();
  std::vector<std::size_t> next(n, n);  // the request after this one for the same page
  std::unordered_map<std::uint32_t, std::size_t> later;
  for (std::size_t i = n; i-- > 0;) {
    const auto [at, fresh] = later.try_emplace(trace.requests[i], i);
    if (!fresh) next[i] = std::exchange(at->second, i);
  }
  std::set<std::pair<std::size_t, std::uint32_t>> held;  // by when it is needed next
  std::uint64_t bytes = 0, hits = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t page = trace.requests[i];
    const std::uint64_t cost = trace.page_bytes[page] + overhead_bytes;
    if (held.erase({i, page}) != 0) {
      ++hits;
    } else {
      bytes += cost;
    }
    held.insert({next[i], page});
    while (bytes > max_bytes && !held.empty()) {
      const auto furthest = std::prev(held.end());
      bytes -= trace.page_bytes[furthest->second] + overhead_bytes;
      held.erase(furthest);
    }
  }
  return hits;
}

}  // namespace cg::bench
