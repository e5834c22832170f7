#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/cli/common_options.h"
#include "libcg/cli/progress_bar.h"
#include "libcg/cli/record_writer.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/name_query.h"
#include "libcg/graph/revisions.h"
#include "libcg/graph/source_texts.h"
#include "libcg/graph/staleness.h"
#include "libcg/graph/tree_place.h"

namespace cg::tools {

/// What all verbs are told on the command line.
struct QueryOptions {
  cli::CommonOptions common;
  std::string rev;  ///< empty: the index of the work tree
  bool strict = false;
};

/// Takes the settings of the index's profile (cg-tune) for what is opened from then on: call it before the verb.
void use_profile(const QueryOptions& options);
/// The index directory that the options mean; in it may be several indexes.
[[nodiscard]] std::filesystem::path index_directory(const QueryOptions& options);

/// One run of a verb: the open index, how its paths look from here, and what has been noticed that colours the exit
/// status. Opening maps the index and reads a few keys; everything else is read when it is asked for.
class Session {
 public:
  explicit Session(const QueryOptions& options, const graph::ReaderMemory& memory = {});
  /// Of this revision (empty: the work tree), whatever the options say.
  Session(const QueryOptions& options, std::optional<graph::Revision> revision, const graph::ReaderMemory& memory);

  [[nodiscard]] const QueryOptions& options() const noexcept { return options_; }
  [[nodiscard]] graph::IndexReader& reader() noexcept { return reader_; }
  [[nodiscard]] const graph::TreePlace& place() const noexcept { return place_; }
  [[nodiscard]] cli::ProgressBar& messages() noexcept { return messages_; }

  /// The texts of the files that the index is of.
  [[nodiscard]] graph::SourceTexts& texts() noexcept { return texts_; }

  /// What was read from a commit stays as it is.
  [[nodiscard]] bool stale(FileId file) { return !revision_ && staleness_.stale(file); }
  /// The file's path as it is printed.
  [[nodiscard]] std::string shown_path(FileId file) { return place_.shown(reader_.file(file).path); }

  /// What a question means; several definitions are remembered for --strict.
  [[nodiscard]] graph::Resolution resolve(std::string_view question, const graph::NameOptions& options = {});
  /// The indexed file of a path, of which an ending will do if it fits one file only. Reports why there is none.
  [[nodiscard]] std::optional<FileId> one_file(std::string_view path);
  /// All indexed files below a directory, by path; or the one file.
  [[nodiscard]] std::vector<FileId> files_meant(std::string_view path);
  /// Says on stderr that nothing is called that.
  void report_unknown(std::string_view question, const graph::Resolution& resolution);
  /// Edges left out for their low confidence; said once, at the end.
  void add_hidden(std::uint64_t edges) noexcept { hidden_ += edges; }

  /// Says what is to be said at the end, and gives the exit status: 1 if there are no records.
  [[nodiscard]] int finish(const cli::RecordCount& records);

 private:
  const QueryOptions& options_;
  cli::ProgressBar messages_;
  std::filesystem::path directory_;
  std::optional<graph::Revision> revision_;
  graph::IndexReader reader_;
  graph::TreePlace place_;
  graph::SourceTexts texts_;
  graph::Staleness staleness_{reader_, place_};
  bool ambiguous_ = false;
  std::uint64_t hidden_ = 0;
};

}  // namespace cg::tools
