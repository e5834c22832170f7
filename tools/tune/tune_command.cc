#include "tools/tune/tune_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/profile_place.h"
#include "libcg/bench/fingerprint.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/terminal.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/tree_place.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/schema.h"
#include "libcg/tune/search_operation.h"
#include "libcg/tune/vector_operation.h"
#include "tools/tune/target_check.h"
#include "tools/tune/trial_report.h"

namespace cg::tools {
namespace {

TunePlace place_of(const TuneOptions& options) {
  const auto index = graph::find_index(options.common.index, std::filesystem::current_path());
  const std::string of_index = index_class(index);
  if (of_index.empty()) throw Error(ErrorKind::kIo, fmt::format("{}: there is no index here; run cg-index to build it", index.string()));
  const auto root = profile_root();
  if (root.empty()) throw Error(ErrorKind::kIo, "there is no place for profiles: set XDG_CACHE_HOME or HOME to an absolute path");
  const std::string machine = machine_key();
  return {index, machine, of_index, tune::ProfileStore(profile_directory(root, machine, of_index))};
}

struct Tree {
  std::string root;
  bool searched = false;  ///< its index has the tables of search
};

Tree tree_of(const std::filesystem::path& index) {
  graph::IndexReader reader(index);
  return {reader.meta("root"), reader.environment().find_table(storage::schema::kTerms).has_value()};
}

std::vector<std::string> operations_of(const TuneOptions& options) {
  if (options.what != "all") return {options.what};
  return {"vectors", "index", "query", "search"};  // what takes least time first: what it leaves is the others'
}

int print_plan(const TuneOptions& options, unsigned cores) {
  cli::Output output;
  cli::RecordWriter records(output, cli::record_style(options.common), {"operation", "setting", "now", "try_first", "resource", "meaning"});
  for (const std::string& operation : operations_of(options)) {
    for (const KnobInfo* const knob : tune::knobs_of(operation)) {
      std::vector<std::string> values;
      for (const std::uint64_t value : tune::values_to_try(*knob, knobs().*knob->value, cores)) values.push_back(std::to_string(value));
      records.write({operation, knob->name, knobs().*knob->value, std::span<const std::string>(values), knob->resource, knob->about});
    }
  }
  records.finish();
  return cli::kExitFound;
}

/// What the live index is, to notice that it was replaced or changed meanwhile.
struct Generation {
  std::filesystem::path file;
  std::uintmax_t bytes = 0;
  std::filesystem::file_time_type written;
  friend bool operator==(const Generation&, const Generation&) = default;
};

Generation generation_of(const std::filesystem::path& index) {
  Generation now;
  std::error_code gone;  // then the rest stays empty, and differs
  now.file = storage::live_index(index).value_or("");
  now.bytes = std::filesystem::file_size(now.file, gone);
  now.written = std::filesystem::last_write_time(now.file, gone);
  return now;
}

std::string note_of(const tune::Tuning& tuning) {
  std::string note;
  for (const tune::Validation& one : tuning.validations) {
    if (!one.kept) continue;
    note += fmt::format("{}{} {:.1f}% less time ({:.1f} to {:.1f})", note.empty() ? "" : "; ", one.operation,
                        one.outcome.gain.estimate * 100, one.outcome.gain.low * 100, one.outcome.gain.high * 100);
  }
  return note;
}

tune::Tuning search(const TuneOptions& options, const TunePlace& place, const Knobs& start, unsigned cores, TrialReport& report,
                    cli::ProgressBar& messages) {
  std::vector<std::unique_ptr<tune::Operation>> operations;
  std::vector<tune::Operation*> all;
  for (const std::string& name : operations_of(options)) {
    if (name == "index") {
      const Tree tree = tree_of(place.index);
      operations.push_back(std::make_unique<tune::IndexOperation>(tree.root, tune::IndexOperation::kSampleBytes, tree.searched, messages));
    } else if (name == "vectors") {
      operations.push_back(std::make_unique<tune::VectorOperation>());
    } else if (name == "search") {
      operations.push_back(std::make_unique<tune::SearchOperation>(place.index));
    } else {
      operations.push_back(std::make_unique<tune::QueryOperation>(place.index, options.workload));
    }
    all.push_back(operations.back().get());
  }
  tune::TuningOptions tuning;
  tuning.budget_ns = static_cast<std::int64_t>(options.budget_seconds * 1e9);
  tuning.search.cores = cores;
  tuning.search.restarts = options.restarts;
  tuning.search.seed = options.seed;
  const std::int64_t begin = monotonic_ns();
  std::string phase = "tuning";
  std::string operation;
  std::size_t trials = 0;
  double most_gain = 0;
  const auto show = [&] {
    const std::int64_t left = std::max<std::int64_t>(0, tuning.budget_ns - (monotonic_ns() - begin)) / 1'000'000'000;
    phase = fmt::format("{}: {} settings tried, best -{:.0f}%, {} s left", operation, trials, most_gain * 100, left);
    messages.progress({phase, static_cast<std::uint64_t>((monotonic_ns() - begin) / 1'000'000), static_cast<std::uint64_t>(tuning.budget_ns / 1'000'000)});
  };
  tuning.began = [&](const tune::Operation& one) {
    operation = one.name();
    report.operation(operation);
  };
  tuning.trials.sampled = [&](std::size_t round, std::size_t candidate, const tune::Sample& sample) {
    report.sample(round, candidate, sample);
    show();
  };
  tuning.search.tried = [&](const tune::Tried& tried) {
    ++trials;
    if (tried.outcome.verdict == tune::Verdict::kFaster) most_gain = std::max(most_gain, tried.outcome.gain.estimate);
    report.tried(tried);
  };
  return tune::tune(start, all, tuning);
}

int tune_and_keep(const TuneOptions& options, TunePlace& place, cli::ProgressBar& messages, unsigned cores) {
  const Generation before = generation_of(place.index);
  const Knobs start = knobs();
  cli::Output output;
  TrialReport report(output, options.common);
  const tune::Tuning tuning = search(options, place, start, cores, report, messages);
  messages.clear();
  for (const tune::Validation& one : tuning.validations) report.validated(one);
  const cli::RecordCount count = report.finish();
  if (count.shown < count.total) messages.warning({}, fmt::format("{} of {} records shown (--limit)", count.shown, count.total));
  if (generation_of(place.index) != before) {
    throw Error(ErrorKind::kIo, fmt::format("{}: the index changed while it was tuned for; nothing is kept: tune again", place.index.string()));
  }
  if (tuning.changed()) {
    std::vector<std::string> operations;
    for (const tune::Validation& one : tuning.validations) {
      if (one.kept) operations.push_back(one.operation);
    }
    const auto lost = lost_targets(place.index, operations, start, tuning.best, messages);
    messages.clear();
    if (!lost.empty()) {
      messages.warning({}, fmt::format("the settings found are faster, but with them these targets are missed that were met: {}; nothing is kept", fmt::join(lost, ", ")));
      return cli::kExitNothing;
    }
    const Profile kept = place.store.keep({0, 0, place.machine, place.index_class, note_of(tuning), tuning.best});
    messages.warning({}, fmt::format("profile {} is in force: {}", kept.number, kept.note));
    return cli::kExitFound;
  }
  const bool busy = tuning.could_not_tell > 0;
  messages.warning({}, busy ? fmt::format("cannot tell: the machine was busy with other things during {} of {} trials; nothing is kept: tune again when it is quiet",
                                          tuning.could_not_tell, tuning.trials)
                            : "nothing to gain: no setting is proved faster than those in force");
  return busy ? cli::kExitNothing : cli::kExitFound;
}

}  // namespace

int run_tune(const TuneOptions& options) {
  cli::ProgressBar messages({.tool = "cg-tune",
                             .least = cli::least_severity(options.common),
                             .bar = cli::use_progress(options.common.progress, STDERR_FILENO),
                             .width = cli::terminal_width(STDERR_FILENO)});
  TunePlace place = place_of(options);
  if (options.status) return print_status(options, place);
  if (options.history) return print_history(options, place);
  if (options.roll_back) return roll_back(place, messages);
  if (options.export_profile) return export_active(place, messages);
  if (!options.import_file.empty()) return import_profile(options, place, messages);
  cli::use_profile(options.common, "cg-tune", place.index);
  const unsigned cores = std::max(1U, bench::read_fingerprint().usable_cores);
  if (options.dry_run) return print_plan(options, cores);
  return tune_and_keep(options, place, messages, cores);
}

}  // namespace cg::tools
