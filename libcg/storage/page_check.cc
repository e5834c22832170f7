#include "libcg/storage/page_check.h"

#include <optional>

#include "libcg/base/error.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/name_block.h"
#include "libcg/storage/name_key.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_key.h"
#include "libcg/storage/segment_page.h"

namespace cg::storage {
namespace {

/// Calls check(key, raw page), which returns the number of records or throws, for every page of a table.
template <typename Check>
CheckReport walk(const Transaction& transaction, Table table, const PageCodec& codec, Check&& check) {
  CheckReport report;
  Cursor cursor(transaction, table);
  std::string raw;
  for (bool more = cursor.first(); more; more = cursor.next()) {
    ++report.pages;
    report.stored_bytes += cursor.value().size();
    try {
      codec.decode(cursor.value(), raw);
      report.raw_bytes += raw.size();
      report.records += check(cursor.key(), raw);
    } catch (const Error& error) {
      ++report.damaged_pages;
      if (report.damages.size() < CheckReport::kMaxDamages) report.damages.emplace_back(error.what());
    }
  }
  return report;
}

}  // namespace

CheckReport check_segments(const Transaction& transaction, Table table, const PageCodec& codec) {
  std::optional<std::uint64_t> last;
  return walk(transaction, table, codec, [&](std::string_view key, const std::string& raw) {
    const SegmentPage page(raw);
    page.check();
    if (page.key(0) != SegmentKey::parse(key)) codec.fail("is stored under a key that is not its own");
    if (last && page.key(0) <= *last) codec.fail("holds keys that belong to the page before");
    last = page.key(page.size() - 1);
    return page.size();
  });
}

CheckReport check_pages(const Transaction& transaction, Table table, const PageCodec& codec,
                        const std::function<std::uint64_t(std::string_view, std::string_view)>& check) {
  return walk(transaction, table, codec, check);
}

CheckReport check_sealed(const Transaction& transaction, Table table, std::string_view name, std::string_view bare) {
  CheckReport report;
  Cursor cursor(transaction, table);
  for (bool more = cursor.first(); more; more = cursor.next()) {
    ++report.pages;
    ++report.records;
    report.stored_bytes += cursor.value().size();
    report.raw_bytes += cursor.value().size();
    if (!bare.empty() && cursor.key() == bare) continue;
    try {
      (void)unsealed(name, cursor.key(), cursor.value());
    } catch (const Error& error) {
      ++report.damaged_pages;
      if (report.damages.size() < CheckReport::kMaxDamages) report.damages.emplace_back(error.what());
    }
  }
  return report;
}

CheckReport check_names(const Transaction& transaction, Table table, const PageCodec& codec) {
  std::optional<std::string> last;
  return walk(transaction, table, codec, [&](std::string_view key, const std::string& raw) {
    const NameBlock block(raw);
    block.check();
    if (key > NameKey::probe(block.first_name())) codec.fail("holds names below its key");
    // The separator must be above all that the page before holds, or lookups would go astray.
    if (last && !NameKey::parse(key).in_run() && key <= NameKey::probe(*last))
      codec.fail("holds names of the page before");
    if (last && block.first_name() <= *last) codec.fail("holds names of the page before");
    NameWalker walker(block);
    last.emplace();
    for (bool more = walker.first(); more; more = walker.next()) last->assign(walker.name());
    return block.size();
  });
}

}  // namespace cg::storage
