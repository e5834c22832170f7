#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "libcg/cli/common_options.h"
#include "libcg/cli/progress_bar.h"

namespace cg::tools {

/// What the command line of cg-index says, as it stands.
struct IndexOptions {
  cli::CommonOptions common;
  std::string tree;
  std::string files_from;
  std::string scip;
  int threads = 0;
  std::uint64_t max_file_bytes = std::uint64_t{64} << 20;
  std::uint64_t max_memory_bytes = 0;  ///< 0: no bound
  bool include_generated = false;
  bool no_search = false;
  bool no_git = false;
  bool hidden = false;
  bool facts = false;
  bool syntax = false;
  bool parse_only = false;
  bool verify = false;
  bool rebuild = false;
  bool stdin_changes = false;
  bool watch = false;
  double poll_seconds = 0;  ///< of --watch; 0: the kernel tells
  std::string facts_store;
  std::vector<std::string> revs;
  std::string drop_rev;
  bool list_revs = false;
  std::string export_to;
  std::string import_from;
};

/// Does it. The exit status: 0, or 2 when something that should have been indexed was not.
int run_index(const IndexOptions& options);

/// The modes that only look: --facts and --syntax on one file, --parse-only on a tree.
int run_look(const IndexOptions& options);
int run_parse_only(const IndexOptions& options, EventSink& events);
int run_verify(const IndexOptions& options, const std::string& directory);

struct Places;
/// --rev, --list-revs and --drop-rev.
int run_revisions(const IndexOptions& options, const Places& places, cli::ProgressBar& events);

/// --export
int run_export(const IndexOptions& options, const Places& places, cli::ProgressBar& events);
/// --import, after which an update compares it with the tree.
void import_artifact(const IndexOptions& options, const Places& places, cli::ProgressBar& events);

}  // namespace cg::tools
