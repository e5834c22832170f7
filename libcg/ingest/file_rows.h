#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cg::ingest {

/// For each file of a tree some others, such as those that it includes. One row a file, all in one piece of memory: a vector for
/// each of a kernel's files took as long to make as the rows take to be read from the index.
class FileRows {
 public:
  /// Rows come in the order of files.
  void add(std::span<const std::uint32_t> row) {
    files_.insert(files_.end(), row.begin(), row.end());
    starts_.push_back(files_.size());
  }
  [[nodiscard]] std::size_t size() const { return starts_.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t file) const {
    return std::span(files_).subspan(starts_[file], starts_[file + 1] - starts_[file]);
  }
  /// For each file those that have it in their rows, ascending, as often as they have it.
  [[nodiscard]] FileRows reversed() const {
    FileRows out;
    out.starts_.assign(starts_.size(), 0);
    for (const std::uint32_t file : files_) ++out.starts_[file + std::size_t{1}];
    for (std::size_t i = 1; i < out.starts_.size(); ++i) out.starts_[i] += out.starts_[i - 1];
    out.files_.resize(files_.size());
    std::vector<std::size_t> at(out.starts_.begin(), out.starts_.end());
    for (std::uint32_t from = 0; from < size(); ++from) {
      for (const std::uint32_t file : (*this)[from]) out.files_[at[file]++] = from;
    }
    return out;
  }

 private:
  std::vector<std::uint32_t> files_;
  std::vector<std::size_t> starts_{0};
};

}  // namespace cg::ingest
