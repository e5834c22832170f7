// page_ratio INDEX: what the pages of an index would take otherwise, by class: with a dictionary trained for the class, at
// other levels, and, for the store of facts, in larger packs. Bytes are of frames, without LMDB's rounding; times are CPU time of the one
// thread, for all pages of the class, with and without a dictionary by turns in one run.
//
// What is kind to dictionaries here: they are trained on pages spread evenly over the very table that they then compress, while
// a build that writes its first page before it has seen its last file could train on the first ones only; and an index that is
// updated for long would keep that of its first build.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/bench/quantiles.h"
#include "libcg/ingest/facts_layout.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/table_forms.h"
#include "libcg/storage/transaction.h"

namespace {

using namespace cg;
using Pages = std::vector<std::string>;

/// The raw pages of a table, in the order of their keys.
Pages raw_pages(const storage::Environment& env, const char* table, const char* page_class) {
  const storage::ReadTransaction txn(env);
  const storage::PageCodec codec(page_class);
  Pages pages;
  storage::Cursor cursor(txn, env.table(table));
  for (bool more = cursor.first(); more; more = cursor.next()) pages.push_back(codec.decode(cursor.value()));
  return pages;
}

std::uint64_t total(const Pages& pages) {
  std::uint64_t sum = 0;
  for (const std::string& page : pages) sum += page.size();
  return sum;
}

double percent(std::uint64_t part, std::uint64_t whole) { return 100.0 * static_cast<double>(part) / static_cast<double>(whole); }

struct Encoded {
  Pages frames;
  std::uint64_t bytes = 0;
  double cpu_s = 0;
};

Encoded encode(const storage::PageCodec& codec, const Pages& pages) {
  Encoded out;
  const std::int64_t begin = thread_cpu_ns();
  for (const std::string& page : pages) out.frames.push_back(codec.encode(page));
  out.cpu_s = static_cast<double>(thread_cpu_ns() - begin) / 1e9;
  out.bytes = total(out.frames);
  return out;
}

/// Nanoseconds to decode a page, of at most kMost pages spread over all.
double decode_ns(const storage::PageCodec& codec, const Pages& frames) {
  constexpr std::size_t kMost = 4000;
  const std::size_t stride = std::max<std::size_t>(frames.size() / kMost, 1);
  std::string raw;
  std::size_t count = 0;
  const std::int64_t begin = thread_cpu_ns();
  for (std::size_t i = 0; i < frames.size(); i += stride, ++count) codec.decode(frames[i], raw);
  return static_cast<double>(thread_cpu_ns() - begin) / static_cast<double>(count);
}

storage::PageCodec codec_of(const char* page_class, std::string dictionary = {}) {
  storage::PageCodecOptions options;
  options.dictionary = std::move(dictionary);
  return storage::PageCodec(page_class, std::move(options));
}

/// Some pages spread over the table, as many as a dictionary of that size wants (zdict.h: a hundred times its bytes).
Pages samples(const Pages& pages, std::size_t dictionary_bytes) {
  const std::uint64_t wanted = 100 * std::uint64_t{dictionary_bytes};
  const std::size_t stride = std::max<std::size_t>(static_cast<std::size_t>(total(pages) / wanted), 1);
  Pages out;
  for (std::size_t i = 0; i < pages.size(); i += stride) out.push_back(pages[i]);
  return out;
}

struct Sum {
  std::uint64_t plain = 0, with = 0;
};

void try_dictionaries(const char* page_class, const Pages& pages, std::map<std::size_t, Sum>& sums) {
  if (pages.empty()) return;
  const storage::PageCodec plain = codec_of(page_class);
  const Encoded now = encode(plain, pages);
  fmt::print("{:<12} {:>7} pages, raw {:>11}, now {:>11} ({:.1f}%)\n", page_class, pages.size(), total(pages), now.bytes, percent(now.bytes, total(pages)));
  for (const std::size_t size : {std::size_t{16} << 10, std::size_t{64} << 10, std::size_t{112} << 10}) {
    Sum& sum = sums[size];
    sum.plain += now.bytes;
    std::string dictionary = storage::train_dictionary(samples(pages, size), size);
    const std::uint64_t itself = dictionary.size();
    if (dictionary.empty()) {
      sum.with += now.bytes;
      fmt::print("  dictionary of {:>3} KiB: cannot be trained\n", size >> 10U);
      continue;
    }
    const storage::PageCodec codec = codec_of(page_class, std::move(dictionary));
    const Encoded with = encode(codec, pages);
    sum.with += std::min(now.bytes, with.bytes + itself);
    std::vector<double> without_ns, with_ns;
    for (int round = 0; round < 7; ++round) {
      without_ns.push_back(decode_ns(plain, now.frames));
      with_ns.push_back(decode_ns(codec, with.frames));
    }
    fmt::print("  dictionary of {:>3} KiB: {:>11} and itself, {:+.1f}%; a page decodes in {:.1f} us, {:.1f} without; all encode in {:.2f} s, {:.2f} without\n", size >> 10U,
               with.bytes, percent(with.bytes + itself, now.bytes) - 100, bench::median(with_ns) / 1000, bench::median(without_ns) / 1000, with.cpu_s, now.cpu_s);
  }
}

void try_levels(const char* page_class, const Pages& pages) {
  if (pages.empty()) return;
  std::optional<Encoded> now;
  for (const int level : {3, 1, 2, 4, 5, 6, 7, 9, 12}) {
    storage::PageCodecOptions options;
    options.level = level;
    const Encoded tried = encode(storage::PageCodec(page_class, options), pages);
    if (!now) now = Encoded{{}, tried.bytes, tried.cpu_s};
    fmt::print("  {} at level {:>2}: {:>11} ({:+.1f}%), encodes in {:.2f} s\n", page_class, level, tried.bytes, percent(tried.bytes, now->bytes) - 100, tried.cpu_s);
  }
}

/// Heads and tails each in packs of several.
void try_larger_packs(const Pages& packs) {
  for (const std::size_t join : {std::size_t{1}, std::size_t{2}, std::size_t{4}, std::size_t{8}}) {
    Pages joined;
    for (const std::size_t part : {std::size_t{0}, std::size_t{1}}) {
      std::string pack;
      std::size_t in_pack = 0;
      for (std::size_t i = part; i < packs.size(); i += 2) {
        pack += packs[i];
        if (++in_pack % join == 0 || i + 2 >= packs.size()) joined.push_back(std::exchange(pack, {}));
      }
    }
    for (const int level : {3, 6}) {
      storage::PageCodecOptions options;
      options.level = level;
      const Encoded tried = encode(storage::PageCodec(ingest::kFactsClass, options), joined);
      fmt::print("  facts in packs of {:>4} KiB at level {}: {:>11}, encode in {:.2f} s\n", 256 * join, level, tried.bytes, tried.cpu_s);
    }
  }
}

int run(const std::filesystem::path& index) {
  std::map<std::size_t, Sum> sums;
  {
    const storage::Environment env = storage::open_live_index(index);
    for (const auto& [name, form, of_search] : storage::kIndexTables) {
      if (form == storage::TableForm::kPlain || of_search || !env.find_table(name)) continue;
      try_dictionaries(name, raw_pages(env, name, name), sums);
    }
    for (const auto& [size, sum] : sums) {
      fmt::print("the graph with dictionaries of {} KiB where they help: {} of {}, {:+.2f}%\n", size >> 10U, sum.with, sum.plain, percent(sum.with, sum.plain) - 100);
    }
    for (const char* name : {storage::schema::kSymbols, storage::schema::kSites, storage::schema::kTexts, storage::schema::kIncoming}) {
      try_levels(name, raw_pages(env, name, name));
    }
  }
  const auto facts = storage::live_index(index, storage::kFactsNames);
  if (!facts) return 0;
  const Pages packs = raw_pages(storage::Environment::open_read(*facts), ingest::kFactsPacks, ingest::kFactsClass);
  std::map<std::size_t, Sum> of_facts;
  try_dictionaries(ingest::kFactsClass, packs, of_facts);
  try_levels(ingest::kFactsClass, packs);
  try_larger_packs(packs);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "page_ratio INDEX\n");
    return 2;
  }
  try {
    return run(argv[1]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "page_ratio: {}\n", error.what());
    return 2;
  }
}
