#include "libcg/ingest/file_look.h"

#include "libcg/parse/language.h"

namespace cg::ingest {

TreeEntry look_at_source(const FileSource& source, const std::string& path, const SourceOptions& options, std::int64_t now_ns,
                         SourceFile& file) {
  TreeEntry entry;
  entry.path = path;
  read_source(source, path, options, file);
  entry.stamp = file.stamp;
  entry.settled = settled(file.stamp, now_ns);
  if (!file.wanted()) {
    const bool by_rule = file.skip != SkipReason::kUnreadable && file.skip != SkipReason::kVanished;
    entry.kind = by_rule ? TreeEntry::Kind::kPassed : TreeEntry::Kind::kFailed;
    return entry;
  }
  const std::size_t language = parse::detect_language(path, file.bytes);
  if (language == parse::kNoLanguage) {
    file.skip = SkipReason::kUnknownLanguage;
    entry.kind = TreeEntry::Kind::kPassed;
    return entry;
  }
  entry.kind = TreeEntry::Kind::kIndexed;
  entry.hash = hash128(file.bytes);
  entry.language = parse::all_languages()[language].name;
  return entry;
}

TreeEntry look_at_manifest(const FileSource& source, const std::string& path, std::int64_t now_ns) {
  TreeEntry entry;
  entry.path = path;
  std::string bytes;
  const ReadStatus status = source.read(path, {}, bytes, &entry.stamp);
  entry.kind = status == ReadStatus::kOk ? TreeEntry::Kind::kManifest : TreeEntry::Kind::kFailed;
  entry.settled = settled(entry.stamp, now_ns);
  if (status == ReadStatus::kOk) entry.hash = hash128(bytes);
  return entry;
}

}  // namespace cg::ingest
