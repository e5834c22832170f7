#include "libcg/storage/name_table_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "libcg/base/error.h"

namespace cg::storage {

void check_name_length(std::string_view name) {
  if (name.size() > kMaxNameBytes) {
    throw Error(ErrorKind::kLimit,
                fmt::format("a name of {} bytes is longer than the limit of {}; exclude the file it comes from",
                            name.size(), kMaxNameBytes));
  }
}

std::size_t raw_name_bytes(std::string_view before, const NameEntry& entry) {
  const auto [at, unused] = std::mismatch(before.begin(), before.end(), entry.name.begin(), entry.name.end());
  const auto shared = static_cast<std::size_t>(at - before.begin());
  return 3 + entry.name.size() - shared + entry.payload.size();
}

NameTableWriter::NameTableWriter(PageSink sink, const PageCodec& codec, const PackOptions& options)
    : sink_(std::move(sink)), codec_(codec), packer_(*this, options) {}

void NameTableWriter::add(std::string_view name, std::string_view payload) {
  assert((!any_added_ || last_added_ < name) && "names must ascend");
  check_name_length(name);
  const std::size_t raw_bytes = raw_name_bytes(last_added_, {name, payload});
  any_added_ = true;
  last_added_.assign(name);
  pending_bytes_.append(name).append(payload);
  pending_.push_back({pending_bytes_.size() - payload.size(), pending_bytes_.size()});
  packer_.add(raw_bytes);
}

void NameTableWriter::finish() { packer_.finish(); }

NameEntry NameTableWriter::entry(std::size_t index) const {
  const std::size_t from = index == 0 ? 0 : pending_[index - 1].payload_end;
  const Pending& at = pending_[index];
  const std::string_view bytes(pending_bytes_);
  return {bytes.substr(from, at.name_end - from), bytes.substr(at.name_end, at.payload_end - at.name_end)};
}

std::string NameTableWriter::encode_first(std::size_t count) {
  scratch_.clear();
  for (std::size_t i = 0; i < count; ++i) scratch_.push_back(entry(i));
  return codec_.encode(encode_names(scratch_));
}

void NameTableWriter::emit_first(std::size_t count, const std::string& page) {
  if (any_written_) last_key_ = NameKey::between(last_written_, entry(0).name, last_key_);
  any_written_ = true;
  sink_(last_key_.bytes(), page);
  last_written_.assign(entry(count - 1).name);
  const std::size_t bytes = pending_[count - 1].payload_end;
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
  pending_bytes_.erase(0, bytes);
  for (Pending& left : pending_) {
    left.name_end -= bytes;
    left.payload_end -= bytes;
  }
}

}  // namespace cg::storage
