#pragma once
#include <cstdint>

namespace cg {

/// Resident memory of this process now; 0 where /proc is missing.
[[nodiscard]] std::uint64_t rss_bytes() noexcept;
/// The most it has ever been.
[[nodiscard]] std::uint64_t peak_rss_bytes() noexcept;

}  // namespace cg
