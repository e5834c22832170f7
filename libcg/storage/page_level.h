#pragma once
#include <string_view>

namespace cg::storage {

/// The zstd level at which pages of a class ("symbols", ...) are written: the knob of the class, or page_level where that is 0 or the
/// class has none. What is read says itself how it was written.
[[nodiscard]] int page_level(std::string_view page_class) noexcept;

}  // namespace cg::storage
