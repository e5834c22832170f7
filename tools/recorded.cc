#include "tools/recorded.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <exception>
#include <filesystem>

#include "libcg/base/clock.h"
#include "libcg/base/memory_use.h"
#include "libcg/bench/history.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/graph/index_reader.h"

namespace cg::tools {
namespace {

// Set before main: what the loader took before is not seen, and is the same for every command.
const std::int64_t kStartNs = monotonic_ns();

void record(const cli::CommonOptions& options, const CLI::App& tool, int status) noexcept {
  try {
    bench::HistorySample sample;
    sample.elapsed_ns = static_cast<std::uint64_t>(monotonic_ns() - kStartNs);
    sample.time_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    sample.peak_bytes = peak_rss_bytes();
    sample.status = static_cast<std::uint8_t>(status);
    sample.what = tool.get_name();
    for (const CLI::App* verb : tool.get_subcommands()) sample.what += " " + verb->get_name();
    static_cast<void>(bench::add_to_history(graph::find_index(options.index, std::filesystem::current_path()), sample));
  } catch (...) {
    // No index, no directory, no memory: nothing that the command should fail for.
  }
}

}  // namespace

int recorded(const cli::CommonOptions& options, const CLI::App& tool, const std::function<int()>& body) {
  if (!options.metrics) return body();
  try {
    const int status = body();
    record(options, tool, status);
    return status;
  } catch (const std::exception&) {
    record(options, tool, cli::kExitError);
    throw;
  }
}

}  // namespace cg::tools
