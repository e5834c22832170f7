#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cg::storage {

// A file of records that travels: to a CI cache, to a colleague. Not for random access, and proved as a whole before a
// byte of it is used.
//   "cg artifact 1\n"
//   lines "key value\n" for whoever decides whether to read on, then an empty line
//   one zstd stream of records: varint size, bytes
//   16 bytes: XXH3-128 of everything before, low half first, little-endian

/// Texts at the head of an artifact; neither part holds a newline, keys no space.
using ArtifactHead = std::vector<std::pair<std::string, std::string>>;

/// Writes one; the same head and records give the same bytes.
class ArtifactWriter {
 public:
  /// Error{kIo} if the file cannot be made. It appears at `path` when it is complete.
  ArtifactWriter(const std::string& path, const ArtifactHead& head);
  ~ArtifactWriter();

  void add(std::string_view record);
  /// The size of the whole file.
  std::uint64_t finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads one.
class ArtifactReader {
 public:
  /// Reads all of the file once, to prove it. Error{kIo} if it cannot be read, Error{kFormat} if it is foreign, cut short
  /// or damaged.
  explicit ArtifactReader(const std::string& path);
  ~ArtifactReader();

  /// The text of a key; empty if it is not there.
  [[nodiscard]] std::string head(std::string_view key) const;
  /// The next record; false behind the last. Error{kFormat}, though only a forger could bring that about.
  [[nodiscard]] bool next(std::string& record);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cg::storage
