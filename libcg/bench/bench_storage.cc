// What lies below the graph: compressed pages, reading in batches, committing in batches.

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/hash.h"
#include "libcg/bench/benchmark.h"
#include "libcg/bench/index_pages.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_reader.h"
#include "libcg/storage/writer_lock.h"

namespace cg::bench {
namespace {

namespace schema = storage::schema;

void add_page_class(Bench& bench, const IndexPages& pages, const char* table) {
  const std::string name = fmt::format("pages.{}", table);
  const auto frames = pages.frames(table, 200);
  if (frames.empty()) {
    bench.missing(name, "", "the index has no page of this class");
    return;
  }
  const storage::PageCodec& codec = pages.codec(table);
  std::vector<std::string> raw;
  double stored_bytes = 0, raw_bytes = 0;
  for (const std::string& frame : frames) {
    raw.push_back(codec.decode(frame));
    stored_bytes += static_cast<double>(frame.size());
    raw_bytes += static_cast<double>(raw.back().size());
  }
  const auto count = static_cast<double>(frames.size());
  Result size = size_result(name + ".size", "", "raw page, mean bytes", raw_bytes / count, "stored page, mean bytes", stored_bytes / count);
  size.facts = {{"saved_share", 1 - stored_bytes / raw_bytes}, {"pages", count}};
  bench.add(std::move(size));

  // Without compression a page would still have to be proved whole before it is trusted.
  std::string buffer;
  const Way copy = [&] {
    std::uint64_t digest = 0;
    for (const std::string& page : raw) {
      buffer.assign(page);
      digest += hash64(buffer);
    }
    return digest;
  };
  const Way decode = [&] {
    std::uint64_t digest = 0;
    for (const std::string& frame : frames) {
      codec.decode(frame, buffer);
      digest += hash64(buffer);
    }
    return digest;
  };
  Result speed = bench.time({name + ".decode", "", "an uncompressed page: copied and hashed", copy, "decompressed, checked and hashed, a page",
                             decode, frames.size()}, bench.plan(0.25));
  speed.facts = {{"mean_raw_bytes", raw_bytes / count}};
  bench.add(std::move(speed));
}

/// Chunks of symbols that exist, drawn at random.
std::vector<std::uint64_t> draw_keys(Bench& bench, std::size_t count) {
  Random random(bench.settings().seed);
  graph::IndexReader& reader = bench.reader();
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 0; i < count; ++i) {
    const auto file = static_cast<FileId>(random.below(reader.file_count()));
    const std::uint32_t chunks = (reader.file(file).symbols + schema::kSymbolChunk - 1) / schema::kSymbolChunk;
    keys.push_back(schema::chunk_key(file, static_cast<std::uint32_t>(random.below(std::max(chunks, 1U)))));
  }
  return keys;
}

}  // namespace

void bench_pages(Bench& bench) {
  const IndexPages pages(bench.settings().index);
  for (const char* table : IndexPages::tables()) add_page_class(bench, pages, table);
}

void bench_read_batch(Bench& bench) {
  const IndexPages pages(bench.settings().index);
  if (bench.reader().file_count() == 0) {
    bench.missing("read.batch", "", "the index has no files");
    return;
  }
  constexpr std::size_t kKeys = 1000;
  const auto keys = draw_keys(bench, kKeys);
  const storage::Table table = pages.table(schema::kSymbols);
  const storage::PageCodec& codec = pages.codec(schema::kSymbols);
  const Way one_by_one = [&] {
    std::uint64_t digest = 0;
    for (const std::uint64_t key : keys) {
      const storage::ReadTransaction txn(pages.environment());
      storage::SegmentReader reader(txn, table, codec);
      if (const auto record = reader.find(key)) digest += hash64(record->bytes);
    }
    return digest;
  };
  for (const std::size_t batch : {std::size_t{1}, std::size_t{10}, std::size_t{100}, kKeys}) {
    const Way batched = [&, batch] {
      std::uint64_t digest = 0;
      std::vector<std::uint64_t> sorted;
      for (std::size_t begin = 0; begin < keys.size(); begin += batch) {
        sorted.assign(keys.begin() + static_cast<std::ptrdiff_t>(begin), keys.begin() + static_cast<std::ptrdiff_t>(std::min(begin + batch, keys.size())));
        const auto drawn = sorted;
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        const storage::ReadTransaction txn(pages.environment());
        storage::SegmentReader reader(txn, table, codec);
        reader.find_each(sorted, [&](std::uint64_t key, const storage::Record& record) {
          // A key that was drawn twice is answered twice.
          digest += hash64(record.bytes) * static_cast<std::uint64_t>(std::count(drawn.begin(), drawn.end(), key));
        });
      }
      return digest;
    };
    Result result = bench.time({fmt::format("read.batch.{}", batch), "", "a transaction and a lookup for each key, in the order asked", one_by_one,
                                fmt::format("{} keys a transaction, sorted, each page decoded once", batch), batched, kKeys}, bench.plan(0.5));
    result.facts = {{"batch", static_cast<double>(batch)}};
    bench.add(std::move(result));
  }
}

void bench_write_buffer(Bench& bench) {
  const auto directory = bench.settings().scratch / "write";
  std::filesystem::create_directories(directory);
  const auto path = directory / "data.lmdb";
  {
    storage::Environment fresh = storage::Environment::create(path);
    static_cast<void>(fresh.create_table("items"));
    fresh.sync();
  }
  const storage::WriterLock lock(directory / "lock");
  storage::Environment env = storage::Environment::open_write(path, lock);
  const storage::Table table = env.table("items");
  constexpr std::size_t kItems = 200;
  const std::string value(200, 'v');
  std::uint64_t next = 0;
  const auto write = [&](std::size_t a_commit) {
    for (std::size_t done = 0; done < kItems; done += a_commit) {
      storage::WriteTransaction txn(env);
      for (std::size_t i = 0; i < std::min(a_commit, kItems - done); ++i) txn.put(table, fmt::format("{:06}", next++ % 5000), value);
      txn.commit();
    }
    return std::uint64_t{kItems};
  };
  MeasurePlan plan = bench.plan();
  plan.min_rounds = 5;
  plan.warm_up_rounds = 1;
  Result result = bench.time({"write.buffer", "", "a durable commit for each item", [&] { return write(1); },
                              "one durable commit for 200 items", [&] { return write(kItems); }, kItems}, plan);
  result.note = "written beside the system's temporary files: what a commit costs depends on that disk";
  bench.add(std::move(result));
}

}  // namespace cg::bench
