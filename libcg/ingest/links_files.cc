// Files that come into an index and go from it, under numbers of their own (graph/file_numbers.h): what is written is what they
// say, what was said of them, and nothing of the others.
#include <optional>
#include <string_view>
#include <utility>

#include "libcg/base/bytes.h"
#include "libcg/ingest/links_edit.h"
#include "libcg/parse/language.h"
#include "libcg/storage/name_table_editor.h"
#include "libcg/storage/schema.h"

namespace cg::ingest {

namespace schema = storage::schema;

void LinksEdit::remove(FileId file) {
  const graph::FileRow row = file_row(file);
  const std::vector<std::uint32_t> none(row.symbols, kNone);
  renumber(file, none);
  files_.insert(file);
  remove_sites(file);
  for (std::uint32_t first = 0; first < row.symbols; first += schema::kSymbolChunk) {
    const std::uint64_t key = chunk_of({file, first});
    symbols_.set(key, std::nullopt);
    texts_.set(key, std::nullopt);
  }
  files_table_.set(numbers_.stored(file), std::nullopt);
  paths_[row.path] = kNone;
  --counts_.files;
  counts_.symbols -= row.symbols;
  counts_.lines -= row.lines;
  counts_.bytes -= row.stamp.size_bytes;
}

void LinksEdit::add(FileId file, const TreeEntry& entry, const parse::Facts& facts, const LinkedFile& linked) {
  graph::FileRow row;
  row.path = entry.path;
  row.language = entry.language;
  row.separator = parse::all_languages()[parse::language_of_name(entry.language)].separator;
  files_.insert(file);
  add_sites(file, linked);
  define_names(file, facts);
  write_symbols(file, row, facts);
  write_row(file, row, entry, facts, linked);
  paths_[row.path] = file;
  ++counts_.files;
  counts_.symbols += facts.symbols.size();
  counts_.lines += facts.lines;
  counts_.bytes += facts.bytes;
}

void LinksEdit::edit_paths() {
  const storage::PageCodec codec(schema::kPaths);
  std::vector<std::string_view> paths;
  std::vector<FileId> files;
  for (const auto& [path, file] : paths_) {
    paths.push_back(path);
    files.push_back(file);
  }
  storage::NameTableEditor(txn_, env_.table(schema::kPaths), codec)
      .change_each(paths, [&](std::size_t i, std::optional<std::string_view>) -> std::optional<std::string> {
        if (files[i] == kNone) return std::nullopt;
        ByteWriter number;
        number.varint(numbers_.stored(files[i]));
        return number.take();
      });
}

}  // namespace cg::ingest
