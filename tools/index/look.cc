#include <fmt/format.h>

#include <atomic>
#include <memory>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/parallel.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/ingest/source_file.h"
#include "libcg/ingest/tree_files.h"
#include "libcg/parse/extract.h"
#include "libcg/parse/facts_text.h"
#include "libcg/parse/language.h"
#include "tools/index/index_command.h"

// The modes of cg-index that write nothing: for authors of query files, for benchmarks, for the careful.

namespace cg::tools {

int run_look(const IndexOptions& options) {
  if (options.tree.empty()) throw Error(ErrorKind::kUsage, "--facts and --syntax want a file");
  std::string source;
  ReadOptions read;
  read.max_bytes = options.max_file_bytes;
  if (const ReadStatus status = read_file(options.tree, read, source); status != ReadStatus::kOk) {
    throw Error(ErrorKind::kIo, fmt::format("{}: {}", options.tree, describe(status)));
  }
  const std::size_t number = parse::detect_language(options.tree, source);
  if (number == parse::kNoLanguage) throw Error(ErrorKind::kUsage, fmt::format("{}: not in a language that cg knows", options.tree));
  const parse::Language& language = parse::language(number);
  parse::Parser parser;
  parse::Syntax syntax;
  std::string out;
  if (options.syntax) {
    if (!parser.parse(language, source, syntax)) throw Error(ErrorKind::kLimit, fmt::format("{}: the parser gave up", options.tree));
    out = parse::syntax_text(syntax, language);
  } else {
    const std::string_view name = std::string_view(options.tree).substr(options.tree.rfind('/') + 1);
    out = parse::facts_text(parse::extract(number, name, source, parser, syntax), language);
  }
  cli::Output output;
  output.write(out);
  output.flush();
  return cli::kExitFound;
}

int run_parse_only(const IndexOptions& options, EventSink& events) {
  const std::string root = ingest::canonical_root(options.tree.empty() ? "." : options.tree);
  const auto listing = ingest::list_tree(root, {!options.no_git, options.hidden}, events);
  const int threads = options.threads > 0 ? options.threads : thread_count();
  struct Worker {
    parse::Parser parser;
    ingest::SourceFile file;
  };
  std::vector<Worker> workers(static_cast<std::size_t>(threads));
  ingest::SourceOptions source;
  source.max_file_bytes = options.max_file_bytes;
  source.include_generated = options.include_generated;
  std::atomic<std::uint64_t> files{0};
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<std::uint64_t> nodes{0};
  const std::int64_t start = monotonic_ns();
  parallel_for(listing.files.size(), threads, [&](std::size_t i, int thread) {
    const std::string& path = listing.files[i].path;
    const parse::NameEvidence evidence = parse::language_of_path(path);
    if (evidence.language == parse::kNoLanguage && !evidence.ask_text) return;
    Worker& w = workers[static_cast<std::size_t>(thread)];
    ingest::read_source(root, path, source, w.file);
    if (!w.file.wanted()) return;
    const std::size_t number = parse::detect_language(path, w.file.bytes);
    if (number == parse::kNoLanguage) return;
    nodes += w.parser.parse_only(parse::language(number), w.file.bytes);
    bytes += w.file.bytes.size();
    ++files;
  });
  const std::string out = fmt::format("files\t{}\nbytes\t{}\nnodes\t{}\nseconds\t{:.3f}\ncpu_seconds\t{:.3f}\n", files.load(), bytes.load(),
                                      nodes.load(), static_cast<double>(monotonic_ns() - start) / 1e9,
                                      static_cast<double>(cpu_ns()) / 1e9);
  cli::Output output;
  output.write(out);
  output.flush();
  return cli::kExitFound;
}

}  // namespace cg::tools
