#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdlib>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/cli/common_options.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/terminal.h"
#include "libcg/graph/index_reader.h"
#include "tools/bench/verb.h"

namespace cg::tools {
namespace {

/// Runs are megabytes; more is a mistake.
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

std::string read_standard_input() {
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kIo, fmt::format("standard input: cannot be read: {}", errno_text(errno)));
    if (got == 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > kMostBytes) throw Error(ErrorKind::kLimit, "standard input: more than a run of cg-bench can be");
  }
}

}  // namespace

std::vector<BenchVerb> add_bench_verbs(CLI::App& tool, BenchOptions& options) {
  std::vector<BenchVerb> verbs;
  for (const auto add : {add_run, add_targets, add_compare, add_monitor, add_trend, add_throughput, add_edges}) verbs.push_back(add(tool, options));
  return verbs;
}

CLI::App* add_table_verb(CLI::App& tool, BenchOptions& options, const char* name, const char* description) {
  CLI::App* verb = tool.add_subcommand(name, description);
  verb->fallthrough();
  cli::add_record_options(*verb, options.common);
  return verb;
}

cli::ProgressBar::Settings message_settings(const BenchOptions& options) {
  return {.tool = "cg-bench",
          .least = cli::least_severity(options.common),
          .bar = cli::use_progress(options.common.progress, STDERR_FILENO),
          .width = cli::terminal_width(STDERR_FILENO)};
}

std::string read_text(const std::string& file) {
  if (file == "-") return read_standard_input();
  std::string text;
  const ReadStatus status = read_file(file, {.max_bytes = kMostBytes}, text);
  if (status != ReadStatus::kOk) throw Error(ErrorKind::kIo, fmt::format("{}: {}; name a file that is there", file, describe(status)));
  return text;
}

bench::Run read_run(const std::string& file) { return bench::parse_run(read_text(file), file == "-" ? "standard input" : file); }

std::filesystem::path tools_directory() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) throw Error(ErrorKind::kIo, fmt::format("/proc/self/exe: cannot be read: {}; the other tools are looked for beside this one", error.message()));
  return self.parent_path();
}

std::filesystem::path index_directory(const BenchOptions& options) {
  std::error_code error;
  auto directory = std::filesystem::current_path(error);
  if (error) throw Error(ErrorKind::kIo, fmt::format("the working directory cannot be had: {}", error.message()));
  directory = std::filesystem::absolute(graph::find_index(options.common.index, directory));
  if (options.common.no_profile) ::setenv("CG_PROFILE", "off", 1);  // for the tools that are started, too
  cli::use_profile(options.common, "cg-bench", directory);  // what is measured is what users of this machine have
  return directory;
}

}  // namespace cg::tools
