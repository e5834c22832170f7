#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "libcg/base/knobs.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/page_predictor.h"
#include "libcg/storage/table.h"
#include "libcg/storage/transaction.h"

namespace cg::storage {

/// By what to tell which pages will be wanted; the values of the knob query_prefetch.
enum class Foresight : std::uint8_t {
  kNone = 0,
  kNextPage = 1,  ///< of the same table
  kGraph = 2,     ///< who reads knows what it will ask for, and says so: want()
  kLearned = 3,   ///< what followed this page before: PagePredictor
};

/// How good the foresight was.
struct PrefetchCounters {
  std::uint64_t decoded = 0;  ///< pages that were wanted and not in the cache
  std::uint64_t asked = 0;    ///< pages that the system was asked to read ahead
  std::uint64_t used = 0;     ///< of them, those that were decoded before they were forgotten
  /// Of what was read ahead, the part that was wanted; of what was wanted, the part that had been read ahead.
  [[nodiscard]] double precision() const noexcept { return asked == 0 ? 0 : static_cast<double>(used) / static_cast<double>(asked); }
  [[nodiscard]] double coverage() const noexcept { return decoded == 0 ? 0 : static_cast<double>(used) / static_cast<double>(decoded); }
};

/// Has the system read pages of the index into its file cache while we are still busy with others. Only a disk is waited for less
/// by it: of a file that is in memory it costs a call a page and gains nothing, which is why it is off (prefetch.cold of cg-bench
/// says what it gains here). Nothing is decoded ahead: on the only thread that there is, it would not be any earlier.
class Prefetcher {
 public:
  /// The transaction must outlive it.
  explicit Prefetcher(const Transaction& transaction, Foresight foresight = static_cast<Foresight>(knobs().query_prefetch),
                      std::size_t most_pages = knobs().prefetch_pages);

  [[nodiscard]] Foresight foresight() const noexcept { return foresight_; }
  /// A page of segments is decoded, because it was asked for.
  void decoding(Table table, std::uint64_t first_key);
  /// Records that will be asked for. Keys should ascend: those of one page are then one.
  void want(Table table, std::span<const std::uint64_t> keys);
  [[nodiscard]] const PrefetchCounters& counters() const noexcept { return counters_; }

 private:
  void read_ahead(PageId page, std::string_view value);
  [[nodiscard]] Cursor& cursor(Table table);

  const Transaction& transaction_;
  Foresight foresight_;
  std::size_t most_pages_;
  PageSet ahead_;    // read ahead, and not decoded since
  PageSet decoded_;  // lately: they are in memory
  PagePredictor predictor_;
  std::map<unsigned, Cursor> cursors_;
  PrefetchCounters counters_;
};

}  // namespace cg::storage
