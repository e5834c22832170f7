#include "libcg/ingest/source_file.h"

#include "libcg/ingest/generated.h"
#include "libcg/ingest/minified.h"

namespace cg::ingest {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr std::size_t kBinaryProbeBytes = 8192;
constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;

/// UTF-32's little-endian mark begins with UTF-16's; the big-endian one is NUL bytes and so binary anyway.
bool has_utf16_bom(std::string_view bytes) { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

std::string size_text(std::uint64_t bytes) {
  return bytes % kMiB == 0 ? std::to_string(bytes / kMiB) + " MiB" : std::to_string(bytes) + " bytes";
}

SkipReason reason_of(ReadStatus status) {
  switch (status) {
    case ReadStatus::kOk: return SkipReason::kNone;
    case ReadStatus::kVanished: return SkipReason::kVanished;
    case ReadStatus::kTooLarge: return SkipReason::kTooLarge;
    case ReadStatus::kNotRegular:
    case ReadStatus::kSymlink: return SkipReason::kNotRegular;
    case ReadStatus::kDenied:
    case ReadStatus::kFailed: return SkipReason::kUnreadable;
  }
  return SkipReason::kUnreadable;
}

SkipReason judge(std::string_view path, const SourceOptions& options, SourceFile& file) {
  const std::string_view bytes = file.bytes;
  if (has_utf16_bom(bytes)) return SkipReason::kUtf16;
  if (bytes.substr(0, kBinaryProbeBytes).find('\0') != std::string_view::npos) return SkipReason::kBinary;
  file.bom_bytes = bytes.starts_with(kUtf8Bom) ? kUtf8Bom.size() : 0;
  if (options.include_generated) return SkipReason::kNone;
  file.why = generated_by_comment(path, bytes.substr(file.bom_bytes));
  if (!file.why.empty()) return SkipReason::kGenerated;
  return is_minified(path, bytes) ? SkipReason::kMinified : SkipReason::kNone;
}

}  // namespace

void read_source(const FileSource& source, const std::string& path, const SourceOptions& options, SourceFile& file) {
  file.bytes.clear();
  file.bom_bytes = 0;
  file.stamp = {};
  file.why = options.include_generated ? std::string_view() : generated_by_name(path);
  if (!file.why.empty()) {
    file.skip = SkipReason::kGenerated;
    return;
  }
  const ReadOptions read{.max_bytes = options.max_file_bytes, .follow_symlinks = false};
  const ReadStatus status = source.read(path, read, file.bytes, &file.stamp);
  file.skip = reason_of(status);
  if (file.skip == SkipReason::kUnreadable) file.why = describe(status);
  if (file.wanted()) file.skip = judge(path, options, file);
  if (!file.wanted()) file.bytes.clear();
}

void report_skip(const std::string& path, const SourceFile& file, const SourceOptions& options, EventSink& events) {
  switch (file.skip) {
    case SkipReason::kNone:
    case SkipReason::kUnknownLanguage: return;
    case SkipReason::kGenerated: return events.note(path, "skipped: generated (" + std::string(file.why) + ")");
    case SkipReason::kMinified: return events.note(path, "skipped: minified");
    case SkipReason::kBinary: return events.note(path, "skipped: binary");
    case SkipReason::kVanished: return events.note(path, "skipped: vanished since the tree was listed");
    case SkipReason::kNotRegular: return events.note(path, "skipped: not a regular file any more");
    case SkipReason::kUtf16: return events.warning(path, "skipped: UTF-16 text; convert it to UTF-8 to index it");
    case SkipReason::kTooLarge:
      return events.warning(path, "skipped: larger than " + size_text(options.max_file_bytes) +
                                      " (--max-file-size sets the limit)");
    case SkipReason::kUnreadable: return events.error(path, "not indexed: " + std::string(file.why));
  }
}

std::string_view name_of(SkipReason reason) noexcept {
  switch (reason) {
    case SkipReason::kNone: return "indexed";
    case SkipReason::kUnknownLanguage: return "unknown language";
    case SkipReason::kGenerated: return "generated";
    case SkipReason::kMinified: return "minified";
    case SkipReason::kBinary: return "binary";
    case SkipReason::kUtf16: return "UTF-16";
    case SkipReason::kTooLarge: return "too large";
    case SkipReason::kNotRegular: return "not a regular file";
    case SkipReason::kVanished: return "vanished";
    case SkipReason::kUnreadable: return "unreadable";
  }
  return "unreadable";
}

}  // namespace cg::ingest
