#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <numeric>

#include "libcg/base/deadline.h"
#include "libcg/base/kinds.h"
#include "libcg/graph/dead_code.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct DeadVerbOptions {
  std::vector<std::string> files;
  std::vector<std::string> kinds;
  std::vector<std::string> languages;
  graph::DeadOptions what;
};

bool is_wanted(const std::vector<std::string>& wanted, std::string_view name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

std::vector<FileId> all_files(const graph::IndexReader& reader) {
  std::vector<FileId> files(reader.file_count());
  std::iota(files.begin(), files.end(), FileId{0});
  return files;
}

int run_dead(const QueryOptions& options, const DeadVerbOptions& dead) {
  const std::vector<std::string> all{"."};
  const cli::Questions questions(dead.files.empty() ? all : dead.files);
  Session session(options, graph::ReaderMemory::for_walks());
  graph::IndexReader& reader = session.reader();
  Answers answers(session, {{"location"}, {"kind"}, {"name"}, {"lines"}, {"language", true}, {"end_line", true}, {"signature", true}}, questions.many());
  answers.ask(questions, [&](std::string_view question) {
    const std::vector<FileId> files = dead.files.empty() ? all_files(reader) : session.files_meant(question);
    for (const FileId file : files) {
      if (past_deadline()) break;
      if (!is_wanted(dead.languages, reader.file(file).language)) continue;
      const std::string path = session.shown_path(file);
      for (const SymbolRef symbol : graph::dead_in_file(reader, file, dead.what)) {
        const graph::SymbolRow row = reader.symbol(symbol);
        if (!is_wanted(dead.kinds, name_of(row.kind))) continue;
        answers.write(file, {cli::Location{path, row.at.line, row.at.column}, name_of(row.kind), reader.qualified_name(symbol),
                             row.end_line - row.start_line + 1, reader.file(file).language, row.end_line, reader.text(symbol).signature});
      }
    }
  });
  return answers.finish();
}

}  // namespace

Verb add_dead(CLI::App& tool, QueryOptions& options) {
  auto dead = std::make_shared<DeadVerbOptions>();
  CLI::App* verb = add_record_verb(tool, options, "dead", "What nothing in the tree uses");
  add_patterns(*verb, dead->files, "FILE", "Files or directories; all if there is none; - reads them from standard input");
  std::vector<std::string> kinds;
  for (int kind = 1; kind < kSymbolKinds; ++kind) kinds.emplace_back(name_of(static_cast<SymbolKind>(kind)));
  verb->add_option("--kind", dead->kinds, "Only symbols of this kind; may be given several times")
      ->type_name("KIND")
      ->check(CLI::IsMember(kinds))
      ->allow_extra_args(false);
  add_languages(*verb, dead->languages);
  verb->add_flag("--exported", dead->what.exported, "Show what is exported, too");
  verb->add_flag("--doubtful", dead->what.doubtful, "Show what may be used by names that are bound to nothing, too");
  return {verb, [&options, dead] { return run_dead(options, *dead); }};
}

}  // namespace cg::tools
