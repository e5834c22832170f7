#include <CLI/CLI.hpp>

#include "tools/embed_search/options.h"

namespace cg::tools {

void add_knn_options(CLI::App& app, KnnOptions& options) {
  constexpr auto kGroup = "Nearest neighbours of vectors";
  auto* vectors = app.add_option("--vectors", options.vectors, "search the rows of FILE: .npy (float32, float16, int8), .fvecs or .bvecs")
                      ->type_name("FILE")
                      ->group(kGroup);
  auto* queries = app.add_option("--queries", options.queries, "for each row of FILE, find the nearest rows of --vectors")
                      ->type_name("FILE")
                      ->group(kGroup);
  vectors->needs(queries);
  queries->needs(vectors);
  app.add_option("-k", options.k, "neighbours for each query [10]")
      ->type_name("N")
      ->check(CLI::Range(1, 65536))
      ->needs(vectors)
      ->group(kGroup);
  app.add_option("--metric", options.metric, "what near means [cosine]")
      ->type_name("NAME")
      ->check(CLI::IsMember({"cosine", "dot", "l2"}))
      ->needs(vectors)
      ->group(kGroup);
  auto* exact = app.add_flag("--exact", options.exact, "compare with every row in float32")->needs(vectors)->group(kGroup);
  app.add_flag("--recall", options.recall, "print the share of the exact neighbours that were found, not the neighbours")
      ->needs(vectors)
      ->excludes(exact)
      ->group(kGroup);
}

}  // namespace cg::tools
