#include "libcg/bench/index_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "libcg/base/error.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/file_header.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/schema.h"

namespace cg::bench {
namespace {

namespace schema = storage::schema;

constexpr std::array kTables{schema::kFiles, schema::kSymbols, schema::kTexts,  schema::kSites,
                             schema::kReasons, schema::kIncoming, schema::kPaths, schema::kNames, schema::kUnbound};

std::map<std::string, storage::Table> open_tables(const storage::Environment& env) {
  std::map<std::string, storage::Table> handles;
  for (const char* name : kTables) handles.emplace(name, env.table(name));
  return handles;
}

}  // namespace

IndexPages::IndexPages(const std::filesystem::path& index)
    : env_(storage::open_live_index(index)), handles_(open_tables(env_)), txn_(env_) {
  for (const char* name : kTables) {
    storage::PageCodecOptions options;
    if (const auto dictionary = storage::read_meta(env_, txn_, fmt::format("dictionary {}", name))) options.dictionary = *dictionary;
    codecs_.emplace(name, storage::PageCodec(name, std::move(options)));
  }
}

std::span<const char* const> IndexPages::tables() { return kTables; }

std::vector<std::string> IndexPages::frames(const char* table, std::size_t most) const {
  std::vector<std::string> frames;
  const std::uint64_t entries = txn_.size(handles_.at(table)).entries;
  const std::uint64_t stride = std::max<std::uint64_t>(entries / std::max<std::size_t>(most, 1), 1);
  storage::Cursor cursor(txn_, handles_.at(table));
  std::uint64_t at = 0;
  for (bool more = cursor.first(); more && frames.size() < most; more = cursor.next()) {
    if (at++ % stride == 0) frames.emplace_back(cursor.value());
  }
  return frames;
}

std::string index_generation(const std::filesystem::path& index) {
  // As readers do: a build may replace both between reading the pointer and reading the file.
  for (;;) {
    const auto live = storage::live_index(index);
    if (!live) return {};
    try {
      return fmt::format("{}:{}", live->filename().string(), storage::read_file_header(live->string()).transaction);
    } catch (const Error&) {
      if (storage::live_index(index) == live) throw;
    }
  }
}

}  // namespace cg::bench
