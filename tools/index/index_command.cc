#include "tools/index/index_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/base/unique_fd.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/progress_bar.h"
#include "libcg/cli/terminal.h"
#include "libcg/embed/model.h"
#include "libcg/ingest/changed_listing.h"
#include "libcg/ingest/update.h"
#include "libcg/search/search_pass.h"
#include "tools/index/memory.h"
#include "tools/index/places.h"
#include "tools/index/summary.h"
#include "tools/index/watch.h"

namespace cg::tools {
namespace {

namespace fs = std::filesystem;

ingest::TreeListing list(const IndexOptions& options, const Places& places, EventSink& events) {
  const std::string& tree = places.tree;
  if (options.stdin_changes) {
    const std::vector<std::string> names = ingest::read_names(STDIN_FILENO);
    if (auto listing = ingest::list_changes(tree, places.index, names, events)) return std::move(*listing);
  }
  if (options.files_from.empty()) {
    return ingest::list_tree(tree, {!options.no_git, options.hidden, ingest::is_candidate}, events);
  }
  if (options.files_from == "-") return ingest::read_file_list(tree, STDIN_FILENO, events);
  const UniqueFd fd(::open(options.files_from.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be opened; --files0-from wants a readable file", options.files_from));
  return ingest::read_file_list(tree, fd.get(), events);
}

/// An index without vectors can still be searched by words, so that a missing model is no reason to have none.
template <class Get>
auto of_model(EventSink& events, Get&& get) -> std::optional<decltype(get(embed::Model::find()))> {
  try {
    return get(embed::Model::find());
  } catch (const Error& error) {
    events.warning({}, fmt::format("{}; the index gets no vectors, and searching it goes by words alone", error.what()));
    return std::nullopt;
  }
}

std::optional<std::uint64_t> find_model(EventSink& events) { return of_model(events, embed::Model::declared_checksum); }
std::optional<embed::Model> open_model(EventSink& events) { return of_model(events, embed::Model::open); }

}  // namespace

int run_index(const IndexOptions& options) {
  if (options.facts || options.syntax) return run_look(options);
  cli::ProgressBar events({.tool = "cg-index",
                           .least = cli::least_severity(options.common),
                           .bar = cli::use_progress(options.common.progress, STDERR_FILENO),
                           .width = cli::terminal_width(STDERR_FILENO)});
  if (options.parse_only) return run_parse_only(options, events);
  const Places p = places(options);
  if (options.list_revs || !options.drop_rev.empty() || !options.revs.empty()) return run_revisions(options, p, events);
  if (!options.export_to.empty()) return run_export(options, p, events);
  if (options.verify) return run_verify(options, p.index.string());
  cli::use_profile(options.common, "cg-index", p.index);

  make_index_folder(p.index);
  if (!options.import_from.empty()) import_artifact(options, p, events);
  ingest::BuildOptions build;
  build.threads = options.threads;
  build.scip_file = options.scip;
  build.source.max_file_bytes = options.max_file_bytes;
  build.source.include_generated = options.include_generated;
  build.facts = facts_folder(options, p.tree);
  build.rebuild = options.rebuild;
  std::optional<ingest::TreeListing> listing;  // a watch makes its own, time and again
  if (!options.watch || options.max_memory_bytes > 0) {
    listing = list(options, p, events);
    bound_memory(options, *listing, build, events);
  }
  std::optional<embed::Model> model;
  std::optional<search::SearchPass> search;
  if (!options.no_search) {
    const std::optional<std::uint64_t> checksum = find_model(events);
    if (checksum) {
      search.emplace(build.threads, p.index.string(), *checksum, [&] {
        model = open_model(events);
        return model ? &*model : nullptr;
      });
    } else {
      search.emplace(build.threads, p.index.string(), nullptr);
    }
    build.pass = &*search;
  }
  if (options.watch) return run_watch(options, p, build, events);
  const ingest::BuildSummary s = ingest::update_index(*listing, p.index, build, events);
  events.clear();
  check_memory(options, s.peak_bytes, events);
  if (!options.common.quiet) say_summary(s, options.common.verbose);
  return events.count(Severity::kError) > 0 ? cli::kExitError : cli::kExitFound;
}

}  // namespace cg::tools
