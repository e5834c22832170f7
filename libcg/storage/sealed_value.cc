#include "libcg/storage/sealed_value.h"

#include <fmt/format.h>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/base/utf8.h"
#include "libcg/storage/cursor.h"

namespace cg::storage {
namespace {

std::uint32_t seal_of(std::string_view table, std::string_view key, std::string_view bytes) {
  return static_cast<std::uint32_t>(hash64(bytes, hash64(key, hash64(table))));
}

[[noreturn]] void fail(std::string_view table, std::string_view key, std::string_view cause) {
  throw Error(ErrorKind::kFormat,
              fmt::format("the index is damaged: \"{}\" of the table \"{}\" {}; run cg-index --rebuild", printable(key), table, cause));
}

}  // namespace

std::string sealed(std::string_view table, std::string_view key, std::string_view bytes) {
  ByteWriter out;
  out.raw(bytes);
  out.u32(seal_of(table, key, bytes));
  return out.take();
}

std::string_view without_seal(std::string_view table, std::string_view key, std::string_view value) {
  if (value.size() < kSealBytes) fail(table, key, "is cut short");
  return value.substr(0, value.size() - kSealBytes);
}

std::string_view unsealed(std::string_view table, std::string_view key, std::string_view value) {
  const std::string_view bytes = without_seal(table, key, value);
  if (ByteReader(value.substr(bytes.size())).u32() != seal_of(table, key, bytes)) fail(table, key, "does not match its checksum");
  return bytes;
}

void prove_absent(const Transaction& transaction, Table table, std::string_view name, std::string_view key, std::string_view bare) {
  Cursor cursor(transaction, table);
  const auto prove = [&](bool there) {
    if (there && (bare.empty() || cursor.key() != bare)) (void)unsealed(name, cursor.key(), cursor.value());
  };
  prove(cursor.seek_floor(key));
  prove(cursor.seek(key));
}

}  // namespace cg::storage
