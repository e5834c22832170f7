#include "libcg/storage/page_predictor.h"

namespace cg::storage {

bool PageSet::add(PageId page) {
  auto& at = place(page);
  if (at == page) return false;
  at = page;
  return true;
}

bool PageSet::remove(PageId page) {
  auto& at = place(page);
  if (at != page) return false;
  at.reset();
  return true;
}

void PagePredictor::saw(PageId page) {
  if (last_ && !(*last_ == page)) {
    Entry& entry = entries_[place(*last_)];
    if (entry.sure == 0 || !(entry.page == *last_)) {
      entry = {*last_, page, 1};
    } else if (entry.next == page) {
      entry.sure += entry.sure < 3 ? 1U : 0U;
    } else if (--entry.sure == 0) {
      entry = {*last_, page, 1};
    }
  }
  last_ = page;
}

std::optional<PageId> PagePredictor::after(PageId page) const {
  const Entry& entry = entries_[place(page)];
  if (entry.sure < 2 || !(entry.page == page)) return std::nullopt;
  return entry.next;
}

}  // namespace cg::storage
