#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/records.h"
#include "libcg/storage/bulk_writer.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/meta_table.h"
#include "libcg/storage/name_table_writer.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/segment_writer.h"
#include "libcg/storage/writer_lock.h"
#include "tests/unit/base/temporary_directory.h"

/// A small index written by hand: what each test needs to know of the graph stands in the test. Files are added
/// by path, as they have their numbers.
class SampleIndex {
 public:
  /// Returns the new file's id; its symbol 0 is there already.
  cg::FileId file(std::string path, std::string separator = ".", std::string language = "python") {
    if (!files_.empty() && path <= files_.back().row.path) throw std::logic_error("files of a sample index are added by path");
    cg::graph::FileRow row;
    row.path = path;
    row.language = std::move(language);
    row.separator = std::move(separator);
    row.lines = 100;
    files_.push_back({std::move(row), {}, {}});
    cg::graph::SymbolRow self;
    self.name = std::move(path);
    files_.back().symbols.push_back(std::move(self));
    return static_cast<cg::FileId>(files_.size() - 1);
  }

  /// A symbol on lines `first` to `last`, its name in column 5 of the first.
  cg::SymbolRef symbol(cg::FileId file, cg::SymbolKind kind, std::string name, std::uint32_t first, std::uint32_t last,
                       std::uint32_t container = 0, std::uint32_t flags = 0, std::string owner = {}) {
    cg::graph::SymbolRow row;
    row.kind = kind;
    row.flags = flags;
    row.name = std::move(name);
    row.owner = std::move(owner);
    row.container = container;
    row.at = {first, 5};
    row.start_line = first;
    row.end_line = last;
    files_[file].symbols.push_back(std::move(row));
    return {file, static_cast<std::uint32_t>(files_[file].symbols.size() - 1)};
  }

  /// A site on a line of the source's file. Several targets make it ambiguous, none unbound.
  void site(cg::SymbolRef source, std::uint32_t line, cg::EdgeKind kind, std::vector<cg::SymbolRef> targets,
            std::uint8_t confidence = 98, std::string name = {}) {
    cg::graph::SiteRow row;
    row.kind = kind;
    row.how = targets.empty() ? cg::How::kUnresolved : targets.size() > 1 ? cg::How::kAmbiguous : cg::How::kScope;
    row.confidence = targets.empty() ? std::uint8_t{0} : confidence;
    row.owner = source.ordinal;
    row.at = {line, 9};
    row.name = std::move(name);
    row.targets = std::move(targets);
    files_[source.file].sites.push_back(std::move(row));
  }
  void call(cg::SymbolRef source, std::uint32_t line, cg::SymbolRef target) {
    site(source, line, cg::EdgeKind::kCalls, {target});
  }

  /// The row of a file, for what the defaults do not say.
  cg::graph::FileRow& row(cg::FileId file) { return files_[file].row; }
  void set_meta(std::string key, std::string value) { meta_[std::move(key)] = std::move(value); }

  /// Writes it into the directory that it returns.
  std::string write() {
    namespace schema = cg::storage::schema;
    const std::string path = directory_.file(".cg");
    std::filesystem::create_directories(path);
    const cg::storage::WriterLock lock(path + "/" + cg::storage::kWriterLockName);
    cg::storage::IndexBuild build(path, lock);
    for (const char* name : {schema::kMeta, schema::kFiles, schema::kPaths, schema::kNames, schema::kSymbols, schema::kTexts,
                             schema::kSites, schema::kReasons, schema::kIncoming, schema::kUsers, schema::kUnbound}) {
      static_cast<void>(build.environment().create_table(name));
    }
    cg::storage::BulkWriter bulk(build.environment());
    write_files(build.environment(), bulk);
    write_incoming(build.environment(), bulk);
    write_names(build.environment(), bulk);
    meta_.try_emplace("format", std::to_string(schema::kFormat));
    meta_.try_emplace("root", directory_.path());
    meta_.try_emplace("files", std::to_string(files_.size()));
    meta_.try_emplace("file_numbers", "plain");
    for (const auto& [key, text] : meta_) bulk.put(build.environment().table(schema::kMeta), key, cg::storage::meta_value(key, text));
    bulk.finish();
    build.publish();
    return path;
  }
  cg::graph::IndexReader open() { return cg::graph::IndexReader(write()); }
  [[nodiscard]] const TemporaryDirectory& directory() const { return directory_; }

 private:
  struct File {
    cg::graph::FileRow row;
    std::vector<cg::graph::SymbolRow> symbols;
    std::vector<cg::graph::SiteRow> sites;
  };

  struct Segments {
    Segments(cg::storage::Environment& env, cg::storage::BulkWriter& bulk, const char* name)
        : codec(name), writer(cg::storage::append_to(bulk, env.table(name)), codec) {}
    ~Segments() { writer.finish(); }
    cg::storage::PageCodec codec;
    cg::storage::SegmentWriter writer;
  };
  struct Names {
    Names(cg::storage::Environment& env, cg::storage::BulkWriter& bulk, const char* name)
        : codec(name), writer(cg::storage::append_to(bulk, env.table(name)), codec) {}
    ~Names() { writer.finish(); }
    cg::storage::PageCodec codec;
    cg::storage::NameTableWriter writer;
  };

  void write_files(cg::storage::Environment& env, cg::storage::BulkWriter& bulk) {
    namespace schema = cg::storage::schema;
    Segments rows(env, bulk, schema::kFiles), symbols(env, bulk, schema::kSymbols), sites(env, bulk, schema::kSites);
    for (cg::FileId id = 0; id < files_.size(); ++id) {
      File& file = files_[id];
      file.row.symbols = static_cast<std::uint32_t>(file.symbols.size());
      file.row.sites = static_cast<std::uint32_t>(file.sites.size());
      rows.writer.add(id, cg::graph::encode_file(file.row));
      for (std::size_t at = 0; at < file.symbols.size(); at += schema::kSymbolChunk) {
        const auto count = std::min<std::size_t>(schema::kSymbolChunk, file.symbols.size() - at);
        symbols.writer.add(schema::chunk_key(id, static_cast<std::uint32_t>(at / schema::kSymbolChunk)),
                           cg::graph::encode_symbols({file.symbols.data() + at, count}));
      }
      if (!file.sites.empty()) sites.writer.add(schema::chunk_key(id, 0), cg::graph::encode_sites(id, file.sites));
    }
  }

  void write_incoming(cg::storage::Environment& env, cg::storage::BulkWriter& bulk) {
    namespace schema = cg::storage::schema;
    std::map<cg::SymbolRef, std::vector<cg::graph::IncomingRow>> by_target;
    std::map<std::string, std::vector<cg::graph::IncomingRow>> by_name;
    for (cg::FileId id = 0; id < files_.size(); ++id) {
      for (const cg::graph::SiteRow& s : files_[id].sites) {
        const cg::graph::IncomingRow row{{id, s.owner}, s.kind, s.how, s.confidence, s.at};
        for (const cg::SymbolRef target : s.targets) by_target[target].push_back(row);
        if (s.targets.empty()) by_name[s.name].push_back(row);
      }
    }
    std::map<std::uint64_t, std::vector<cg::graph::IncomingList>> chunks;
    for (auto& [target, rows] : by_target) {
      chunks[schema::chunk_key(target.file, target.ordinal / schema::kSymbolChunk)].push_back({target.ordinal, rows});
    }
    Segments incoming(env, bulk, schema::kIncoming);
    for (const auto& [key, lists] : chunks) incoming.writer.add(key, cg::graph::encode_incoming(lists));
    Names unbound(env, bulk, schema::kUnbound);
    for (const auto& [name, rows] : by_name) unbound.writer.add(name, cg::graph::encode_rows(rows));
  }

  void write_names(cg::storage::Environment& env, cg::storage::BulkWriter& bulk) {
    namespace schema = cg::storage::schema;
    std::map<std::string, cg::FileId> paths;
    std::map<std::string, std::vector<cg::graph::DefinitionRow>> names;
    for (cg::FileId id = 0; id < files_.size(); ++id) {
      paths[files_[id].row.path] = id;
      for (std::uint32_t ordinal = 1; ordinal < files_[id].symbols.size(); ++ordinal) {
        const cg::graph::SymbolRow& s = files_[id].symbols[ordinal];
        names[s.name].push_back({{id, ordinal}, s.kind, (s.flags & cg::graph::kDeclarationFlag) != 0});
      }
    }
    Names path_table(env, bulk, schema::kPaths);
    for (const auto& [path, id] : paths) {
      cg::ByteWriter bytes;
      bytes.varint(id);
      path_table.writer.add(path, bytes.view());
    }
    Names name_table(env, bulk, schema::kNames);
    for (const auto& [name, rows] : names) name_table.writer.add(name, cg::graph::encode_definitions(rows));
  }

  TemporaryDirectory directory_;
  std::vector<File> files_;
  std::map<std::string, std::string> meta_;
};
