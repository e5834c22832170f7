#include <CLI/CLI.hpp>

#include "tools/embed_search/options.h"

namespace cg::tools {

void add_embed_options(CLI::App& app, EmbedOptions& options) {
  constexpr auto kGroup = "Vectors of texts";
  auto* embed = app.add_flag("--embed", options.wanted, "print the vector of each line of standard input")->group(kGroup);
  embed->excludes("--vectors");
  app.add_flag("--chunks", options.chunks, "lines are chunks of code, JSON objects with text, path and names")->needs(embed)->group(kGroup);
  app.add_option("--vector-format", options.format, "how vectors are printed [tsv]")
      ->type_name("NAME")
      ->check(CLI::IsMember({"tsv", "jsonl", "npy", "fvecs"}))
      ->needs(embed)
      ->group(kGroup);
  app.add_option("--embedder", options.embedder, "have the shell command CMD make vectors of chunks, by JSONL")
      ->type_name("CMD")
      ->needs(embed)
      ->group(kGroup);
  app.add_option("--embedder-timeout", options.silence_s, "end it after so long without output [60]")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.01, 86400.0))
      ->needs("--embedder")
      ->group(kGroup);
}

}  // namespace cg::tools
