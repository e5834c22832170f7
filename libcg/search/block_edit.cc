#include "libcg/search/block_edit.h"

#include "libcg/base/error.h"
#include "libcg/storage/cursor.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/sealed_value.h"

namespace cg::search {
namespace {

[[noreturn]] void fail() { throw Error(ErrorKind::kFormat, "a block of the tables of search is damaged; run cg-index --rebuild"); }

}  // namespace

BlockEdit::BlockEdit(storage::WriteTransaction& transaction, storage::Table search, std::size_t dim, FileId file, bool added)
    : txn_(transaction), search_(search), dim_(dim) {
  storage::Cursor cursor(txn_, search_);
  if (!cursor.seek_floor(block_key(kFilesColumn, file)) || !cursor.key().starts_with(kFilesColumn)) {
    if (!added || file != 0) fail();
    files_.emplace_back();  // the first of all
    return;
  }
  first_file_ = first_file_of(kFilesColumn, cursor.key());
  const std::string_view column = storage::unsealed(storage::schema::kSearch, cursor.key(), cursor.value());
  const std::size_t count = column.size() / kFileColumnBytes;
  if (column.size() % kFileColumnBytes != 0 || file - first_file_ >= count + (added ? 1 : 0)) fail();
  for (std::size_t at = 0; at < column.size(); at += kFileColumnBytes) files_.push_back(read_file_column(column.substr(at, kFileColumnBytes)));
  std::size_t rows = 0;
  for (const FileColumn& f : files_) {
    if (f.first_chunk != rows) fail();
    rows += f.chunks;
  }
  if (file - first_file_ == files_.size()) files_.emplace_back().first_chunk = static_cast<std::uint32_t>(rows);
  const auto take = [&](const char* name, std::size_t row_bytes) {
    const std::string key = block_key(name, first_file_);
    const auto value = txn_.get(search_, key);
    if (!value) fail();
    const std::string_view bytes = storage::unsealed(storage::schema::kSearch, key, *value);
    if (bytes.size() != rows * row_bytes) fail();
    return std::string(bytes);
  };
  chunks_ = take(kChunksColumn, kChunkColumnBytes);
  if (dim_ == 0) return;
  scales_ = take(kScalesColumn, sizeof(float));
  vectors_ = take(kVectorsColumn, dim_);
}

FileColumn BlockEdit::replace(FileId file, const Columns& now, bool path_too) {
  FileColumn& column = files_[file - first_file_];
  const FileColumn before = column;
  const auto put = [&](std::string& to, std::string_view bytes, std::size_t row_bytes) {
    to.replace(before.first_chunk * row_bytes, before.chunks * row_bytes, bytes);
  };
  put(chunks_, now.chunks, kChunkColumnBytes);
  if (dim_ > 0) {
    put(scales_, now.scales, sizeof(float));
    put(vectors_, now.vectors, dim_);
  }
  if (path_too) {
    column = now.column;
  } else {
    column.chunks = now.column.chunks;
    column.lengths = now.column.lengths;
  }
  std::uint32_t first = 0;
  for (FileColumn& f : files_) {
    f.first_chunk = first;
    first += f.chunks;
  }
  return before;
}

void BlockEdit::write() {
  const std::size_t rows = chunks_.size() / kChunkColumnBytes;
  std::size_t half = files_.size();
  if (rows >= 2 * kBlockChunks && files_.size() > 1) {
    half = 1;  // neither part is without a file
    while (half + 1 < files_.size() && files_[half].first_chunk < rows / 2) ++half;
  }
  write_files(0, half);
  if (half < files_.size()) write_files(half, files_.size());
}

void BlockEdit::write_files(std::size_t from, std::size_t to) {
  const std::size_t first = files_[from].first_chunk;
  const std::size_t rows = files_[to - 1].first_chunk + files_[to - 1].chunks - first;
  ByteWriter column;
  for (std::size_t i = from; i < to; ++i) {
    FileColumn f = files_[i];
    f.first_chunk -= static_cast<std::uint32_t>(first);
    write_file_column(column, f);
  }
  const FileId file = first_file_ + static_cast<FileId>(from);
  const auto put_bytes = [&](const char* name, std::string_view bytes) {
    const std::string key = block_key(name, file);
    txn_.put(search_, key, storage::sealed(storage::schema::kSearch, key, bytes));
  };
  const auto put = [&](const char* name, std::string_view all, std::size_t row_bytes) {
    put_bytes(name, all.substr(first * row_bytes, rows * row_bytes));
  };
  put_bytes(kFilesColumn, column.view());
  put(kChunksColumn, chunks_, kChunkColumnBytes);
  if (dim_ == 0) return;
  put(kScalesColumn, scales_, sizeof(float));
  put(kVectorsColumn, vectors_, dim_);
}

}  // namespace cg::search
