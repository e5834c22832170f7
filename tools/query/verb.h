#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tools/query/session.h"

namespace CLI {
class App;
class Option;
}

namespace cg::tools {

/// A verb of cg-query as declared: what the parser fills, and what to do when it was the one given.
struct Verb {
  CLI::App* app;
  std::function<int()> run;
};

// Each declares its verb, in the file of its name. `options` are shared by all and must outlive the verb.
Verb add_def(CLI::App& tool, QueryOptions& options);
Verb add_refs(CLI::App& tool, QueryOptions& options);
Verb add_callers(CLI::App& tool, QueryOptions& options);
Verb add_callees(CLI::App& tool, QueryOptions& options);
Verb add_path(CLI::App& tool, QueryOptions& options);
Verb add_deps(CLI::App& tool, QueryOptions& options);
Verb add_rdeps(CLI::App& tool, QueryOptions& options);
Verb add_hier(CLI::App& tool, QueryOptions& options);
Verb add_cycles(CLI::App& tool, QueryOptions& options);
Verb add_impact(CLI::App& tool, QueryOptions& options);
Verb add_dead(CLI::App& tool, QueryOptions& options);
Verb add_tests(CLI::App& tool, QueryOptions& options);
Verb add_outline(CLI::App& tool, QueryOptions& options);
Verb add_symbols(CLI::App& tool, QueryOptions& options);
Verb add_show(CLI::App& tool, QueryOptions& options);
Verb add_context(CLI::App& tool, QueryOptions& options);
Verb add_stats(CLI::App& tool, QueryOptions& options);
Verb add_files(CLI::App& tool, QueryOptions& options);
Verb add_why(CLI::App& tool, QueryOptions& options);
Verb add_diff(CLI::App& tool, QueryOptions& options);
Verb add_export(CLI::App& tool, QueryOptions& options);

/// All of them, in the order of the help.
std::vector<Verb> add_verbs(CLI::App& tool, QueryOptions& options);

/// What most verbs have: a name, falling through to the tool's options, options for records, and names to ask for.
CLI::App* add_record_verb(CLI::App& tool, QueryOptions& options, const char* name, const char* description);
/// The positional arguments: many, or "-" for standard input.
void add_names(CLI::App& verb, std::vector<std::string>& names, const char* type, const char* description);
/// The same, and there may be none.
CLI::Option* add_patterns(CLI::App& verb, std::vector<std::string>& patterns, const char* type, const char* description);
/// --min-confidence
void add_min_confidence(CLI::App& verb, unsigned& percent);

/// --lang
void add_languages(CLI::App& verb, std::vector<std::string>& languages);

}  // namespace cg::tools
