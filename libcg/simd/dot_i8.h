#pragma once
#include <cstddef>
#include <cstdint>

namespace cg::simd {

/// Rows of bytes are padded with zeros to a multiple of this many, and may be at most kMaxByteDim long, so that no sum
/// leaves 32 bits.
inline constexpr std::size_t kByteDimStep = 64;
inline constexpr std::size_t kMaxByteDim = 65536;

/// out[q * row_count + r] = the inner product of query q and row r, both of `dim` signed bytes, row behind row; exact.
/// Memory is touched in strictly ascending order, each row once for every 4 queries while it is in cache.
void dot_i8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
            std::int32_t* out);

/// out[n] = the inner product of the query and row ids[n]: for candidates strewn over many rows, which are fetched ahead.
void dot_i8_at(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
               std::int32_t* out);

}  // namespace cg::simd
