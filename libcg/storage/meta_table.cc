#include "libcg/storage/meta_table.h"

#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"

namespace cg::storage {

std::optional<std::string_view> read_meta(const Environment& environment, const Transaction& transaction, std::string_view key) {
  const auto value = transaction.get(environment.table(schema::kMeta), key);
  if (!value || key == kBareMetaKey) return value;
  return unsealed(schema::kMeta, key, *value);
}

std::string meta_value(std::string_view key, std::string_view text) {
  return key == kBareMetaKey ? std::string(text) : sealed(schema::kMeta, key, text);
}

}  // namespace cg::storage
