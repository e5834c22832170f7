#include <CLI/CLI.hpp>

#include "tools/embed_search/options.h"

namespace cg::tools {

void add_search_options(CLI::App& app, SearchOptions& options) {
  constexpr auto kGroup = "Searching a tree";
  auto* questions = app.add_option("QUESTION", options.questions, "words, a sentence, a name or an error message; - for one a line on standard input");
  questions->type_name("TEXT");
  app.add_option("--like", options.likes, "find code like the code at PATH:LINE, or that of a name; - for code on standard input; may be repeated")
      ->type_name("PLACE")
      ->allow_extra_args(false)
      ->excludes(questions)
      ->group(kGroup);
  app.add_option("--mode", options.mode, "by what to find: hybrid, lexical or semantic [hybrid]")
      ->type_name("MODE")
      ->check(CLI::IsMember({"hybrid", "lexical", "semantic"}))
      ->group(kGroup);
  app.add_option("--lang", options.languages, "only files of this language; may be repeated")
      ->type_name("LANG")
      ->allow_extra_args(false)
      ->group(kGroup);
  app.add_option("--path", options.paths, "only files whose path in the tree fits; may be repeated")
      ->type_name("GLOB")
      ->allow_extra_args(false)
      ->group(kGroup);
  app.add_option("--kind", options.kinds, "only definitions of this kind; may be repeated")
      ->type_name("KIND")
      ->allow_extra_args(false)
      ->group(kGroup);
  app.add_flag("--all-chunks", options.all_chunks, "every part of a file that answers, not only its best")->group(kGroup);
  auto* context = app.add_flag("--context", options.context, "print the source that answers and what hangs together with it, for a model")
                      ->group(kGroup);
  app.add_option("--budget", options.budget, "tokens that --context may fill, for each question [4000]")
      ->type_name("N")
      ->check(CLI::Range(1, 10'000'000))
      ->needs(context)
      ->group(kGroup);
  app.add_flag("--explain", options.explain, "show what each score is made of")->group(kGroup);
}

}  // namespace cg::tools
