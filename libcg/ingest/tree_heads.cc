#include "libcg/ingest/tree_heads.h"

#include <utility>

#include "libcg/ingest/build.h"
#include "libcg/ingest/test_code.h"

namespace cg::ingest {

TreeHeads::TreeHeads(FactsStore& store, std::vector<const TreeEntry*> files) : reader_(store), files_(std::move(files)) {}

const parse::Facts* TreeHeads::head(FileId file) {
  if (const auto given = given_.find(file); given != given_.end()) return given->second;
  const auto [known, fresh] = read_.try_emplace(file);
  std::optional<parse::Facts>& facts = known->second;
  if (fresh) {
    if (const auto bytes = reader_.head(facts_key(files_[file]->hash, files_[file]->language))) {
      facts = decode_head(*bytes);
      name_file(*facts, files_[file]->path);
      mark_test_code(*facts, language(file), files_[file]->path);
    }
  }
  return facts ? &*facts : nullptr;
}

bool TreeHeads::mentions(FileId file, std::string_view name) {
  std::unique_ptr<Program>& alone = alone_[file];
  if (!alone) {
    alone = std::make_unique<Program>();
    if (const parse::Facts* facts = head(file)) alone->add({}, language(file), *facts);
  }
  return alone->find_name(name) != kNone;
}

}  // namespace cg::ingest
