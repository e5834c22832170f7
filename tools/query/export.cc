#include "tools/query/export.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string_view>

#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct Format {
  std::string_view name;
  void (*write)(Session&, cli::Output&);
};

constexpr Format kFormats[] = {
    {"jsonl", export_jsonl}, {"dot", export_dot},     {"graphml", export_graphml}, {"csv", export_csv},
    {"ctags", export_ctags}, {"scip", export_scip}, {"calls", export_calls}, {"defs", export_defs},       {"refs", export_refs},
};

int run_export(const QueryOptions& options, const std::string& name) {
  Session session(options, graph::ReaderMemory::for_walks());
  cli::Output output;
  for (const Format& format : kFormats) {
    if (format.name == name) format.write(session, output);
  }
  output.flush();
  session.messages().clear();
  if (options.strict) {
    const std::uint32_t count = session.reader().file_count();
    for (FileId file = 0; file < count; ++file) static_cast<void>(session.stale(file));
  }
  return session.finish({1, 1});
}

}  // namespace

Verb add_export(CLI::App& tool, QueryOptions& options) {
  auto format = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (const Format& known : kFormats) names.emplace_back(known.name);
  CLI::App* verb = tool.add_subcommand("export", "Write the whole graph for other programs");
  verb->fallthrough();
  verb->add_option("--format", *format, "What to write")->type_name("FORMAT")->check(CLI::IsMember(names))->required();
  cli::add_progress_option(*verb, options.common);
  return {verb, [&options, format] { return run_export(options, *format); }};
}

}  // namespace cg::tools
