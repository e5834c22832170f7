#include "libcg/base/hash.h"

#define XXH_INLINE_ALL  // the short-input paths are a few instructions; a library call would double them
#include <xxhash.h>

#include <fmt/format.h>

namespace cg {

std::string Hash128::hex() const { return fmt::format("{:016x}{:016x}", hi, lo); }

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) noexcept {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Hash128 hash128(std::string_view bytes, std::uint64_t seed) noexcept {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
  return {hash.low64, hash.high64};
}

}  // namespace cg
