#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/kinds.h"
#include "libcg/graph/symbol_search.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct SymbolsOptions {
  std::vector<std::string> patterns;
  std::vector<std::string> kinds;
  std::vector<std::string> languages;
  std::vector<std::string> paths;
  bool fuzzy = false;
  bool ignore_case = false;
};

graph::SymbolQuery query_of(const SymbolsOptions& symbols) {
  graph::SymbolQuery query;
  query.fuzzy = symbols.fuzzy;
  query.ignore_case = symbols.ignore_case;
  query.languages = symbols.languages;
  query.paths = symbols.paths;
  for (const std::string& name : symbols.kinds) {
    if (const auto kind = symbol_kind(name)) query.kinds.push_back(*kind);
  }
  return query;
}

int run_symbols(const QueryOptions& options, const SymbolsOptions& symbols) {
  Session session(options, graph::ReaderMemory::for_walks());
  graph::IndexReader& reader = session.reader();
  const std::vector<std::string> all{"*"};
  const cli::Questions questions(symbols.patterns.empty() ? all : symbols.patterns);
  Answers answers(session,
                  {{"location"}, {"kind"}, {"name"}, {"score"}, {"language", true}, {"end_line", true}, {"signature", true}},
                  questions.many());
  graph::SymbolQuery query = query_of(symbols);
  answers.ask(questions, [&](std::string_view question) {
    query.pattern = question;
    for (const graph::FoundSymbol& found : graph::search_symbols(reader, query)) {
      const graph::SymbolRow row = reader.symbol(found.symbol);
      const std::string path = session.shown_path(found.symbol.file);
      const graph::TextRow text = answers.json() ? reader.text(found.symbol) : graph::TextRow{};
      answers.write(found.symbol.file,
                    {cli::Location{path, row.at.line, row.at.column}, name_of(row.kind), reader.qualified_name(found.symbol),
                     found.score, reader.file(found.symbol.file).language, row.end_line, text.signature});
    }
  });
  return answers.finish();
}

}  // namespace

Verb add_symbols(CLI::App& tool, QueryOptions& options) {
  auto symbols = std::make_shared<SymbolsOptions>();
  CLI::App* verb = add_record_verb(tool, options, "symbols", "Symbols whose names fit a pattern");
  add_patterns(*verb, symbols->patterns, "PATTERN",
               "Patterns with * ? [..]; all symbols if there is none; - reads them from standard input");
  std::vector<std::string> kinds;
  for (int kind = 1; kind < kSymbolKinds; ++kind) kinds.emplace_back(name_of(static_cast<SymbolKind>(kind)));
  verb->add_option("--kind", symbols->kinds, "Only symbols of this kind; may be given several times")
      ->type_name("KIND")
      ->check(CLI::IsMember(kinds))
      ->allow_extra_args(false);
  add_languages(*verb, symbols->languages);
  verb->add_option("--path", symbols->paths, "Only files whose path in the tree fits this glob; may be given several times")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  verb->add_flag("-I,--ignore-case", symbols->ignore_case, "Let upper and lower case be the same");
  verb->add_flag("--fuzzy", symbols->fuzzy, "Guess: abbreviations and misspellings, the likeliest first");
  return {verb, [&options, symbols] { return run_symbols(options, *symbols); }};
}

}  // namespace cg::tools
