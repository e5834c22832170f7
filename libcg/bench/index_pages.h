#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/storage/environment.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/transaction.h"

namespace cg::bench {

/// The pages of an index as storage has them, for benchmarks of what lies below the reader of the graph.
class IndexPages {
 public:
  explicit IndexPages(const std::filesystem::path& index);

  /// The tables that hold pages, segments first.
  [[nodiscard]] static std::span<const char* const> tables();
  [[nodiscard]] const storage::Environment& environment() const noexcept { return env_; }
  [[nodiscard]] const storage::Transaction& transaction() const noexcept { return txn_; }
  [[nodiscard]] const storage::PageCodec& codec(const std::string& table) const { return codecs_.at(table); }
  [[nodiscard]] storage::Table table(const char* name) const { return env_.table(name); }

  /// At most `most` frames of a table as they are stored, spread evenly over it.
  [[nodiscard]] std::vector<std::string> frames(const char* table, std::size_t most) const;

 private:
  storage::Environment env_;
  std::map<std::string, storage::Table> handles_;  // opened before the transaction begins, which must know them
  storage::ReadTransaction txn_;
  std::map<std::string, storage::PageCodec> codecs_;
};

/// Names the content of an index: the live file and its last transaction. It changes with every update and build.
[[nodiscard]] std::string index_generation(const std::filesystem::path& index);

}  // namespace cg::bench
