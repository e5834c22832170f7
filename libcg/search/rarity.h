#pragma once
#include <cmath>
#include <cstdint>

namespace cg::search {

/// Inverse document frequency as BM25 has it (Robertson and Sparck Jones), kept above zero: what occurs in `having` of `all`.
[[nodiscard]] inline float rarity(std::uint64_t having, std::uint64_t all) {
  const double with = static_cast<double>(having);
  const double without = static_cast<double>(all > having ? all - having : 0);
  return static_cast<float>(std::log(1.0 + (without + 0.5) / (with + 0.5)));
}

}  // namespace cg::search
