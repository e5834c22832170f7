#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "libcg/cli/common_options.h"
#include "libcg/cli/progress_bar.h"
#include "libcg/tune/profile_store.h"

namespace cg::tools {

/// What the command line of cg-tune says, as it stands.
struct TuneOptions {
  cli::CommonOptions common;
  std::string what = "all";
  std::string workload;
  double budget_seconds = 600;
  unsigned restarts = 1;
  std::uint64_t seed = 1;
  bool dry_run = false;
  bool status = false;
  bool history = false;
  bool roll_back = false;
  bool export_profile = false;
  std::string import_file;
};

/// The index that is tuned for, and where its profiles lie.
struct TunePlace {
  std::filesystem::path index;
  std::string machine;
  std::string index_class;
  tune::ProfileStore store;
};

/// 0: a profile was put in force, or there is nothing to gain; 1: it cannot be told, for the machine was busy.
int run_tune(const TuneOptions& options);

// What cg-tune does beside tuning. Their results go to standard output.
int print_status(const TuneOptions& options, const TunePlace& place);
int print_history(const TuneOptions& options, const TunePlace& place);
int roll_back(const TunePlace& place, cli::ProgressBar& messages);
int export_active(const TunePlace& place, cli::ProgressBar& messages);
int import_profile(const TuneOptions& options, TunePlace& place, cli::ProgressBar& messages);

}  // namespace cg::tools
