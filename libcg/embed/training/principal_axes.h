#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace cg::embed {

/// The rows of a table of `dim` columns in fewer dimensions: their coordinates along the `keep` axes that hold most of
/// their squared length, the first axis the most. keep <= dim.
///
/// Principal components (Pearson: On Lines and Planes of Closest Fit, 1901) without taking the mean away first: inner
/// products with the origin, which is what vectors of bags are compared by, stay as they are but for what is cut off.
[[nodiscard]] std::vector<float> along_principal_axes(std::span<const float> table, std::size_t dim, std::size_t keep);

}  // namespace cg::embed
