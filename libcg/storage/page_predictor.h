#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cg::storage {

/// A page of segments: its table and the first key it holds.
struct PageId {
  std::uint32_t table = 0;
  std::uint64_t key = 0;
  friend bool operator==(const PageId&, const PageId&) = default;
  [[nodiscard]] std::uint64_t hash() const noexcept {
    return (key + 1 + table * 0xbf58476d1ce4e5b9U) * 0x9e3779b97f4a7c15U;  // odd constants of splitmix64: their upper halves are well mixed
  }
};

/// A set of pages of bounded size: as many places as are given (a power of two); a page that comes takes the place of another.
class PageSet {
 public:
  explicit PageSet(std::size_t places) : pages_(places) {}
  /// False if it was there.
  bool add(PageId page);
  /// Whether it was there.
  bool remove(PageId page);

 private:
  [[nodiscard]] std::optional<PageId>& place(PageId page) { return pages_[page.hash() >> 32U & (pages_.size() - 1)]; }
  std::vector<std::optional<PageId>> pages_;
};

/// Learns which page was read after which: a table of bounded size (as PageSet), for each page the one that followed, with a
/// counter of two bits that must be won over before another takes its place (Joseph, Grunwald: Prefetching using Markov
/// Predictors, 1997, with one successor).
class PagePredictor {
 public:
  explicit PagePredictor(std::size_t places) : entries_(places) {}

  /// The page was read now.
  void saw(PageId page);
  /// What followed it twice in a row or more often than not; empty if nothing is known.
  [[nodiscard]] std::optional<PageId> after(PageId page) const;

 private:
  struct Entry {
    PageId page, next;
    std::uint32_t sure = 0;  // 0 to 3; 0: nothing
  };
  [[nodiscard]] std::size_t place(PageId page) const { return page.hash() >> 32U & (entries_.size() - 1); }

  std::vector<Entry> entries_;
  std::optional<PageId> last_;
};

}  // namespace cg::storage
