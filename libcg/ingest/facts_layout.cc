#include "libcg/ingest/facts_layout.h"

#include "libcg/base/bytes.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/sealed_value.h"

namespace cg::ingest {

/// Raised with the codec or the layout above.
std::string facts_store_version() { return std::string("5 ") + std::string(parse::facts_version()); }

std::string encode_facts_place(std::string_view key, const FactsAt& p) {
  ByteWriter out;
  for (const std::uint32_t v : {p.pack, p.head_at, p.head_size, p.tail_at, p.tail_size}) out.varint(v);
  return storage::sealed(kFactsPlaces, key, out.view());
}

FactsAt decode_facts_place(std::string_view key, std::string_view value) {
  ByteReader in(storage::unsealed(kFactsPlaces, key, value));
  FactsAt p;
  for (std::uint32_t* v : {&p.pack, &p.head_at, &p.head_size, &p.tail_at, &p.tail_size}) *v = in.varint32();
  return p;
}

std::string facts_key_bytes(const Hash128& key) {
  std::string out;
  for (const std::uint64_t half : {key.hi, key.lo}) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(half >> shift & 0xffU);
  }
  return out;
}

Hash128 facts_key_of(std::string_view bytes) {
  Hash128 key;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::uint64_t& half = i < 8 ? key.hi : key.lo;
    half = half << 8U | static_cast<unsigned char>(bytes[i]);
  }
  return key;
}

std::string facts_pack_key(std::uint32_t pack, FactsPart part) {
  const std::uint32_t number = pack << 1U | part;
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xffU);
  return out;
}

}  // namespace cg::ingest
