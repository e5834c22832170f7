#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/graph/records.h"
#include "libcg/ingest/link_file.h"
#include "libcg/parse/facts.h"

// What a file brings into the index, as bytes. Workers make them side by side; the index writer, which takes files in
// their order and one at a time, only puts them where they belong.

namespace cg::ingest {

/// The symbols of a file, schema::kSymbolChunk at a time.
struct EncodedSymbols {
  struct Chunk {
    std::string symbols;
    std::string texts;  ///< and parameters; empty: none of them has any
  };
  std::vector<Chunk> chunks;
};
[[nodiscard]] EncodedSymbols encode_file_symbols(const parse::Facts& facts, std::string_view separator);

/// Short records, each for one of several buckets, one after the other.
class BucketRecords {
 public:
  ByteWriter& begin() noexcept { return bytes_; }
  void end(std::size_t bucket) { ends_.push_back({static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(bytes_.size())}); }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  /// Calls visit(bucket, record) in the order in which they were made.
  template <class Visit>
  void for_each(Visit&& visit) const {
    std::size_t from = 0;
    for (const Record& r : ends_) {
      visit(std::size_t{r.bucket}, bytes_.view().substr(from, r.end - from));
      from = r.end;
    }
  }

 private:
  struct Record {
    std::uint32_t bucket, end;
  };
  ByteWriter bytes_;
  std::vector<Record> ends_;
};

/// The sites of a file, schema::kSiteChunk at a time, and the same edges for those whom they lead to.
struct EncodedLinks {
  struct Chunk {
    std::string sites;
    std::string reasons;  ///< empty: none of them has any
  };
  std::vector<Chunk> chunks;
  BucketRecords edges;  ///< target, then write_incoming; by target_bucket
  BucketRecords loose;  ///< name, then write_incoming, for sites without a target; by name_bucket
  std::uint32_t sites = 0;
  bool bounded = false;
};
/// Only the chunks, in order.
[[nodiscard]] std::vector<EncodedLinks::Chunk> encode_chunks(FileId file, const LinkedFile& linked);
[[nodiscard]] EncodedLinks encode_file_links(FileId file, const LinkedFile& linked);

/// Files a bucket of edges: a few hundred files' edges are some megabytes.
inline constexpr std::uint32_t kFilesPerBucket = 512;
[[nodiscard]] constexpr std::size_t target_bucket(FileId target) { return target / kFilesPerBucket; }

/// Names sort by bytes, and so do buckets by the first byte.
inline constexpr std::size_t kNameBuckets = 257;
[[nodiscard]] inline std::size_t name_bucket(std::string_view name) {
  return name.empty() ? 0 : 1 + static_cast<unsigned char>(name.front());
}

void write_incoming(ByteWriter& out, const graph::IncomingRow& row);
[[nodiscard]] graph::IncomingRow read_incoming(ByteReader& in);

}  // namespace cg::ingest
