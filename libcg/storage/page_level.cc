// Which classes have a level of their own? Those that are worth a trial: each takes more than a fiftieth of the bytes that a build
// compresses. The rest (files, paths, reasons, includes, path terms) goes with page_level.
#include "libcg/storage/page_level.h"

#include <cstdint>

#include "libcg/base/knobs.h"
#include "libcg/storage/schema.h"

namespace cg::storage {
namespace {

std::uint64_t own_level(std::string_view page_class) noexcept {
  if (page_class == "facts") return knobs().facts_level;
  if (page_class == schema::kSites) return knobs().sites_level;
  if (page_class == schema::kTexts) return knobs().texts_level;
  if (page_class == schema::kIncoming) return knobs().incoming_level;
  if (page_class == schema::kSymbols) return knobs().symbols_level;
  if (page_class == schema::kNames || page_class == schema::kUnbound) return knobs().names_level;
  if (page_class == schema::kTerms) return knobs().terms_level;
  return 0;
}

}  // namespace

int page_level(std::string_view page_class) noexcept {
  const std::uint64_t own = own_level(page_class);
  return static_cast<int>(own > 0 ? own : knobs().page_level);
}

}  // namespace cg::storage
