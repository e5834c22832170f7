#include "libcg/ingest/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <memory>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/file_memory.h"
#include "libcg/base/hash.h"
#include "libcg/base/knobs.h"
#include "libcg/base/memory_use.h"
#include "libcg/base/parallel.h"
#include "libcg/base/room_keeper.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/ingest/compiler_word.h"
#include "libcg/ingest/encoded_file.h"
#include "libcg/ingest/facts_codec.h"
#include "libcg/ingest/facts_place.h"
#include "libcg/ingest/file_look.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/links_version.h"
#include "libcg/ingest/packages.h"
#include "libcg/ingest/phase_threads.h"
#include "libcg/ingest/spill.h"
#include "libcg/ingest/test_code.h"
#include "libcg/parse/extract.h"
#include "libcg/parse/facts_version.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/writer_lock.h"

namespace cg::ingest {
namespace {

/// What one worker hands on: a file's facts, or why there are none.
struct Extracted {
  TreeEntry entry;
  std::size_t language = 0;
  parse::Facts facts;
  EncodedSymbols symbols;
  std::string uses;  ///< see file_uses.h
  EncodedFacts encoded;
  Hash128 key;
  bool fresh = false;  ///< not from the store
  std::string kept;  ///< by the pass that rides along
};

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

class Build {
 public:
  Build(const TreeListing& listing, const BuildOptions& options, EventSink& events, storage::Environment& environment,
        const std::string& scratch, FactsStore& store, std::span<const TreeEntry> known)
      : listing_(listing), directory_(listing.root), source_(listing.source ? *listing.source : directory_), options_(options),
        events_(events), store_(store), known_(known),
        threads_(phase_threads(options.threads)), started_ns_(file_clock_ns()), definitions_(scratch),
        room_(definitions_, options.resident_bytes), program_(memory()), spill_(scratch),
        writer_(environment, scratch, static_cast<std::uint32_t>(listing.files.size())) {}

  BuildSummary run() {
    if (!options_.scip_file.empty()) word_ = std::make_unique<CompilerWord>(options_.scip_file, listing_.root, events_);
    extract_all();
    program_.finish();
    link_all();
    store_.commit(keys_);
    const auto& c = writer_.counts();
    IndexWriter::Texts meta{
        {"format", std::to_string(storage::schema::kFormat)},
        {"root", listing_.root},
        {"options", conditions_text(options_)},
        {"facts", options_.facts.string()},
        {"facts_version", std::string(parse::facts_version())},
        {"links_version", std::string(links_version())},
        {std::string(graph::FileNumbers::kMetaKey), graph::FileNumbers().text()},
        {"files", std::to_string(c.files)},
        {"lines", std::to_string(c.lines)},
        {"bytes", std::to_string(c.bytes)},
        {"symbols", std::to_string(c.symbols)},
        {"sites", std::to_string(c.sites)},
        {"edges", std::to_string(c.edges)},
        {"unbound", std::to_string(c.unbound)}};
    meta.insert(meta.end(), listing_.marks.begin(), listing_.marks.end());
    writer_.finish(program_, meta, encode_tree(entries_), threads_.write);
    summary_.counts = c;
    return summary_;
  }

 private:
  struct Worker {
    explicit Worker(const FactsStore& store) : facts(store) {}
    parse::Parser parser;
    parse::Syntax syntax;
    SourceFile file;
    FactsStore::Reader facts;

    /// Buffers grow with files, and few files are large: what one of them needed is not kept for all that follow.
    void forget_large_file() {
      constexpr std::size_t kLargeBytes = std::size_t{1} << 20;
      if (file.bytes.size() < kLargeBytes) return;
      parser = parse::Parser();
      syntax = parse::Syntax();
      file = SourceFile();
    }
  };

  void extract_all() {
    if (options_.pass != nullptr) options_.pass->begin();
    std::vector<std::uint32_t> wanted;
    std::vector<std::string> manifests;
    for (std::uint32_t i = 0; i < listing_.files.size(); ++i) {
      const std::string& path = listing_.files[i].path;
      if (is_manifest(path)) {
        manifests.push_back(path);
        entries_.push_back(look_at_manifest(source_, path, started_ns_));
      }
      const parse::NameEvidence evidence = parse::language_of_path(path);
      if (evidence.language != parse::kNoLanguage || evidence.ask_text) wanted.push_back(i);
    }
    packages_ = read_packages(source_, listing_.root, manifests, events_);
    std::vector<Worker> workers;
    for (int t = 0; t < threads_.parse; ++t) workers.emplace_back(store_);
    const std::size_t window = static_cast<std::size_t>(threads_.parse) * knobs().index_window;
    parallel_ordered_batches(
        wanted.size(), threads_.parse, window, knobs().parse_batch,
        [&](std::size_t i, int thread) {
          return extract(listing_.files[wanted[i]].path, workers[static_cast<std::size_t>(thread)], thread);
        },
        [&](std::size_t i, Extracted&& e) {
          take(std::move(e));
          events_.progress({"parsing", i + 1, wanted.size()});
        });
    std::sort(entries_.begin(), entries_.end(), [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  }

  Extracted extract(const std::string& path, Worker& w, int thread) {
    Extracted out;
    // A pass wants the text, and then its hash is had for little more.
    if ((options_.pass != nullptr || !take_known(path, w, out)) && !read(path, w, out)) return out;
    name_file(out.facts, path);
    mark_test_code(out.facts, out.language, path);
    if (options_.pass != nullptr) {
      const std::int64_t before = thread_cpu_ns();
      out.kept = options_.pass->look(path, w.file.bytes, out.facts, thread);
      pass_ns_.fetch_add(thread_cpu_ns() - before, std::memory_order_relaxed);
    }
    encode_uses(out.facts, out.uses);
    out.symbols = encode_file_symbols(out.facts, parse::all_languages()[out.language].separator);
    w.forget_large_file();
    return out;
  }

  /// From the sources; false if there is nothing to index.
  bool read(const std::string& path, Worker& w, Extracted& out) {
    out.entry = look_at_source(source_, path, options_.source, started_ns_, w.file);
    report_skip(path, w.file, options_.source, events_);
    if (out.entry.kind != TreeEntry::Kind::kIndexed) {
      if (w.file.skip != SkipReason::kUnknownLanguage) {
        (out.entry.kind == TreeEntry::Kind::kPassed ? skipped_ : failed_).fetch_add(1, std::memory_order_relaxed);
      }
      return false;
    }
    out.language = parse::language_of_name(out.entry.language);
    out.key = facts_key(out.entry.hash, out.entry.language);
    if (from_store(w, out)) return true;
    const std::int64_t before = thread_cpu_ns();
    out.facts = parse::extract(out.language, "", w.file.bytes, w.parser, w.syntax);
    cpu_ns_.fetch_add(thread_cpu_ns() - before, std::memory_order_relaxed);
    out.encoded = encode_facts(out.facts);
    out.fresh = true;
    return true;
  }

  /// A file whose content is vouched for, without reading it.
  bool take_known(const std::string& path, Worker& w, Extracted& out) {
    const auto at = std::lower_bound(known_.begin(), known_.end(), path, [](const TreeEntry& e, const std::string& p) { return e.path < p; });
    if (at == known_.end() || at->path != path || at->kind != TreeEntry::Kind::kIndexed) return false;
    out.language = parse::language_of_name(at->language);
    out.key = facts_key(at->hash, at->language);
    if (out.language == parse::kNoLanguage || !from_store(w, out)) return false;
    out.entry = *at;
    return true;
  }

  static bool from_store(Worker& w, Extracted& out) {
    auto known = w.facts.find(out.key);
    if (!known) return false;
    try {
      out.facts = decode_facts(known->head, known->tail);
    } catch (const Error&) {
      return false;  // not ours after all: the sources say it better
    }
    return true;
  }

  void take(Extracted&& e) {
    entries_.push_back(e.entry);
    if (e.entry.kind != TreeEntry::Kind::kIndexed) return;
    if (e.facts.error_bytes > 0) ++summary_.with_errors;
    if (e.facts.bounded) {
      events_.event({Severity::kWarning, e.entry.path, "nested too deeply: what lies deeper is not in the index"});
    }
    keys_.push_back(e.key);
    if (e.fresh) {
      ++summary_.parsed;
      store_.add(e.key, e.encoded);
    }
    if (options_.pass != nullptr) {
      const std::int64_t before = thread_cpu_ns();
      options_.pass->take(static_cast<FileId>(offsets_.size()), e.entry.path, e.kept);
      pass_ns_.fetch_add(thread_cpu_ns() - before, std::memory_order_relaxed);
    }
    offsets_.push_back(spill_.append(e.uses));
    sizes_.push_back(e.uses.size());
    program_.add(e.entry.path, e.language, e.facts);
    if (word_) word_->learn(static_cast<std::uint32_t>(program_.files.size() - 1), e.entry.path, program_.files.back().first, e.facts);
    const std::string_view separator = parse::all_languages()[e.language].separator;
    graph::FileRow row;
    row.path = std::move(e.entry.path);
    row.hash = e.entry.hash;
    row.stamp = e.entry.stamp;
    row.language = std::move(e.entry.language);
    writer_.add_symbols(std::move(row), e.facts, e.symbols, separator);
  }

  /// Where what there is one of for each definition lies.
  std::pmr::memory_resource* memory() {
    return options_.resident_bytes > 0 ? &definitions_ : std::pmr::get_default_resource();
  }

  void link_all() {
    const std::int64_t start = thread_cpu_ns();
    const LinkContext context(program_, packages_, nullptr, memory());
    writer_.add_includes(context.tables().includes);
    std::atomic<std::int64_t> cpu_ns{thread_cpu_ns() - start};
    std::vector<std::unique_ptr<Resolver>> resolvers;
    for (int t = 0; t < threads_.link; ++t) resolvers.push_back(std::make_unique<Resolver>(context.tables()));
    std::vector<FileUses> uses(resolvers.size());
    const std::size_t files = program_.files.size();
    parallel_ordered_batches(
        files, threads_.link, static_cast<std::size_t>(threads_.link) * knobs().index_window, knobs().link_batch,
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
    summary_.linked = files;
    summary_.read = files;
    summary_.skipped = skipped_.load();
    summary_.failed = failed_.load();
    summary_.link_cpu_seconds = static_cast<double>(cpu_ns.load()) / 1e9;
    summary_.pass_cpu_seconds = static_cast<double>(pass_ns_.load()) / 1e9;
    summary_.parse_cpu_seconds = static_cast<double>(cpu_ns_.load()) / 1e9;
  }

  const TreeListing& listing_;
  const DirectorySource directory_;
  const FileSource& source_;  ///< the listing's, else the directory
  const BuildOptions& options_;
  EventSink& events_;
  FactsStore& store_;
  std::span<const TreeEntry> known_;
  const PhaseThreads threads_;
  std::int64_t started_ns_;
  std::vector<TreeEntry> entries_;
  std::vector<Hash128> keys_;
  FileMemory definitions_;
  RoomKeeper room_;
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

bool is_candidate(std::string_view path) {
  const parse::NameEvidence evidence = parse::language_of_path(path);
  return evidence.language != parse::kNoLanguage || evidence.ask_text || is_manifest(path);
}

std::string conditions_text(const BuildOptions& options) {
  std::string out = fmt::format("max_file_bytes {} include_generated {}", options.source.max_file_bytes, options.source.include_generated ? 1 : 0);
  if (options.pass != nullptr) out += " " + options.pass->version();
  if (options.scip_file.empty()) return out;
  std::string bytes;
  const ReadStatus status = read_file(options.scip_file, {.max_bytes = std::uint64_t{1} << 32}, bytes);
  // One that cannot be read is refused when it is wanted.
  return fmt::format("{} scip {}", out, status == ReadStatus::kOk ? hash128(bytes).hex() : std::string(describe(status)));
}

void name_file(parse::Facts& facts, std::string_view path) {
  facts.names.emplace_back(last_part(path));
  facts.symbols[0].name = static_cast<parse::NameId>(facts.names.size() - 1);
}

BuildSummary build_generation(const TreeListing& listing, const std::filesystem::path& directory, const storage::WriterLock& lock,
                              FactsStore& facts, std::span<const TreeEntry> known, const BuildOptions& options, EventSink& events) {
  const std::int64_t start = monotonic_ns();
  storage::IndexBuild build(directory, lock);
  BuildSummary summary = Build(listing, options, events, build.environment(), directory.string(), facts, known).run();
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

BuildSummary build_index(const TreeListing& listing, const std::filesystem::path& directory, const BuildOptions& options,
                         EventSink& events) {
  std::error_code ignored;
  std::filesystem::create_directories(directory, ignored);
  const storage::WriterLock lock(directory / storage::kWriterLockName);
  FactsPlace facts(directory, options.facts, lock, options.rebuild);
  return build_generation(listing, directory, lock, facts.store(), {}, options, events);
}

}  // namespace cg::ingest
