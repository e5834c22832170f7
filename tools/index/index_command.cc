#include "tools/index/index_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/base/knobs.h"
#include "libcg/base/parallel.h"
#include "libcg/base/unique_fd.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/progress_bar.h"
#include "libcg/cli/terminal.h"
#include "libcg/embed/model.h"
#include "libcg/ingest/facts_place.h"
#include "libcg/ingest/update.h"
#include "libcg/search/search_pass.h"

namespace cg::tools {
namespace {

namespace fs = std::filesystem;

/// Where the index goes, and the tree it is of: TREE, else that of the index above, else the current directory.
struct Places {
  std::string tree;
  fs::path index;
};

Places places(const IndexOptions& options) {
  Places p;
  std::string index = options.common.index;
  if (index.empty()) {
    if (const char* env = std::getenv("CG_INDEX"); env != nullptr) index = env;
  }
  p.tree = options.tree;
  if (p.tree.empty()) {
    std::error_code ignored;
    p.tree = ".";
    if (index.empty()) {
      for (fs::path at = fs::current_path(ignored);; at = at.parent_path()) {
        if (fs::exists(at / ".cg", ignored)) p.tree = at.string();
        if (p.tree != "." || at == at.parent_path()) break;
      }
    }
  }
  p.tree = ingest::canonical_root(p.tree);
  p.index = index.empty() ? fs::path(p.tree) / ".cg" : fs::path(index);
  return p;
}

ingest::TreeListing list(const IndexOptions& options, const std::string& tree, EventSink& events) {
  if (options.files_from.empty()) {
    return ingest::list_tree(tree, {!options.no_git, options.hidden}, events);
  }
  if (options.files_from == "-") return ingest::read_file_list(tree, STDIN_FILENO, events);
  const UniqueFd fd(::open(options.files_from.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be opened; --files0-from wants a readable file", options.files_from));
  return ingest::read_file_list(tree, fd.get(), events);
}

/// An index without vectors can still be searched by words, so that a missing model is no reason to have none.
std::optional<embed::Model> open_model(EventSink& events) {
  try {
    return embed::Model::open(embed::Model::find());
  } catch (const Error& error) {
    events.warning({}, fmt::format("{}; the index gets no vectors, and searching it goes by words alone", error.what()));
    return std::nullopt;
  }
}

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

/// The folder of the shared store; empty: none.
fs::path facts_store(const IndexOptions& options, const std::string& tree) {
  if (options.facts_store.empty()) return {};
  if (options.facts_store == "git") return ingest::shared_facts_of_git(tree);
  std::error_code ec;
  const fs::path absolute = fs::absolute(options.facts_store, ec);
  return (ec ? fs::path(options.facts_store) : absolute).lexically_normal();
}

void say(const ingest::BuildSummary& s, bool verbose) {
  if (s.outcome == ingest::Outcome::kCurrent) {
    fmt::print(stderr, "cg-index: up to date: {} files, {} symbols\n", with_commas(s.counts.files),
               with_commas(s.counts.symbols - s.counts.files));
    return;
  }
  const std::string cpu = verbose ? fmt::format("; CPU time {:.3f} s for parsing and extracting, {:.3f} s for linking, {:.3f} s for search",
                                                s.parse_cpu_seconds, s.link_cpu_seconds, s.pass_cpu_seconds)
                                  : std::string();
  fmt::print(stderr, "cg-index: {} files, {} lines, {} symbols, {} references ({} bound) in {:.2f} s, {} MiB at most{}\n",
             with_commas(s.counts.files), with_commas(s.counts.lines), with_commas(s.counts.symbols - s.counts.files),
             with_commas(s.counts.sites), with_commas(s.counts.sites - s.counts.unbound), s.seconds, s.peak_bytes >> 20U, cpu);
  if (s.parsed < s.counts.files) {
    fmt::print(stderr, "cg-index: {} files parsed, {} linked; the others were known\n", with_commas(s.parsed), with_commas(s.linked));
  }
  if (s.skipped > 0) fmt::print(stderr, "cg-index: {} files skipped by rule (generated, minified, binary, too large); -v names them\n", with_commas(s.skipped));
}

}  // namespace

int run_index(const IndexOptions& options) {
  if (options.facts || options.syntax) return run_look(options);
  cli::ProgressBar events({.tool = "cg-index",
                           .least = cli::least_severity(options.common),
                           .bar = cli::use_progress(options.common.progress, STDERR_FILENO),
                           .width = cli::terminal_width(STDERR_FILENO)});
  if (options.parse_only) return run_parse_only(options, events);
  const Places p = places(options);
  if (options.verify) return run_verify(p.index.string());
  cli::use_profile(options.common, "cg-index", p.index);

  std::error_code ec;
  fs::create_directories(p.index, ec);
  if (ec) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be made: {}; name another place with --index", p.index.string(), ec.message()));
  // The index ignores itself, so that no repository needs to.
  if (!fs::exists(p.index / ".gitignore", ec)) write_file_atomically((p.index / ".gitignore").string(), "*\n");

  const ingest::TreeListing listing = list(options, p.tree, events);
  ingest::BuildOptions build;
  build.threads = options.threads > 0 ? options.threads : static_cast<int>(knobs().index_threads);
  build.scip_file = options.scip;
  build.source.max_file_bytes = options.max_file_bytes;
  build.source.include_generated = options.include_generated;
  build.facts = facts_store(options, p.tree);
  build.rebuild = options.rebuild;
  if (build.threads <= 0) build.threads = thread_count();
  const std::optional<embed::Model> model = open_model(events);
  search::SearchPass search(build.threads, p.index.string(), model ? &*model : nullptr);
  build.pass = &search;
  const ingest::BuildSummary s = ingest::update_index(listing, p.index, build, events);
  events.clear();
  if (!options.common.quiet) say(s, options.common.verbose);
  return events.count(Severity::kError) > 0 ? cli::kExitError : cli::kExitFound;
}

}  // namespace cg::tools
