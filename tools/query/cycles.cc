#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "libcg/graph/file_cycles.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct CyclesOptions {
  std::vector<std::string> files;
  unsigned min_confidence = graph::kDefaultConfidence;
  bool uses = false;
};

int run_cycles(const QueryOptions& options, const CyclesOptions& cycles) {
  const std::vector<std::string> all{"."};
  const cli::Questions questions(cycles.files.empty() ? all : cycles.files);
  Session session(options, graph::ReaderMemory::for_walks());
  Answers answers(session, {{"location"}, {"file"}, {"cycle"}, {"files"}, {"sites"}}, questions.many());
  graph::EdgeFilter filter;
  filter.kinds = cycles.uses ? graph::kWrittenKinds : graph::EdgeKinds{EdgeKind::kImports};
  filter.min_confidence = cycles.min_confidence;
  const std::vector<graph::FileCycle> found = graph::file_cycles(session.reader(), filter);
  answers.ask(questions, [&](std::string_view question) {
    std::vector<FileId> asked;
    if (!cycles.files.empty()) asked = session.files_meant(question);
    std::sort(asked.begin(), asked.end());
    std::uint32_t number = 0;
    for (const graph::FileCycle& cycle : found) {
      ++number;
      const bool wanted = cycles.files.empty() || std::any_of(cycle.files.begin(), cycle.files.end(), [&](FileId file) {
        return std::binary_search(asked.begin(), asked.end(), file);
      });
      if (!wanted) continue;
      for (const graph::FileEdge& edge : cycle.edges) {
        const std::string path = session.shown_path(edge.source);
        answers.write(edge.source, {cli::Location{path, edge.at.line, edge.at.column}, session.shown_path(edge.target), number,
                                    std::uint64_t{cycle.files.size()}, edge.sites});
      }
    }
  });
  return answers.finish();
}

}  // namespace

Verb add_cycles(CLI::App& tool, QueryOptions& options) {
  auto cycles = std::make_shared<CyclesOptions>();
  CLI::App* verb = add_record_verb(tool, options, "cycles", "Files that import each other in a circle");
  add_patterns(*verb, cycles->files, "FILE", "Only circles with one of these files or directories; - reads them from standard input");
  verb->add_flag("--uses", cycles->uses, "Let every use count, not only imports");
  add_min_confidence(*verb, cycles->min_confidence);
  return {verb, [&options, cycles] { return run_cycles(options, *cycles); }};
}

}  // namespace cg::tools
