#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "libcg/base/hash.h"

// The tables of a store of facts and what their keys and values are; why so is in facts_store.cc.
//   meta    "version", bare; "bytes": what packs and places took when last written anew, sealed (storage/sealed_value.h)
//   packs   u32 big-endian, the pack times 2 plus 0 for heads, 1 for tails -> page of class "facts"
//   places  the key's 16 bytes -> varints: pack, offset and size of the head, offset and size of the tail; sealed

namespace cg::ingest {

inline constexpr const char* kFactsMeta = "meta";
inline constexpr const char* kFactsPacks = "packs";
inline constexpr const char* kFactsPlaces = "places";
inline constexpr const char* kFactsClass = "facts";  ///< of the packs' pages; storage/page_level.cc knows it

inline constexpr const char* kFactsVersionKey = "version";
inline constexpr const char* kFactsBytesKey = "bytes";

enum FactsPart : std::uint32_t { kHead = 0, kTail = 1 };

/// Where a file's facts are.
struct FactsAt {
  std::uint32_t pack = 0;
  std::uint32_t head_at = 0, head_size = 0, tail_at = 0, tail_size = 0;
};

[[nodiscard]] std::string facts_store_version();
/// What stands under a key, as bytes. Of facts that lie elsewhere it is another: a place is proved with its key.
[[nodiscard]] std::string encode_facts_place(std::string_view key, const FactsAt& place);
/// Error{kFormat}
[[nodiscard]] FactsAt decode_facts_place(std::string_view key, std::string_view value);
[[nodiscard]] std::string facts_key_bytes(const Hash128& key);
[[nodiscard]] Hash128 facts_key_of(std::string_view bytes);
[[nodiscard]] std::string facts_pack_key(std::uint32_t pack, FactsPart part);

}  // namespace cg::ingest
