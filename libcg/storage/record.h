#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace cg::storage {

/// A record read from a page, which stays in memory as long as the record does.
struct Record {
  std::shared_ptr<const std::string> page;
  std::string_view bytes;
};

}  // namespace cg::storage
