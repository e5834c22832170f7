#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "libcg/bench/run_file.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/progress_bar.h"

namespace CLI {
class App;
}

namespace cg::tools {

/// What all verbs are told on the command line.
struct BenchOptions {
  cli::CommonOptions common;
};

/// A verb of cg-bench as declared: what the parser fills, and what to do when it was the one given.
struct BenchVerb {
  CLI::App* app;
  std::function<int()> run;
};

// Each declares its verb, in the file of its name. `options` are shared by all and must outlive the verb.
BenchVerb add_run(CLI::App& tool, BenchOptions& options);
BenchVerb add_targets(CLI::App& tool, BenchOptions& options);
BenchVerb add_compare(CLI::App& tool, BenchOptions& options);
BenchVerb add_monitor(CLI::App& tool, BenchOptions& options);
BenchVerb add_trend(CLI::App& tool, BenchOptions& options);
BenchVerb add_throughput(CLI::App& tool, BenchOptions& options);
BenchVerb add_edges(CLI::App& tool, BenchOptions& options);

/// All of them, in the order of the help.
std::vector<BenchVerb> add_bench_verbs(CLI::App& tool, BenchOptions& options);

/// A verb that falls through to the tool's options and writes records.
CLI::App* add_table_verb(CLI::App& tool, BenchOptions& options, const char* name, const char* description);

/// Where events and progress of a verb go.
[[nodiscard]] cli::ProgressBar::Settings message_settings(const BenchOptions& options);
/// A text file, "-" for standard input. Error{kIo} if it cannot be read.
[[nodiscard]] std::string read_text(const std::string& file);
[[nodiscard]] bench::Run read_run(const std::string& file);
/// The other tools are measured as they are installed: beside this one.
[[nodiscard]] std::filesystem::path tools_directory();
/// The index directory: -i, CG_INDEX, or the one above, whose profile is put in force: call it before what reads settings. Error{kIo}
/// if there is none.
[[nodiscard]] std::filesystem::path index_directory(const BenchOptions& options);

}  // namespace cg::tools
