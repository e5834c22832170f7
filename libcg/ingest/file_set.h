#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cg::ingest {

/// A set of files that is filled and emptied for each file that is linked. A mark for every file of the tree, valid while it
/// is the round's: asking is one load, emptying costs nothing. (A hash set of the 1,500 headers that a kernel source reaches
/// took an allocation for each, and a fifth of all those of an index run.)
class FileSet {
 public:
  void clear() {
    files_.clear();
    if (++round_ != 0) return;
    marks_.assign(marks_.size(), 0);  // all numbers of rounds are used up
    round_ = 1;
  }
  /// Whether it was not there before.
  bool insert(std::uint32_t file) {
    if (file >= marks_.size()) marks_.resize(file + std::size_t{1});
    if (marks_[file] == round_) return false;
    marks_[file] = round_;
    files_.push_back(file);
    return true;
  }
  [[nodiscard]] bool contains(std::uint32_t file) const { return file < marks_.size() && marks_[file] == round_; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] bool empty() const { return files_.empty(); }
  /// In the order in which they came.
  [[nodiscard]] const std::vector<std::uint32_t>& files() const { return files_; }

 private:
  std::vector<std::uint32_t> marks_;
  std::vector<std::uint32_t> files_;
  std::uint32_t round_ = 1;
};

}  // namespace cg::ingest
