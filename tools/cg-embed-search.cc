// cg-embed-search: finds code by meaning and by words; plain nearest neighbours over anybody's vectors.

#include <CLI/CLI.hpp>

#include "libcg/base/error.h"
#include "libcg/base/large_heap.h"
#include "libcg/cli/about_options.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/run.h"
#include "tools/embed_search/options.h"

int main(int argc, char** argv) {
  cg::grow_heap_in_huge_pages();
  CLI::App app{"Find code by meaning and by words; nearest neighbours of vectors.", "cg-embed-search"};
  cg::tools::EmbedSearchOptions options;
  cg::tools::add_search_options(app, options.search);
  cg::tools::add_knn_options(app, options.knn);
  cg::tools::add_embed_options(app, options.embed);
  cg::cli::add_index_option(app, options.common);
  app.add_option("-j,--threads", options.threads, "threads to use [all the machine offers]")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  cg::cli::add_record_options(app, options.common);
  cg::cli::add_timeout_option(app, options.common);
  cg::cli::add_profile_option(app, options.common);
  cg::cli::add_message_options(app, options.common);
  cg::cli::add_about_options(app);
  return cg::cli::run(argc, argv, app, [&] {
    cg::cli::start_timeout(options.common);
    if (!options.knn.vectors.empty()) return cg::tools::run_knn(options);
    if (options.embed.wanted && options.common.timeout_s > 0) {
      throw cg::Error(cg::ErrorKind::kUsage, "--timeout is for questions and --vectors; with --embed a line without a vector would shift all others");
    }
    if (options.embed.wanted) return cg::tools::run_embed(options);
    if (!options.search.questions.empty() || !options.search.likes.empty()) return cg::tools::run_search(options);
    throw cg::Error(cg::ErrorKind::kUsage, "nothing to do: give a question, --like PLACE, --vectors FILE and --queries FILE, or --embed");
  });
}
