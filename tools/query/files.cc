#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "libcg/base/deadline.h"
#include "libcg/base/glob.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct FilesOptions {
  std::vector<std::string> patterns;
  std::vector<std::string> languages;
};

/// By path. A pattern is a glob over paths in the tree; a plain path stands for itself, and for all below it.
std::vector<FileId> files_that_fit(Session& session, std::string_view pattern) {
  if (!is_glob(pattern)) return session.files_meant(pattern);
  std::vector<FileId> files;
  const std::uint32_t count = session.reader().file_count();
  for (FileId file = 0; file < count; ++file) {
    if (glob_match(pattern, session.reader().file(file).path)) files.push_back(file);
  }
  return files;
}

int run_files(const QueryOptions& options, const FilesOptions& files) {
  const std::vector<std::string> all{"**"};
  const cli::Questions questions(files.patterns.empty() ? all : files.patterns);
  Session session(options, graph::ReaderMemory::for_questions(questions.many()));
  Answers answers(session,
                  {{"location"}, {"language"}, {"lines"}, {"symbols"}, {"references"}, {"error_bytes"}, {"bounded"},
                   {"hash", true}},
                  questions.many());
  answers.ask(questions, [&](std::string_view pattern) {
    for (const FileId file : files_that_fit(session, pattern)) {
      if (past_deadline()) break;
      const graph::FileRow& row = session.reader().file(file);
      const auto& languages = files.languages;
      if (!languages.empty() && std::find(languages.begin(), languages.end(), row.language) == languages.end()) continue;
      const std::string path = session.shown_path(file);
      answers.write(file, {cli::Location{path, 0, 0}, row.language, row.lines, row.symbols - std::min(row.symbols, 1U),
                           row.sites, row.error_bytes, row.bounded, row.hash.hex()});
    }
  });
  return answers.finish();
}

}  // namespace

Verb add_files(CLI::App& tool, QueryOptions& options) {
  auto files = std::make_shared<FilesOptions>();
  CLI::App* verb = add_record_verb(tool, options, "files", "The files of the index");
  add_patterns(*verb, files->patterns, "PATTERN",
               "Globs over paths in the tree, files or directories; all files if there is none; - reads them from standard input");
  add_languages(*verb, files->languages);
  return {verb, [&options, files] { return run_files(options, *files); }};
}

}  // namespace cg::tools
