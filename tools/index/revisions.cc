#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <filesystem>

#include "libcg/base/error.h"
#include "libcg/base/git_revision.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/revisions.h"
#include "libcg/ingest/index_revision.h"
#include "tools/index/index_command.h"
#include "tools/index/places.h"
#include "tools/index/summary.h"

namespace cg::tools {
namespace {

/// "2026-11-22 09:30", in UTC; empty if the index does not say.
std::string minute_of(const std::string& seconds) {
  std::int64_t time_s = 0;
  const auto [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), time_s);
  if (error != std::errc{}) return {};
  const std::chrono::sys_seconds at{std::chrono::seconds(time_s)};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count());
}

std::uint64_t number_of(const std::string& text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::uint64_t bytes_on_disk(const std::filesystem::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
    const auto size = entry.file_size(ignored);
    if (!ignored) bytes += size;
  }
  return bytes;
}

/// One line a commit: its name, when it was made, files, symbols, bytes on disk, subject.
int list_revisions(const IndexOptions& options, const std::filesystem::path& index) {
  cli::Output output;
  cli::RecordWriter writer(output, cli::record_style(options.common), {"commit", "committed", "files", "symbols", "bytes", "subject"});
  for (const graph::Revision& revision : graph::indexed_revisions(index)) {
    const graph::IndexReader reader(revision.directory);
    // As the summary counts: the file that stands for itself among its symbols is none.
    const std::uint64_t files = number_of(reader.meta("files"));
    writer.write({revision.commit, minute_of(reader.meta("committed")), files, number_of(reader.meta("symbols")) - files,
                  bytes_on_disk(revision.directory), reader.meta("subject")});
  }
  return writer.finish().total == 0 ? cli::kExitNothing : cli::kExitFound;
}

}  // namespace

int run_revisions(const IndexOptions& options, const Places& places, cli::ProgressBar& events) {
  if (options.list_revs) return list_revisions(options, places.index);
  if (!options.drop_rev.empty()) {
    ingest::drop_revision(places.index, graph::find_revision(places.index, options.drop_rev).commit);
    return cli::kExitFound;
  }
  cli::use_profile(options.common, "cg-index", places.index);
  make_index_folder(places.index);
  ingest::BuildOptions build;
  build.threads = options.threads;
  build.source.max_file_bytes = options.max_file_bytes;
  build.source.include_generated = options.include_generated;
  build.facts = facts_folder(options, places.tree);
  build.rebuild = options.rebuild;
  for (const std::string& name : options.revs) {
    const auto commit = find_commit(places.tree, name);
    if (!commit) {
      throw Error(ErrorKind::kUsage, fmt::format("{}: git knows no such commit in {}; 'git log' there shows what there is", name, places.tree));
    }
    const ingest::BuildSummary s = ingest::index_revision(places.tree, *commit, places.index, build, events);
    events.clear();
    build.rebuild = false;  // once: what the first has parsed anew need not be parsed again
    if (!options.common.quiet) say_summary(s, options.common.verbose);
  }
  return events.count(Severity::kError) > 0 ? cli::kExitError : cli::kExitFound;
}

}  // namespace cg::tools
