#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "libcg/cli/common_options.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "libcg/tune/tuning.h"

namespace cg::tools {

/// The report of a tuning: a record for each setting that was tried and for each validation; with --json every sample, too.
class TrialReport {
 public:
  TrialReport(cli::Output& output, const cli::CommonOptions& options);
  void operation(std::string_view name) { operation_ = name; }
  void sample(std::size_t round, std::size_t candidate, const tune::Sample& sample);
  void tried(const tune::Tried& tried);
  void validated(const tune::Validation& validation);
  cli::RecordCount finish() { return trials_.finish(); }

 private:
  void write(std::string_view operation, std::string_view knob, const std::optional<std::uint64_t>& before,
             const std::optional<std::uint64_t>& after, const tune::Outcome& outcome);
  std::string operation_;
  cli::RecordWriter trials_;
  std::optional<cli::RecordWriter> samples_;
  std::size_t comparison_ = 0;  ///< samples are numbered by the comparison that they belong to
};

}  // namespace cg::tools
