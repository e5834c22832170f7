#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/kinds.h"
#include "libcg/graph/file_lookup.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

constexpr std::size_t kIndent = 2;

/// How many named symbols are around each symbol of the file.
std::vector<std::uint32_t> depths_of(graph::IndexReader& reader, FileId file) {
  const std::uint32_t count = reader.file(file).symbols;
  std::vector<std::uint32_t> depths(count, 0);
  for (std::uint32_t ordinal = 1; ordinal < count; ++ordinal) {
    const std::uint32_t container = reader.symbol({file, ordinal}).container;
    if (container != 0 && container < ordinal) depths[ordinal] = depths[container] + 1;
  }
  return depths;
}

void write_outline(Session& session, Answers& answers, FileId file) {
  graph::IndexReader& reader = session.reader();
  const std::string path = session.shown_path(file);
  const std::vector<std::uint32_t> depths = depths_of(reader, file);
  const bool plain = session.options().common.null_ended || answers.json();
  for (std::uint32_t ordinal = 1; ordinal < depths.size(); ++ordinal) {
    const graph::SymbolRow row = reader.symbol({file, ordinal});
    const std::string indent(plain ? 0 : depths[ordinal] * kIndent, ' ');
    const graph::TextRow text = answers.json() ? reader.text({file, ordinal}) : graph::TextRow{};
    answers.write(file, {cli::Location{path, row.at.line, row.at.column}, name_of(row.kind), indent + row.name,
                         depths[ordinal], reader.qualified_name({file, ordinal}), text.signature, row.end_line});
  }
}

int run_outline(const QueryOptions& options, const std::vector<std::string>& files) {
  const cli::Questions questions(files);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  Answers answers(session,
                  {{"location"}, {"kind"}, {"name"}, {"depth"}, {"qualified_name", true}, {"signature", true},
                   {"end_line", true}},
                  questions.many());
  answers.ask(questions, [&](std::string_view question) {
    if (const auto file = session.one_file(question)) write_outline(session, answers, *file);
  });
  return answers.finish();
}

}  // namespace

Verb add_outline(CLI::App& tool, QueryOptions& options) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* verb = add_record_verb(tool, options, "outline", "The symbols of a file as a tree");
  add_names(*verb, *files, "FILE", "Files, or - to read their names from standard input");
  return {verb, [&options, files] { return run_outline(options, *files); }};
}

}  // namespace cg::tools
