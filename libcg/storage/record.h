#pragma once
#include <memory>
#include <string_view>

namespace cg::storage {

/// A record and what keeps its bytes in memory: the page it was read from, or a copy of its own.
struct Record {
  std::shared_ptr<const void> owner;
  std::string_view bytes;
};

}  // namespace cg::storage
