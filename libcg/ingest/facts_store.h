#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/hash.h"
#include "libcg/ingest/facts_codec.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {

/// What the facts of a file are kept under: its content and its language. Not its path: a file that is moved, reverted or
/// checked out again is known already.
[[nodiscard]] Hash128 facts_key(const Hash128& content, std::string_view language);

/// The facts of every content seen lately, in a folder of its own or beside the index. A cache: nothing depends on what is
/// in it, so a store that is missing, damaged or of another version of cg is begun anew without a word.
///
/// One object a process and folder. Finding is for any number of threads, each with its own Reader; adding is for one.
class FactsStore {
 public:
  /// Opens the store of `directory`, or prepares for a first (`anew`: even if there is one). Without a lock, because another
  /// process holds it, it is only read.
  FactsStore(const std::filesystem::path& directory, const storage::WriterLock* lock, bool anew = false);
  ~FactsStore();
  FactsStore(const FactsStore&) = delete;
  FactsStore& operator=(const FactsStore&) = delete;

  /// One thread's way to look up what was in the store when it was made. Facts lie in groups of neighbours, so files asked for
  /// in the order in which they were added cost least.
  class Reader {
   public:
    explicit Reader(const FactsStore& store);
    ~Reader();
    Reader(Reader&&) noexcept;
    /// Empty for a content that is not there or cannot be read.
    [[nodiscard]] std::optional<EncodedFacts> find(const Hash128& key);
    [[nodiscard]] std::optional<std::string> head(const Hash128& key);

   private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
  };

  /// What else is to stay when the store is written anew: the keys of the indexes that share it. Asked for only then.
  void also_keep(std::function<std::vector<Hash128>()> keys);
  /// Remembers facts; at most some hundred kilobytes wait in memory. Nothing, without a lock.
  void add(const Hash128& key, const EncodedFacts& facts);
  /// Writes what waits, durably. `live` are the keys that the index needs, in the order of files: when the store has grown far
  /// beyond what they take, what neither they nor also_keep name goes, oldest first. All Readers must be gone; the store is closed
  /// afterwards, for all purposes.
  void commit(std::span<const Hash128> live);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cg::ingest
