#pragma once
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/cli/output.h"
#include "libcg/cli/questions.h"
#include "libcg/cli/record_writer.h"
#include "tools/query/session.h"

namespace cg::tools {

/// A column of a verb's table. Some are for programs only: they would make a line of TSV too long to read.
struct Column {
  const char* name;
  bool json_only = false;
};

/// The records of one verb: its columns, then "stale", then "query" if more than one question is asked.
class Answers {
 public:
  Answers(Session& session, std::initializer_list<Column> columns, bool tagged = false);

  /// Asks one question after the other.
  void ask(const cli::Questions& questions, const std::function<void(std::string_view)>& answer);

  /// One value a column, json_only ones included; `from` is the file that the record speaks of (kNone: none).
  void write(FileId from, std::initializer_list<cli::Field> fields);

  [[nodiscard]] bool json() const noexcept { return style_.format == cli::RecordStyle::Format::kJsonl; }

  /// Flushes, says on stderr what is to be said, and gives the exit status.
  [[nodiscard]] int finish();

 private:
  Session& session_;
  cli::RecordStyle style_;
  std::vector<bool> shown_;  ///< by column
  bool tagged_;
  cli::Output output_;
  cli::RecordWriter writer_;
  std::string question_;
  std::vector<cli::Field> scratch_;
};

}  // namespace cg::tools
