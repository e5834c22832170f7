#include "libcg/storage/segment_writer.h"

#include <cassert>
#include <utility>

#include "libcg/storage/segment_key.h"

namespace cg::storage {

SegmentWriter::SegmentWriter(PageSink sink, const PageCodec& codec, const PackOptions& options)
    : sink_(std::move(sink)), codec_(codec), packer_(*this, options) {}

void SegmentWriter::add(std::uint64_t key, std::string_view bytes) {
  assert((!any_ || key > last_key_) && "segment keys must ascend");
  any_ = true;
  last_key_ = key;
  pending_bytes_.append(bytes);
  pending_.push_back({key, pending_bytes_.size()});
  packer_.add(bytes.size() + kSegmentRecordOverheadBytes);
}

void SegmentWriter::finish() { packer_.finish(); }

std::string SegmentWriter::encode_first(std::size_t count) {
  scratch_.clear();
  std::size_t from = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Pending& record = pending_[i];
    scratch_.push_back({record.key, std::string_view(pending_bytes_).substr(from, record.end - from)});
    from = record.end;
  }
  return codec_.encode(encode_segment(scratch_));
}

void SegmentWriter::emit_first(std::size_t count, const std::string& page) {
  sink_(SegmentKey(pending_.front().key).view(), page);
  const std::size_t bytes = pending_[count - 1].end;
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
  pending_bytes_.erase(0, bytes);
  for (Pending& record : pending_) record.end -= bytes;
}

}  // namespace cg::storage
