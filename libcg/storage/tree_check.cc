#include "libcg/storage/tree_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/mmap.h"
#include "libcg/storage/file_header.h"
#include "libcg/storage/table.h"
#include "libcg/storage/tree_page.h"

namespace cg::storage {
namespace {

class File {
 public:
  explicit File(const std::string& path)
      : path_(path), header_(read_file_header(path)), file_(MappedFile::open(path)), used_(header_.last_page + 1) {}

  void check() {
    const std::string_view meta = file_.view().substr(header_.offset);
    walk(TableRecord(meta.substr(kFreeListRecordAt, kTableRecordBytes)), Kind::kFreeList);
    walk(TableRecord(meta.substr(kMainTableRecordAt, kTableRecordBytes)), Kind::kMainTable);
  }

 private:
  enum class Kind { kFreeList, kMainTable, kTable };

  /// One tree on its way: what was counted, and between which keys it is.
  struct Walk {
    Kind kind;
    std::uint16_t depth;
    std::uint64_t pages[3] = {0, 0, 0};
    std::uint64_t entries = 0;
    std::optional<std::string> last;   // the key read last
    std::optional<std::string> floor;  // the next key is not below this
  };

  [[noreturn]] void fail(std::uint64_t page, std::string_view cause) const {
    throw Error(ErrorKind::kFormat,
                fmt::format("{}: the index is damaged: page {} {}; run cg-index to rebuild it", path_, page, cause));
  }

  /// Marks pages as used, once.
  void use(std::uint64_t page, std::uint64_t count) {
    if (count == 0) return;
    if (page < 2 || page > header_.last_page || count > header_.last_page - page + 1) {
      fail(page, "lies outside of the file");
    }
    for (std::uint64_t i = page; i < page + count; ++i) {
      if (used_[i]) fail(i, "is used twice");
      used_[i] = true;
    }
  }

  /// The bytes of a page that nothing has used yet.
  std::string_view take(std::uint64_t page) {
    use(page, 1);
    const auto bytes = file_.view().substr(page * header_.page_bytes, header_.page_bytes);
    if (tree_number_at<std::uint64_t>(bytes, 0) != page) fail(page, "has another page's number");
    return bytes;
  }

  void walk(const TableRecord& record, Kind kind) {
    if (record.depth > kMaxTreeDepth) fail(record.root, "roots a tree that is too deep");
    Walk walk{kind, record.depth, {}, 0, {}, {}};
    if (record.root != kNoTreePage) visit(walk, record.root, 1);
    if (!std::equal(walk.pages, walk.pages + 3, record.pages) || walk.entries != record.entries) {
      fail(record.root, "roots a table that has not the size it claims");
    }
  }

  void visit(Walk& walk, std::uint64_t number, unsigned level) {
    if (level > walk.depth) fail(number, "lies deeper than its table");
    const TreePage page(take(number));
    const bool leaf = level == walk.depth;
    if (const char* const damage = page.damage(number, leaf)) fail(number, damage);
    ++walk.pages[leaf ? 1 : 0];
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::string key = ordered(walk.kind, number, page.key(i), !leaf && i == 0);
      if (leaf) {
        if ((walk.last && key <= *walk.last) || (walk.floor && key < *walk.floor))
          fail(number, "has keys out of order");
        walk.last = key;
        ++walk.entries;
        check_value(walk, number, page, i);
      } else {
        if (i > 0) {
          if (walk.last && key <= *walk.last) fail(number, "has keys out of order");
          walk.floor = key;
        }
        visit(walk, page.child(i), level + 1);
      }
    }
  }

  void check_value(Walk& walk, std::uint64_t number, const TreePage& page, std::size_t index) {
    const std::size_t size = page.value_bytes(index);
    const std::string_view stored = page.behind_key(index);
    if (page.flags(index) == kBigValue) {
      const auto first = tree_number_at<std::uint64_t>(stored, 0);
      const std::string_view value = take(first);
      // A value that shrinks in place keeps the pages it had.
      const std::uint64_t pages = tree_number_at<std::uint32_t>(value, 12);
      if (tree_number_at<std::uint16_t>(value, 10) != kOverflowPage || pages * header_.page_bytes < kTreePageHead + size) {
        fail(first, "is of the wrong kind");
      }
      use(first + 1, pages - 1);
      walk.pages[2] += pages;
      return;
    }
    if (page.flags(index) == 0) return;
    if (walk.kind != Kind::kMainTable || size != kTableRecordBytes) fail(number, "has an entry of an unknown kind");
    const std::string_view record = stored.substr(0, kTableRecordBytes);
    if (tree_number_at<std::uint16_t>(record, 4) != 0) fail(number, "has a table of an unknown kind");
    this->walk(TableRecord(record), Kind::kTable);
  }

  /// A key such that the order of strings is LMDB's: bytes as they are, but numbers in the free list.
  std::string ordered(Kind kind, std::uint64_t page, std::string_view key, bool may_be_empty) const {
    if (key.empty() && !may_be_empty) fail(page, "has an empty key");
    std::string bytes(key);
    if (kind == Kind::kFreeList && !key.empty()) {
      if (key.size() != 8) fail(page, "has a damaged key");
      std::reverse(bytes.begin(), bytes.end());
    }
    return bytes;
  }

  std::string path_;
  FileHeader header_;
  MappedFile file_;
  std::vector<bool> used_;
};

}  // namespace

void check_trees(const std::string& path) { File(path).check(); }

}  // namespace cg::storage
