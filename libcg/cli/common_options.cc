#include "libcg/cli/common_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "libcg/base/deadline.h"

namespace cg::cli {
namespace {

// WHEN:{auto,always,never} in the help; the completions read the choices from there (command_model.cc).
void add_when(CLI::App& app, const std::string& name, When& when, const std::string& description) {
  const std::map<std::string, When> choices{{"auto", When::kAuto}, {"always", When::kAlways}, {"never", When::kNever}};
  app.add_option_function<std::string>(
         name, [&when, choices](const std::string& text) { when = choices.at(text); }, description)
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
}

// CLI11 2.1 reads -1 as the largest unsigned number.
std::string not_negative(const std::string& text) { return text.starts_with('-') ? "must not be negative" : ""; }

}  // namespace

void add_index_option(CLI::App& app, CommonOptions& options) {
  app.add_option("-i,--index", options.index, "The index directory; by default .cg here or in a directory above")
      ->envname("CG_INDEX")
      ->type_name("DIR");
}

void add_record_options(CLI::App& app, CommonOptions& options) {
  CLI::Option* json = app.add_flag("--json", options.json, "Write one JSON object a line");
  CLI::Option* null = app.add_flag("-0,--null", options.null_ended, "End each record with NUL and escape nothing");
  CLI::Option* header = app.add_flag("--header", options.header, "Write the names of the columns first");
  app.add_option("-n,--limit", options.limit, "Write at most this many records")
      ->type_name("COUNT")
      ->check(not_negative);
  json->excludes(null);
  json->excludes(header);  // JSON names every value already
}

void add_timeout_option(CLI::App& app, CommonOptions& options) {
  app.add_option("--timeout", options.timeout_s, "Stop after this long with what was found until then, and exit with 6")
      ->type_name("SECONDS")
      ->check([](const std::string& text) {
        double seconds = 0;
        return CLI::detail::lexical_cast(text, seconds) && seconds > 0 ? std::string{} : "must be a number of seconds above 0";
      });
}

void add_color_option(CLI::App& app, CommonOptions& options) {
  add_when(app, "--color", options.color, "When to colour the output");
}

void add_progress_option(CLI::App& app, CommonOptions& options) {
  add_when(app, "--progress", options.progress, "When to show progress");
}

void add_metrics_option(CLI::App& app, CommonOptions& options) {
  app.add_flag("--metrics", options.metrics, "Add what this took to the history of the index, for cg-bench monitor")->envname("CG_METRICS");
}

void add_message_options(CLI::App& app, CommonOptions& options) {
  CLI::Option* quiet = app.add_flag("-q,--quiet", options.quiet, "Show errors only");
  CLI::Option* verbose = app.add_flag("-v,--verbose", options.verbose, "Show notes, too");
  quiet->excludes(verbose);
}

void start_timeout(const CommonOptions& options) noexcept {
  if (options.timeout_s > 0) set_deadline(options.timeout_s);
}

std::string timeout_message(const CommonOptions& options) {
  return fmt::format("stopped after {} s (--timeout): there may be more than was found until then", options.timeout_s);
}

RecordStyle record_style(const CommonOptions& options) {
  RecordStyle style;
  if (options.json) style.format = RecordStyle::Format::kJsonl;
  if (options.null_ended) style.format = RecordStyle::Format::kNul;
  style.header = options.header;
  style.limit = options.limit;
  style.color = use_color(options.color, 1);
  return style;
}

Severity least_severity(const CommonOptions& options) noexcept {
  if (options.quiet) return Severity::kError;
  return options.verbose ? Severity::kNote : Severity::kWarning;
}

}  // namespace cg::cli
