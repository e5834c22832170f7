// cg-index: builds the index of a tree.

#include <CLI/CLI.hpp>
#include <string>

#include "libcg/cli/about_options.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/run.h"
#include "tools/index/index_command.h"
#include "tools/recorded.h"

int main(int argc, char** argv) {
  CLI::App app{"Turn a source tree into a code graph on disk.", "cg-index"};
  cg::tools::IndexOptions options;
  app.add_option("TREE", options.tree, "the tree to index [the one of the index above, else this directory]")
      ->type_name("DIR");
  cg::cli::add_index_option(app, options.common);
  app.add_option("-j,--threads", options.threads, "threads to parse and link with [all the machine offers]")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  app.add_option("--files0-from", options.files_from, "index the files named in FILE (- for standard input), each ended by NUL")
      ->type_name("FILE");
  app.add_option("--max-file-size", options.max_file_bytes, "skip files larger than this many bytes; K, M and G are understood")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(false));
  app.add_option("--max-memory", options.max_memory_bytes, "index within this much memory; K, M and G are understood")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(false));
  app.add_option("--scip", options.scip, "believe what FILE, the SCIP index of a compiler, says about names")
      ->type_name("FILE");
  app.add_flag("--include-generated", options.include_generated, "index generated and minified files, too");
  auto* no_search = app.add_flag("--no-search", options.no_search, "the graph alone: what cg-embed-search asks is left out");
  app.add_flag("--no-git", options.no_git, "let ignore rules decide what belongs to the tree, even inside git");
  app.add_flag("--hidden", options.hidden, "outside git: index hidden files and directories, too");
  app.add_option("--facts-store", options.facts_store,
                 "keep the facts of files in DIR, for several indexes together; \"git\" is in the repository that work trees share")
      ->type_name("DIR");
  app.add_flag("--rebuild", options.rebuild, "build the index anew, whatever is there");
  auto* stdin_changes = app.add_flag("--stdin-changes", options.stdin_changes,
                                     "update what standard input names: changed, new and deleted files, ended by NUL or newline");
  auto* watch = app.add_flag("--watch", options.watch, "update whenever files change, until interrupted");
  app.add_option("--poll", options.poll_seconds, "with --watch: look every SECONDS, and don't ask the kernel")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.1, 86400.0))
      ->needs(watch);
  stdin_changes->excludes(watch);
  for (auto* changes : {stdin_changes, watch}) changes->excludes(app.get_option("--files0-from"));
  // These concern commits, whose files no other option chooses.
  auto* rev = app.add_option("--rev", options.revs, "index COMMIT from git's objects, beside the work tree; may be given several times")
                  ->type_name("COMMIT")
                  ->allow_extra_args(false);
  auto* list_revs = app.add_flag("--list-revs", options.list_revs, "print the commits that are in the index");
  auto* drop_rev = app.add_option("--drop-rev", options.drop_rev, "remove COMMIT from the index")->type_name("COMMIT");
  for (auto* of_commits : {rev, list_revs, drop_rev}) {
    for (const char* other : {"--files0-from", "--max-memory", "--scip", "--no-git", "--hidden"}) of_commits->excludes(app.get_option(other));
  }
  for (auto* of_commits : {rev, list_revs, drop_rev}) of_commits->excludes(stdin_changes)->excludes(watch);
  for (auto* other : {rev, list_revs, drop_rev}) no_search->excludes(other);
  rev->excludes(list_revs)->excludes(drop_rev);
  list_revs->excludes(drop_rev);
  auto* export_to = app.add_option("--export", options.export_to, "write the index to FILE, for other machines")->type_name("FILE");
  auto* import_from = app.add_option("--import", options.import_from, "begin with the index in FILE, then bring it up to date")
                          ->type_name("FILE");
  export_to->excludes(import_from)->excludes(rev)->excludes(list_revs)->excludes(drop_rev);
  import_from->excludes(rev)->excludes(list_revs)->excludes(drop_rev)->excludes(app.get_option("--rebuild"));
  // Nothing is indexed in these; results go to standard output. One at a time.
  auto* facts = app.add_flag("--facts", options.facts, "print what one file (TREE) says by itself");
  auto* syntax = app.add_flag("--syntax", options.syntax, "print the syntax tree of one file (TREE)");
  auto* parse_only = app.add_flag("--parse-only", options.parse_only, "parse all files and drop the trees: the measure of indexing");
  auto* verify = app.add_flag("--verify", options.verify, "check every page of the index");
  for (auto* look : {facts, syntax, parse_only, verify}) look->excludes(rev)->excludes(list_revs)->excludes(drop_rev)->excludes(export_to)->excludes(import_from);
  for (auto* other : {facts, syntax, parse_only, verify, export_to}) other->excludes(stdin_changes)->excludes(watch);
  for (auto* other : {facts, syntax, parse_only, verify, export_to}) no_search->excludes(other);
  facts->excludes(syntax)->excludes(parse_only)->excludes(verify);
  syntax->excludes(parse_only)->excludes(verify);
  parse_only->excludes(verify);
  cg::cli::add_profile_option(app, options.common);
  cg::cli::add_progress_option(app, options.common);
  cg::cli::add_metrics_option(app, options.common);
  cg::cli::add_message_options(app, options.common);
  cg::cli::add_about_options(app);
  return cg::cli::run(argc, argv, app, [&] {
    // Of a tree that is named, the index is in it.
    cg::cli::CommonOptions where = options.common;
    if (where.index.empty() && !options.tree.empty()) where.index = options.tree + "/.cg";
    return cg::tools::recorded(where, app, [&] { return cg::tools::run_index(options); });
  });
}
