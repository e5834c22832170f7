// cg-query: asks the index of a tree.

#include <CLI/CLI.hpp>

#include "libcg/cli/about_options.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/run.h"
#include "tools/query/verb.h"
#include "tools/recorded.h"

int main(int argc, char** argv) {
  CLI::App app{"Ask the code graph of a tree: who calls this, what does it use, where is it defined.", "cg-query"};
  app.require_subcommand(1);
  cg::tools::QueryOptions options;
  cg::cli::add_index_option(app, options.common);
  app.add_option("--rev", options.rev, "Ask about COMMIT, which cg-index --rev has indexed, instead of the work tree")->type_name("COMMIT");
  app.add_flag("--strict", options.strict, "Exit with 3 if a result is stale, with 4 if a name is ambiguous");
  cg::cli::add_profile_option(app, options.common);
  cg::cli::add_metrics_option(app, options.common);
  cg::cli::add_message_options(app, options.common);
  cg::cli::add_about_options(app);
  const auto verbs = cg::tools::add_verbs(app, options);
  return cg::cli::run(argc, argv, app, [&] {
    cg::cli::start_timeout(options.common);
    cg::tools::use_profile(options);
    for (const cg::tools::Verb& verb : verbs) {
      if (verb.app->parsed()) return cg::tools::recorded(options.common, app, verb.run);
    }
    return 2;  // not reached: the parser demands one verb
  });
}
