#include "libcg/graph/rows_splice.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

namespace cg::graph {
namespace {

/// What a varint takes at most.
constexpr std::size_t kCountBytes = 10;
/// What a row takes, as a guess.
constexpr std::size_t kAddedRowBytes = 12;

/// The rows of one file in a list. They begin anew with it: all but the number of the file is said from its start.
struct Segment {
  FileId number = 0;       ///< in the tables
  std::size_t rows = 0;
  std::string_view bytes;  ///< without the step to that number
};

/// Walks over a list file by file.
class Segments {
 public:
  explicit Segments(std::string_view list) : in_(list), end_(list.data() + list.size()), left_(in_.count(6)) {
    if (left_ > 0) step_ = in_.varint();
  }

  bool next(Segment& out) {
    if (left_ == 0) return false;
    if (step_ > 0xffffffffU) throw Error(ErrorKind::kFormat, "the index is damaged (a list of edges); run cg-index to rebuild it");
    number_ += static_cast<FileId>(step_);
    out.number = number_;
    out.rows = 0;
    const char* const from = at();
    const char* to = from;
    do {
      for (int i = 0; i < 3; ++i) (void)in_.varint();  // owner, line, column
      (void)in_.raw(2);
      to = at();
      ++out.rows;
      --left_;
      step_ = left_ > 0 ? in_.varint() : 1;
    } while (step_ == 0);
    out.bytes = {from, static_cast<std::size_t>(to - from)};
    return true;
  }

 private:
  [[nodiscard]] const char* at() const { return end_ - in_.left(); }

  ByteReader in_;
  const char* end_;
  std::size_t left_;
  std::uint64_t step_ = 0;  ///< to the file of the next row
  FileId number_ = 0;
};

}  // namespace

std::string splice_rows(std::string_view list, const FileNumbers& numbers, FunctionRef<bool(FileId)> replaced, std::span<const IncomingRow> added) {
  std::size_t rows = 0;
  FileId last = 0;
  std::string body;  // megabytes, for a name that all of a tree uses: taken at once, and filled from behind its count
  body.reserve(list.size() + kCountBytes + kAddedRowBytes * added.size());
  body.resize(kCountBytes);
  ByteWriter number;
  const auto put = [&](const Segment& segment) {
    number.clear();
    number.varint(segment.number - last);  // modulo 2^32, as in records.cc
    body += number.view();
    body += segment.bytes;
    last = segment.number;
    rows += segment.rows;
  };
  const auto put_added = [&](std::size_t count) {
    const std::string bytes = encode_rows(numbers.stored(std::vector<IncomingRow>(added.begin(), added.begin() + static_cast<std::ptrdiff_t>(count))));
    Segments alone(bytes);
    for (Segment segment; alone.next(segment);) put(segment);
    added = added.subspan(count);
  };
  const auto added_below = [&](FileId file) {
    std::size_t count = 0;
    while (count < added.size() && added[count].source.file < file) ++count;
    if (count > 0) put_added(count);
  };
  if (!list.empty()) {
    Segments before(list);
    for (Segment segment; before.next(segment);) {
      const FileId file = numbers.shown(segment.number);
      added_below(file);
      if (!replaced(file)) put(segment);
    }
  }
  if (!added.empty()) put_added(added.size());
  if (rows == 0) return {};
  number.clear();
  number.varint(rows);
  body.replace(0, kCountBytes, number.view());
  return body;
}

}  // namespace cg::graph
