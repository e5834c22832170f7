#pragma once
#include <cstddef>
#include <cstdint>

// Kernels for processors with AVX-512 VNNI and VPOPCNTDQ, in files compiled for these alone. Call them only where
// active_target() is kVnni. For the arguments see the kernel of the same name.

namespace cg::simd::vnni {

void dot_i8(const std::int8_t* queries, std::size_t query_count, const std::int8_t* rows, std::size_t row_count, std::size_t dim,
            std::int32_t* out);
void dot_i8_at(const std::int8_t* query, const std::int8_t* rows, const std::uint32_t* ids, std::size_t count, std::size_t dim,
               std::int32_t* out);
void hamming(const std::uint64_t* query, const std::uint64_t* rows, std::size_t row_count, std::size_t words, std::uint32_t* out);
void bit_dot(const std::uint64_t* codes, std::size_t blocks, std::size_t words, const std::uint64_t* planes, std::uint32_t* out);

}  // namespace cg::simd::vnni
