// cg-bench: measures the toolkit on an index, and judges what was measured.

#include <CLI/CLI.hpp>

#include "libcg/cli/about_options.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/run.h"
#include "tools/bench/verb.h"
#include "tools/recorded.h"

int main(int argc, char** argv) {
  CLI::App app{"Measure the toolkit on a real index; check targets, compare runs, watch the history.", "cg-bench"};
  app.require_subcommand(1);
  cg::tools::BenchOptions options;
  cg::cli::add_index_option(app, options.common);
  cg::cli::add_metrics_option(app, options.common);
  cg::cli::add_profile_option(app, options.common);
  cg::cli::add_message_options(app, options.common);
  cg::cli::add_about_options(app);
  const auto verbs = cg::tools::add_bench_verbs(app, options);
  return cg::cli::run(argc, argv, app, [&] {
    for (const cg::tools::BenchVerb& verb : verbs) {
      if (verb.app->parsed()) return cg::tools::recorded(options.common, app, verb.run);
    }
    return 2;  // not reached: the parser demands one verb
  });
}
