// cg-tune: finds the settings that are really faster on this machine, keeps what is proved, and takes it back when told.

#include <CLI/CLI.hpp>
#include <array>
#include <cstddef>
#include <map>
#include <string>

#include "libcg/cli/about_options.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/run.h"
#include "tools/tune/tune_command.h"

int main(int argc, char** argv) {
  CLI::App app{"Find the settings that are proved faster on this machine and index.", "cg-tune"};
  cg::tools::TuneOptions options;
  cg::cli::add_index_option(app, options.common);
  app.add_option("--for", options.what, "What to make faster [all]")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"index", "query", "search", "vectors", "all"}));
  app.add_option("--workload", options.workload, "Ask what FILE recorded (CG_TRACE), not what is drawn from the index")->type_name("FILE");
  app.add_option("--budget", options.budget_seconds, "Stop after this long; s, m and h are understood [10m]")
      ->type_name("TIME")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1}, {"m", 60}, {"h", 3600}}))
      ->check(CLI::PositiveNumber);
  app.add_option("--restarts", options.restarts, "Search again from so many other settings, time allowing [1]")
      ->type_name("N")
      ->check(CLI::Range(0, 100));
  app.add_option("--seed", options.seed, "Draw the other settings with this seed [1]")->type_name("N")->check(CLI::NonNegativeNumber);
  // One of these at a time, instead of tuning. (CLI11's group of options would do it, but is a verb to the completions.)
  const std::array modes{
      app.add_flag("--dry-run", options.dry_run, "Print what would be tried"),
      app.add_flag("--status", options.status, "Print the profile in force"),
      app.add_flag("--history", options.history, "Print the profiles that were in force"),
      app.add_flag("--rollback", options.roll_back, "Put the profile in force that was before"),
      app.add_flag("--export", options.export_profile, "Print the active profile as a file for --import"),
      app.add_option("--import", options.import_file, "Put the profile of FILE in force, of this machine and size of index")
          ->type_name("FILE")};
  for (std::size_t i = 0; i < modes.size(); ++i) {
    for (std::size_t j = i + 1; j < modes.size(); ++j) modes[i]->excludes(modes[j]);
  }
  cg::cli::add_record_options(app, options.common);
  cg::cli::add_profile_option(app, options.common);
  cg::cli::add_progress_option(app, options.common);
  cg::cli::add_message_options(app, options.common);
  cg::cli::add_about_options(app);
  return cg::cli::run(argc, argv, app, [&] { return cg::tools::run_tune(options); });
}
