#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/kinds.h"
#include "libcg/graph/tested_by.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct TestsOptions {
  std::vector<std::string> names;
  std::uint32_t depth = graph::kNoDepthLimit;
  unsigned min_confidence = graph::kDefaultConfidence;
};

int run_tests(const QueryOptions& options, const TestsOptions& tests) {
  const cli::Questions questions(tests.names);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  Answers answers(session, {{"location"}, {"kind"}, {"name"}, {"calls"}, {"at"}, {"depth"}}, questions.many());
  graph::IndexReader& reader = session.reader();
  const auto named = [&](SymbolRef ref) { return ref.ordinal == 0 ? session.shown_path(ref.file) : reader.qualified_name(ref); };
  answers.ask(questions, [&](std::string_view question) {
    const auto resolution = session.resolve(question);
    if (resolution.symbols.empty()) session.report_unknown(question, resolution);
    const graph::TestsFound found = graph::tests_of(reader, resolution.symbols, tests.min_confidence, tests.depth);
    session.add_hidden(found.hidden);
    for (const graph::Test& test : found.tests) {
      const graph::SymbolRow row = reader.symbol(test.symbol);
      const std::string path = session.shown_path(test.symbol.file);
      const Position at = test.symbol.ordinal == 0 ? test.call.at : row.at;
      answers.write(test.symbol.file, {cli::Location{path, at.line, at.column}, name_of(row.kind), named(test.symbol), named(test.call.target),
                                       cli::Location{path, test.call.at.line, test.call.at.column}, test.depth});
    }
  });
  return answers.finish();
}

}  // namespace

Verb add_tests(CLI::App& tool, QueryOptions& options) {
  auto tests = std::make_shared<TestsOptions>();
  CLI::App* verb = add_record_verb(tool, options, "tests", "The tests from which calls lead to a function, class or file");
  add_names(*verb, tests->names, "NAME", "Names, or - to read them from standard input");
  verb->add_option("--depth", tests->depth, "Follow calls over this many steps; 0 for as far as they go")
      ->type_name("STEPS")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  add_min_confidence(*verb, tests->min_confidence);
  return {verb, [&options, tests] { return run_tests(options, *tests); }};
}

}  // namespace cg::tools
