#include "tools/query/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "libcg/base/deadline.h"
#include "libcg/base/error.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/terminal.h"
#include "libcg/graph/file_lookup.h"

namespace cg::tools {
namespace {

std::filesystem::path working_directory() {
  std::error_code error;
  auto directory = std::filesystem::current_path(error);
  if (error) throw Error(ErrorKind::kIo, fmt::format("the working directory cannot be had: {}", error.message()));
  return directory;
}

std::string first_path(graph::IndexReader& reader) {
  std::string first;
  reader.for_each_path("", [&](std::string_view path, FileId) {
    first = path;
    return false;
  });
  return first;
}

std::optional<graph::Revision> revision_of(const QueryOptions& options) {
  if (options.rev.empty()) return std::nullopt;
  return graph::find_revision(index_directory(options), options.rev);
}

}  // namespace

void use_profile(const QueryOptions& options) {
  cli::use_profile(options.common, "cg-query", index_directory(options));
}

std::filesystem::path index_directory(const QueryOptions& options) { return graph::find_index(options.common.index, working_directory()); }

Session::Session(const QueryOptions& options, const graph::ReaderMemory& memory) : Session(options, revision_of(options), memory) {}

Session::Session(const QueryOptions& options, std::optional<graph::Revision> revision, const graph::ReaderMemory& memory)
    : options_(options),
      messages_({.tool = "cg-query",
                 .least = cli::least_severity(options.common),
                 .bar = cli::use_progress(options.common.progress, 2),
                 .width = cli::terminal_width(2)}),
      directory_(index_directory(options)),
      revision_(std::move(revision)),
      reader_(revision_ ? revision_->directory : directory_, memory),
      place_(revision_ ? graph::revision_root(directory_, reader_.meta("root"))
                       : graph::tree_root(directory_, reader_.meta("root"), [this] { return first_path(reader_); }),
             working_directory()),
      texts_(place_, revision_ ? revision_->commit : std::string()) {}

graph::Resolution Session::resolve(std::string_view question, const graph::NameOptions& options) {
  graph::Resolution resolution = graph::resolve_name(reader_, place_, question, options);
  ambiguous_ = ambiguous_ || resolution.ambiguous;
  return resolution;
}

std::optional<FileId> Session::one_file(std::string_view path) {
  const std::vector<FileId> files = graph::find_files(reader_, place_, path);
  if (files.size() == 1) return files.front();
  graph::Resolution several;
  for (const FileId file : files) several.other_files.push_back(reader_.file(file).path);
  report_unknown(path, several);
  return std::nullopt;
}

std::vector<FileId> Session::files_meant(std::string_view path) {
  auto files = graph::find_files_below(reader_, place_, path);
  if (files.empty()) {
    if (const auto file = one_file(path)) files.push_back(*file);
  }
  return files;
}

void Session::report_unknown(std::string_view question, const graph::Resolution& resolution) {
  if (resolution.other_files.empty()) {
    messages_.warning(std::string(question), "nothing of that name is in the index");
    return;
  }
  constexpr std::size_t kNamed = 3;
  std::string files;
  for (std::size_t i = 0; i < std::min(kNamed, resolution.other_files.size()); ++i) {
    files += (i == 0 ? "" : ", ") + place_.shown(resolution.other_files[i]);
  }
  if (resolution.other_files.size() > kNamed) files += ", ...";
  messages_.warning(std::string(question), fmt::format("{} files end in this path ({}): write more of it",
                                                       resolution.other_files.size(), files));
}

int Session::finish(const cli::RecordCount& records) {
  if (records.shown < records.total) {
    messages_.warning({}, fmt::format("{} of {} records shown (--limit)", records.shown, records.total));
  }
  if (hidden_ > 0) {
    messages_.warning({}, fmt::format("{} less certain {} not shown; --min-confidence=0 shows all", hidden_,
                                      hidden_ == 1 ? "edge is" : "edges are"));
  }
  if (staleness_.count() > 0) {
    messages_.warning({}, fmt::format("results marked stale are from {} changed since indexing; run cg-index to update",
                                      staleness_.count() == 1 ? "a file" : fmt::format("{} files", staleness_.count())));
  }
  if (stopped_by_deadline()) {
    messages_.warning({}, cli::timeout_message(options_.common));
    return cli::kExitPartial;
  }
  if (records.total == 0) return cli::kExitNothing;
  if (options_.strict && staleness_.count() > 0) return cli::kExitStale;
  if (options_.strict && ambiguous_) return cli::kExitAmbiguous;
  return cli::kExitFound;
}

}  // namespace cg::tools
