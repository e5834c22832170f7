#pragma once
#include <string_view>

namespace cg::ingest {

/// Stands for the sources of this floor, of the records and of the facts: an index is only changed in place by the very linker
/// that wrote it; for any other it is the start of a fresh one.
[[nodiscard]] std::string_view links_version() noexcept;

}  // namespace cg::ingest
