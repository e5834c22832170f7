#include <CLI/CLI.hpp>

#include "libcg/cli/common_options.h"
#include "tools/query/verb.h"

namespace cg::tools {

std::vector<Verb> add_verbs(CLI::App& tool, QueryOptions& options) {
  std::vector<Verb> verbs;
  for (const auto add : {add_def, add_refs, add_callers, add_callees, add_path, add_why, add_impact, add_deps, add_rdeps, add_cycles, add_dead, add_hier, add_tests,
                         add_outline,
                         add_symbols, add_show, add_context, add_stats, add_files, add_diff, add_export}) {
    verbs.push_back(add(tool, options));
  }
  return verbs;
}

CLI::App* add_record_verb(CLI::App& tool, QueryOptions& options, const char* name, const char* description) {
  CLI::App* verb = tool.add_subcommand(name, description);
  verb->fallthrough();
  cli::add_record_options(*verb, options.common);
  cli::add_timeout_option(*verb, options.common);
  cli::add_color_option(*verb, options.common);
  return verb;
}

CLI::Option* add_patterns(CLI::App& verb, std::vector<std::string>& patterns, const char* type, const char* description) {
  return verb.add_option("names", patterns, description)->type_name(type);
}

void add_names(CLI::App& verb, std::vector<std::string>& names, const char* type, const char* description) {
  add_patterns(verb, names, type, description)->required();
}

void add_languages(CLI::App& verb, std::vector<std::string>& languages) {
  verb.add_option("--lang", languages, "Only files of this language; may be given several times")
      ->type_name("LANGUAGE")
      ->allow_extra_args(false);
}

void add_min_confidence(CLI::App& verb, unsigned& percent) {
  verb.add_option("--min-confidence", percent, "Show edges that are right with at least this probability")
      ->type_name("PERCENT")
      ->capture_default_str()
      ->check(CLI::Range(0, 100));
}

}  // namespace cg::tools
