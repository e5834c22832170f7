// The trees of an LMDB 0.9 data file, as far as readers depend on them. Numbers are in host order; every page begins with
//   page number (8), unused (2), flags (2), then for tree pages: end of slots (2), begin of nodes (2);
//   for the first of a run of overflow pages: number of pages (4)
// followed by slots (2 each: where a node lies). A node is
//   leaf:   value size (4), flags (2), key size (2), key, value or, if it is large, the number of its overflow page (8)
//   branch: page number (6), key size (2), key; the first key of a branch page counts as lower than all
// A table's record, in the head of the file and as a value in the main table, is
//   unused (4), flags (2), depth (2), branch, leaf and overflow pages (8 each), entries (8), root page (8)
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

namespace cg::storage {
namespace {

constexpr std::size_t kPageHead = 16;
constexpr std::size_t kNodeHead = 8;
constexpr std::size_t kTableRecord = 48;
constexpr std::size_t kFreeListRecord = 40;  // offsets of the two records in a meta page
constexpr std::size_t kMainTableRecord = 88;
constexpr unsigned kMaxDepth = 32;  // LMDB's cursors have no more levels
constexpr std::uint64_t kNoPage = ~std::uint64_t{0};

enum PageFlags : std::uint16_t { kBranch = 0x01, kLeaf = 0x02, kOverflow = 0x04 };
enum NodeFlags : std::uint16_t { kBigValue = 0x01, kSubTable = 0x02 };

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

struct TableRecord {
  std::uint16_t depth;
  std::uint64_t pages[3];  // branch, leaf, overflow
  std::uint64_t entries;
  std::uint64_t root;

  explicit TableRecord(std::string_view bytes)
      : depth(number_at<std::uint16_t>(bytes, 6)),
        pages{number_at<std::uint64_t>(bytes, 8), number_at<std::uint64_t>(bytes, 16),
              number_at<std::uint64_t>(bytes, 24)},
        entries(number_at<std::uint64_t>(bytes, 32)),
        root(number_at<std::uint64_t>(bytes, 40)) {}
};

class File {
 public:
  explicit File(const std::string& path)
      : path_(path), header_(read_file_header(path)), file_(MappedFile::open(path)), used_(header_.last_page + 1) {}

  void check() {
    const std::string_view meta = file_.view().substr(header_.offset);
    walk(TableRecord(meta.substr(kFreeListRecord, kTableRecord)), Kind::kFreeList);
    walk(TableRecord(meta.substr(kMainTableRecord, kTableRecord)), Kind::kMainTable);
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
    if (number_at<std::uint64_t>(bytes, 0) != page) fail(page, "has another page's number");
    return bytes;
  }

  void walk(const TableRecord& record, Kind kind) {
    if (record.depth > kMaxDepth) fail(record.root, "roots a tree that is too deep");
    Walk walk{kind, record.depth, {}, 0, {}, {}};
    if (record.root != kNoPage) visit(walk, record.root, 1);
    if (!std::equal(walk.pages, walk.pages + 3, record.pages) || walk.entries != record.entries) {
      fail(record.root, "roots a table that has not the size it claims");
    }
  }

  void visit(Walk& walk, std::uint64_t number, unsigned level) {
    if (level > walk.depth) fail(number, "lies deeper than its table");
    const std::string_view page = take(number);
    const auto flags = number_at<std::uint16_t>(page, 10);
    const bool leaf = level == walk.depth;
    if (flags != (leaf ? kLeaf : kBranch)) fail(number, "is of the wrong kind");
    ++walk.pages[leaf ? 1 : 0];
    const std::size_t slots_end = number_at<std::uint16_t>(page, 12);
    const std::size_t nodes = number_at<std::uint16_t>(page, 14);
    if (slots_end < kPageHead || slots_end % 2 != 0 || slots_end > nodes || nodes > page.size()) {
      fail(number, "has a damaged head");
    }
    const std::size_t count = (slots_end - kPageHead) / 2;
    if (count < (leaf ? 1U : 2U)) fail(number, "has too few entries");
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = number_at<std::uint16_t>(page, kPageHead + 2 * i);
      if (at < nodes || at + kNodeHead > page.size()) fail(number, "points outside of itself");
      const std::string_view node = page.substr(at);
      const std::size_t key_bytes = number_at<std::uint16_t>(node, 6);
      if (key_bytes > kMaxKeyBytes || kNodeHead + key_bytes > node.size()) fail(number, "has a key outside of it");
      const std::string key = ordered(walk.kind, number, node.substr(kNodeHead, key_bytes), !leaf && i == 0);
      if (leaf) {
        if ((walk.last && key <= *walk.last) || (walk.floor && key < *walk.floor))
          fail(number, "has keys out of order");
        walk.last = key;
        ++walk.entries;
        check_value(walk, number, node, kNodeHead + key_bytes);
      } else {
        if (i > 0) {
          if (walk.last && key <= *walk.last) fail(number, "has keys out of order");
          walk.floor = key;
        }
        visit(walk, number_at<std::uint64_t>(node, 0) & 0xffffffffffffU, level + 1);
      }
    }
  }

  void check_value(Walk& walk, std::uint64_t number, std::string_view node, std::size_t value_at) {
    const std::size_t size = number_at<std::uint32_t>(node, 0);
    const auto flags = number_at<std::uint16_t>(node, 4);
    if (flags == kBigValue) {
      if (value_at + 8 > node.size()) fail(number, "has a value outside of it");
      const auto first = number_at<std::uint64_t>(node, value_at);
      const std::string_view value = take(first);
      // A value that shrinks in place keeps the pages it had.
      const std::uint64_t pages = number_at<std::uint32_t>(value, 12);
      if (number_at<std::uint16_t>(value, 10) != kOverflow || pages * header_.page_bytes < kPageHead + size) {
        fail(first, "is of the wrong kind");
      }
      use(first + 1, pages - 1);
      walk.pages[2] += pages;
      return;
    }
    if (size > node.size() - value_at) fail(number, "has a value outside of it");
    if (flags == 0) return;
    if (flags != kSubTable || walk.kind != Kind::kMainTable || size != kTableRecord) {
      fail(number, "has an entry of an unknown kind");
    }
    const std::string_view record = node.substr(value_at, kTableRecord);
    if (number_at<std::uint16_t>(record, 4) != 0) fail(number, "has a table of an unknown kind");
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
