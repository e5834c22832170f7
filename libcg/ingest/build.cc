#include "libcg/ingest/build.h"

#include <atomic>
#include <memory>

#include "libcg/base/clock.h"
#include "libcg/base/hash.h"
#include "libcg/base/knobs.h"
#include "libcg/base/memory_use.h"
#include "libcg/base/parallel.h"
#include "libcg/ingest/compiler_word.h"
#include "libcg/ingest/encoded_file.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/packages.h"
#include "libcg/ingest/spill.h"
#include "libcg/parse/extract.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {
namespace {

/// What one worker hands on: a file's facts, or why there are none.
struct Extracted {
  bool wanted = false;
  std::size_t language = 0;
  graph::FileRow row;
  parse::Facts facts;
  EncodedSymbols symbols;
  std::string uses;  ///< see file_uses.h
  std::string kept;  ///< by the pass that rides along
};

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

class Build {
 public:
  Build(const TreeListing& listing, const BuildOptions& options, EventSink& events, storage::Environment& environment,
        const std::string& scratch)
      : listing_(listing), options_(options), events_(events),
        threads_(options.threads > 0 ? options.threads : thread_count()), spill_(scratch),
        writer_(environment, scratch, static_cast<std::uint32_t>(listing.files.size())) {}

  BuildSummary run() {
    if (!options_.scip_file.empty()) word_ = std::make_unique<CompilerWord>(options_.scip_file, listing_.root, events_);
    extract_all();
    program_.finish();
    link_all();
    const auto& c = writer_.counts();
    writer_.finish(program_,
                   {{"format", std::to_string(storage::schema::kFormat)},
                    {"root", listing_.root},
                    {"files", std::to_string(c.files)},
                    {"lines", std::to_string(c.lines)},
                    {"bytes", std::to_string(c.bytes)},
                    {"symbols", std::to_string(c.symbols)},
                    {"sites", std::to_string(c.sites)},
                    {"edges", std::to_string(c.edges)},
                    {"unbound", std::to_string(c.unbound)}},
                   threads_);
    summary_.counts = c;
    return summary_;
  }

 private:
  struct Worker {
    parse::Parser parser;
    parse::Syntax syntax;
    SourceFile file;
  };

  void extract_all() {
    std::vector<std::uint32_t> wanted;
    std::vector<std::string> manifests;
    for (std::uint32_t i = 0; i < listing_.files.size(); ++i) {
      const std::string& path = listing_.files[i].path;
      const parse::NameEvidence evidence = parse::language_of_path(path);
      if (evidence.language != parse::kNoLanguage || evidence.ask_text) wanted.push_back(i);
      if (is_manifest(path)) manifests.push_back(path);
    }
    packages_ = read_packages(listing_.root, manifests, events_);
    std::vector<Worker> workers(static_cast<std::size_t>(threads_));
    const std::size_t window = static_cast<std::size_t>(threads_) * knobs().index_window;
    parallel_ordered(
        wanted.size(), threads_, window,
        [&](std::size_t i, int thread) {
          return extract(listing_.files[wanted[i]].path, workers[static_cast<std::size_t>(thread)], thread);
        },
        [&](std::size_t i, Extracted&& e) {
          take(std::move(e));
          events_.progress({"parsing", i + 1, wanted.size()});
        });
  }

  Extracted extract(const std::string& path, Worker& w, int thread) {
    Extracted out;
    read_source(listing_.root, path, options_.source, w.file);
    if (!w.file.wanted()) {
      report_skip(path, w.file, options_.source, events_);
      const bool by_rule = w.file.skip != SkipReason::kUnreadable && w.file.skip != SkipReason::kVanished;
      (by_rule ? skipped_ : failed_).fetch_add(1, std::memory_order_relaxed);
      return out;
    }
    out.language = parse::detect_language(path, w.file.bytes);
    if (out.language == parse::kNoLanguage) return out;
    out.wanted = true;
    const std::int64_t before = thread_cpu_ns();
    out.facts = parse::extract(out.language, last_part(path), w.file.bytes, w.parser, w.syntax);
    const std::int64_t parsed = thread_cpu_ns();
    cpu_ns_.fetch_add(parsed - before, std::memory_order_relaxed);
    if (options_.pass != nullptr) {
      out.kept = options_.pass->look(path, w.file.bytes, out.facts, thread);
      pass_ns_.fetch_add(thread_cpu_ns() - parsed, std::memory_order_relaxed);
    }
    encode_uses(out.facts, out.uses);
    out.symbols = encode_file_symbols(out.facts, parse::all_languages()[out.language].separator);
    out.row.path = path;
    out.row.hash = hash128(w.file.bytes);
    out.row.stamp = w.file.stamp;
    out.row.language = parse::all_languages()[out.language].name;
    return out;
  }

  void take(Extracted&& e) {
    if (!e.wanted) return;
    if (e.facts.error_bytes > 0) ++summary_.with_errors;
    if (e.facts.bounded) {
      events_.event({Severity::kWarning, e.row.path, "nested too deeply: what lies deeper is not in the index"});
    }
    if (options_.pass != nullptr) {
      const std::int64_t before = thread_cpu_ns();
      options_.pass->take(static_cast<FileId>(offsets_.size()), e.row.path, e.kept);
      pass_ns_.fetch_add(thread_cpu_ns() - before, std::memory_order_relaxed);
    }
    offsets_.push_back(spill_.append(e.uses));
    sizes_.push_back(e.uses.size());
    program_.add(e.row.path, e.language, e.facts);
    if (word_) word_->learn(static_cast<std::uint32_t>(program_.files.size() - 1), e.row.path, program_.files.back().first, e.facts);
    const std::string_view separator = parse::all_languages()[e.language].separator;
    writer_.add_symbols(std::move(e.row), e.facts, e.symbols, separator);
  }

  void link_all() {
    const std::int64_t start = thread_cpu_ns();
    const LinkContext context(program_, std::move(packages_));
    std::atomic<std::int64_t> cpu_ns{thread_cpu_ns() - start};
    std::vector<std::unique_ptr<Resolver>> resolvers;
    for (int t = 0; t < threads_; ++t) resolvers.push_back(std::make_unique<Resolver>(context.tables()));
    std::vector<FileUses> uses(resolvers.size());
    const std::size_t files = program_.files.size();
    parallel_ordered(
        files, threads_, static_cast<std::size_t>(threads_) * knobs().index_window,
        [&](std::size_t i, int thread) {
          const std::int64_t before = thread_cpu_ns();
          FileUses& own = uses[static_cast<std::size_t>(thread)];
          spill_.read(offsets_[i], sizes_[i], own.bytes);
          decode_uses(own);
          const auto file = static_cast<FileId>(i);
          EncodedLinks links = encode_file_links(file, link_file(*resolvers[static_cast<std::size_t>(thread)], file, own, word_.get()));
          cpu_ns.fetch_add(thread_cpu_ns() - before, std::memory_order_relaxed);
          return links;
        },
        [&](std::size_t i, const EncodedLinks& links) {
          const std::int64_t before = thread_cpu_ns();
          writer_.add_links(static_cast<std::uint32_t>(i), links);
          cpu_ns.fetch_add(thread_cpu_ns() - before, std::memory_order_relaxed);
          events_.progress({"linking", i + 1, files});
        });
    summary_.skipped = skipped_.load();
    summary_.failed = failed_.load();
    summary_.link_cpu_seconds = static_cast<double>(cpu_ns.load()) / 1e9;
    summary_.pass_cpu_seconds = static_cast<double>(pass_ns_.load()) / 1e9;
    summary_.parse_cpu_seconds = static_cast<double>(cpu_ns_.load()) / 1e9;
  }

  const TreeListing& listing_;
  const BuildOptions& options_;
  EventSink& events_;
  int threads_;
  Program program_;
  Packages packages_;
  std::unique_ptr<CompilerWord> word_;
  SpillFile spill_;
  std::vector<std::uint64_t> offsets_;
  std::vector<std::size_t> sizes_;
  IndexWriter writer_;
  BuildSummary summary_;
  std::atomic<std::uint64_t> skipped_{0};
  std::atomic<std::uint64_t> failed_{0};
  std::atomic<std::int64_t> cpu_ns_{0};
  std::atomic<std::int64_t> pass_ns_{0};
};

}  // namespace

BuildSummary build_index(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options,
                         EventSink& events) {
  const std::int64_t start = monotonic_ns();
  std::error_code ignored;
  std::filesystem::create_directories(directory, ignored);
  const storage::WriterLock lock(directory / storage::kWriterLockName);
  storage::IndexBuild build(directory, lock);
  BuildSummary summary = Build(listing, options, events, build.environment(), directory.string()).run();
  if (options.pass != nullptr) {
    const std::int64_t before = thread_cpu_ns();
    options.pass->finish(build.environment());
    summary.pass_cpu_seconds += static_cast<double>(thread_cpu_ns() - before) / 1e9;
  }
  build.publish();
  summary.seconds = static_cast<double>(monotonic_ns() - start) / 1e9;
  summary.peak_bytes = peak_rss_bytes();
  return summary;
}

}  // namespace cg::ingest
