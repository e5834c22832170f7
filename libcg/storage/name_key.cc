#include "libcg/storage/name_key.h"

#include <algorithm>
#include <cassert>

#include "libcg/base/error.h"

namespace cg::storage {
namespace {

// LMDB takes no empty keys, and the lowest separator is empty: every key begins with this byte.
constexpr char kMark = 1;
constexpr std::size_t kNumberBytes = 4;

void append_number(std::string& key, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>(number >> shift);
}

}  // namespace

NameKey NameKey::between(std::string_view last_before, std::string_view first, const NameKey& key_before) {
  assert(last_before < first);
  const auto [at, unused] = std::mismatch(first.begin(), first.end(), last_before.begin(), last_before.end());
  const auto length = static_cast<std::size_t>(at - first.begin()) + 1;
  if (length < kTruncatedBytes) return NameKey(std::string(first.substr(0, length)), std::nullopt);
  NameKey key(std::string(first.substr(0, kTruncatedBytes)), 0);
  return key.same_run(key_before) ? key_before.successor() : key;
}

NameKey NameKey::parse(std::string_view bytes) {
  const bool cut = bytes.size() == 1 + kTruncatedBytes + kNumberBytes;
  if (bytes.empty() || bytes.front() != kMark || (bytes.size() > kTruncatedBytes && !cut)) {
    throw Error(ErrorKind::kFormat,
                "the index is damaged: a page of names has a malformed key; run cg-index to rebuild it");
  }
  if (!cut) return NameKey(std::string(bytes.substr(1)), std::nullopt);
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(1 + kTruncatedBytes)) number = number << 8 | static_cast<unsigned char>(byte);
  return NameKey(std::string(bytes.substr(1, kTruncatedBytes)), number);
}

std::string NameKey::bytes() const {
  std::string key(1, kMark);
  key += separator_;
  if (number_) append_number(key, *number_);
  return key;
}

std::string NameKey::probe(std::string_view name) {
  std::string key(1, kMark);
  key += name.substr(0, kTruncatedBytes);
  if (name.size() >= kTruncatedBytes) append_number(key, UINT32_MAX);
  return key;
}

}  // namespace cg::storage
