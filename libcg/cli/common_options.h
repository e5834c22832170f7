#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "libcg/base/events.h"
#include "libcg/cli/record_writer.h"
#include "libcg/cli/terminal.h"

namespace CLI {
class App;
}

namespace cg::cli {

/// What options that several tools share were given. Raw: nothing is looked up or opened yet.
struct CommonOptions {
  std::string index;  ///< empty: found by walking up
  bool json = false;
  bool null_ended = false;
  bool header = false;
  std::optional<std::uint64_t> limit;
  When color = When::kAuto;
  When progress = When::kAuto;
  bool metrics = false;
  bool quiet = false;
  bool verbose = false;
  bool no_profile = false;
  double timeout_s = 0;  ///< 0: none
};

// Each adds a group of options to a tool or to one of its verbs, bound to the struct; a tool picks the groups that
// it obeys. The same struct may be bound to a tool and to its verbs: then an option works before and after the verb.

/// -i, --index (and the environment's CG_INDEX)
void add_index_option(CLI::App& app, CommonOptions& options);
/// --json, -0, --null, --header, -n, --limit
void add_record_options(CLI::App& app, CommonOptions& options);
/// --timeout
void add_timeout_option(CLI::App& app, CommonOptions& options);
/// --color
void add_color_option(CLI::App& app, CommonOptions& options);
/// --progress
void add_progress_option(CLI::App& app, CommonOptions& options);
/// --metrics (and the environment's CG_METRICS=1)
void add_metrics_option(CLI::App& app, CommonOptions& options);
/// -q, --quiet, -v, --verbose
void add_message_options(CLI::App& app, CommonOptions& options);

/// What the raw options mean for standard output.
[[nodiscard]] RecordStyle record_style(const CommonOptions& options);
/// Lets the time of --timeout begin, if it was given.
void start_timeout(const CommonOptions& options) noexcept;
/// "stopped after 2 s ...": what to say when past_deadline() has ended the work.
[[nodiscard]] std::string timeout_message(const CommonOptions& options);
/// The least severity to show: errors with --quiet, warnings, notes too with --verbose.
[[nodiscard]] Severity least_severity(const CommonOptions& options) noexcept;

}  // namespace cg::cli
