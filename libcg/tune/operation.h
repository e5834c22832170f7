#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "libcg/base/knobs.h"
#include "libcg/bench/scratch_directory.h"
#include "libcg/bench/workload.h"
#include "libcg/embed/model.h"
#include "libcg/ingest/tree_files.h"

namespace cg::tune {

/// One time that an operation took, and what it answered.
struct Sample {
  double ns = 0;
  double guard_ns = 0;          ///< time of what must not get slower by it; 0: nothing
  std::uint64_t bytes = 0;      ///< on disk, which must not grow much; 0: nothing
  std::uint64_t answers = 0;    ///< a hash of every answer
};

/// What is tuned for: work that is done again and again under settings.
class Operation {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  virtual ~Operation() = default;
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;  ///< as in knobs.def
  /// Does it once under these settings, which are in force meanwhile. What the work throws passes through.
  virtual Sample run(const Knobs& settings) = 0;
};

/// Questions of a workload, as processes ask them: definitions and callers of names drawn by how often they are called, some
/// by a reader for each, as `cg-query callers NAME` has it, then all by one, as `cg-query callers -` has; and a walk over
/// files with the other end of each edge.
class QueryOperation final : public Operation {
 public:
  /// `trace`: lines of CG_TRACE instead of names drawn from the index; empty for none. Error{kFormat} if it names nothing there.
  QueryOperation(std::filesystem::path index, const std::string& trace_file);
  [[nodiscard]] std::string_view name() const noexcept override { return "query"; }
  Sample run(const Knobs& settings) override;

 private:
  std::filesystem::path index_;
  bench::Workload workload_;
};

/// Builds an index of a sample of the tree, on a copy in the temporary directory: at most max_bytes of source, every n-th file,
/// so that a trial takes seconds on any tree, and fewer where the settings to begin from are so slow that it would take more than
/// half a second: with eight minutes for forty trials of forty rounds there is no more. Questions to the copy are the guard: an index that is built faster and answers
/// slower is no gain. With the tables of search where the user's index has them. The user's index is not touched.
class IndexOperation final : public Operation {
 public:
  static constexpr std::uint64_t kSampleBytes = std::uint64_t{6} << 20;
  IndexOperation(const std::string& root, std::uint64_t max_bytes, bool with_search, EventSink& events);
  [[nodiscard]] std::string_view name() const noexcept override { return "index"; }
  Sample run(const Knobs& settings) override;
  [[nodiscard]] std::size_t files() const noexcept { return listing_.files.size(); }

 private:
  void fit(double ns);

  ingest::TreeListing listing_;
  bool with_search_;
  std::optional<embed::Model> model_;
  bool fitted_ = false;
  bench::ScratchDirectory copy_;
  bench::Workload workload_;
};

}  // namespace cg::tune
