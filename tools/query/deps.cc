#include <CLI/CLI.hpp>
#include <memory>

#include "libcg/base/kinds.h"
#include "libcg/graph/file_edges.h"
#include "libcg/graph/traversal.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct DepsOptions {
  std::vector<std::string> files;
  unsigned min_confidence = graph::kDefaultConfidence;
  bool uses = false;
  bool transitive = false;
  bool external = false;
};

using Walk = graph::FileReach (*)(graph::IndexReader&, std::span<const FileId>, const graph::EdgeFilter&, std::uint32_t);

std::vector<std::string> names_of(graph::EdgeKinds kinds) {
  std::vector<std::string> names;
  for (int kind = 0; kind < kEdgeKinds; ++kind) {
    if (kinds.has(static_cast<EdgeKind>(kind))) names.emplace_back(name_of(static_cast<EdgeKind>(kind)));
  }
  return names;
}

int run_deps(const QueryOptions& options, const DepsOptions& deps, Walk walk) {
  const cli::Questions questions(deps.files);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  Answers answers(session, {{"location"}, {"file"}, {"kinds"}, {"sites"}, {"depth"}}, questions.many());
  graph::EdgeFilter filter;
  filter.kinds = deps.uses ? graph::kWrittenKinds : graph::EdgeKinds{EdgeKind::kImports};
  filter.min_confidence = deps.min_confidence;
  filter.unbound = deps.external;
  const std::uint32_t max_depth = deps.transitive ? graph::kNoDepthLimit : 1;
  answers.ask(questions, [&](std::string_view question) {
    const graph::FileReach reach = walk(session.reader(), session.files_meant(question), filter, max_depth);
    session.add_hidden(reach.hidden);
    for (const graph::FileEdge& edge : reach.edges) {
      const std::string path = session.shown_path(edge.source);
      const std::string target = edge.target == kNone ? edge.name : session.shown_path(edge.target);
      answers.write(edge.source, {cli::Location{path, edge.at.line, edge.at.column}, target,
                                  std::span<const std::string>(names_of(edge.kinds)), edge.sites, edge.depth});
    }
  });
  return answers.finish();
}

CLI::App* add_deps_verb(CLI::App& tool, QueryOptions& options, DepsOptions& deps, const char* name,
                        const char* description) {
  CLI::App* verb = add_record_verb(tool, options, name, description);
  add_names(*verb, deps.files, "FILE", "Files or directories, or - to read their names from standard input");
  verb->add_flag("--uses", deps.uses, "Let every use count, not only imports");
  verb->add_flag("--transitive", deps.transitive, "Follow them as far as they go");
  add_min_confidence(*verb, deps.min_confidence);
  return verb;
}

}  // namespace

Verb add_deps(CLI::App& tool, QueryOptions& options) {
  auto deps = std::make_shared<DepsOptions>();
  CLI::App* verb = add_deps_verb(tool, options, *deps, "deps", "The files that a file or directory imports");
  verb->add_flag("--external", deps->external, "Show what is outside the tree, too");
  return {verb, [&options, deps] { return run_deps(options, *deps, graph::files_used_by); }};
}

Verb add_rdeps(CLI::App& tool, QueryOptions& options) {
  auto deps = std::make_shared<DepsOptions>();
  CLI::App* verb = add_deps_verb(tool, options, *deps, "rdeps", "The files that import a file or directory");
  return {verb, [&options, deps] { return run_deps(options, *deps, graph::files_using); }};
}

}  // namespace cg::tools
