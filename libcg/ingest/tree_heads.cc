#include "libcg/ingest/tree_heads.h"

#include <algorithm>
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

bool TreeHeads::any_mentions(std::string_view name) {
  constexpr std::size_t kFew = 8;
  constexpr std::uint64_t kLargeBytes = 256 << 10;  // what is larger is mostly a table
  if (!few_) {
    few_.emplace();
    for (std::size_t part = 0; part < kFew; ++part) {
      FileId best = kNone;
      for (std::size_t file = files_.size() * part / kFew; file < files_.size() * (part + 1) / kFew; ++file) {
        const TreeEntry& its = *files_[file];
        if (its.language != "c" || its.stamp.size_bytes > kLargeBytes || given_.contains(static_cast<FileId>(file))) continue;
        if (best == kNone || its.stamp.size_bytes > files_[best]->stamp.size_bytes) best = static_cast<FileId>(file);
      }
      if (best != kNone) few_->push_back(best);
    }
  }
  return std::any_of(few_->begin(), few_->end(), [&](FileId file) { return mentions(file, name); });
}

}  // namespace cg::ingest
