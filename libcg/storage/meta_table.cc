#include "libcg/storage/meta_table.h"

#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"

namespace cg::storage {

std::optional<std::string_view> read_meta(const Environment& environment, const Transaction& transaction, std::string_view key) {
  const Table table = environment.table(schema::kMeta);
  const auto value = transaction.get(table, key);
  if (!value) prove_absent(transaction, table, schema::kMeta, key, kBareMetaKey);
  if (!value || key == kBareMetaKey) return value;
  return unsealed(schema::kMeta, key, *value);
}

std::string meta_value(std::string_view key, std::string_view text) {
  return key == kBareMetaKey ? std::string(text) : sealed(schema::kMeta, key, text);
}

}  // namespace cg::storage
