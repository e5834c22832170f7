#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/cli/field.h"
#include "libcg/cli/output.h"

namespace cg::cli {

/// How records look on standard output.
struct RecordStyle {
  enum class Format {
    kTsv,    ///< values separated by tabs, one record a line; control characters escaped (printable(), utf8.h)
    kJsonl,  ///< one JSON object a line, keys in the order of the columns
    kNul,    ///< values as they are, separated by tabs; a record ends with NUL
  };
  Format format = Format::kTsv;
  bool header = false;                 ///< TSV and NUL: the column names come first
  bool color = false;                  ///< TSV: locations stand out
  std::optional<std::uint64_t> limit = {};  ///< records behind this many are counted and not written
};

/// How many records there were; shown < total if a limit cut some off, which a tool then says on stderr.
struct RecordCount {
  std::uint64_t shown = 0;
  std::uint64_t total = 0;
};

/// Writes the records of one table. A Location is one value in TSV (path:line:column) and three keys in JSON: those
/// of a column named "location" are path, line, column; those of "definition" are definition_path and so on.
/// An array is joined by commas in TSV.
class RecordWriter {
 public:
  /// Column names are the JSON keys: snake_case. The first should be the location.
  RecordWriter(Output& output, const RecordStyle& style, std::vector<std::string> columns);

  /// One value a column. False once the limit is passed: a caller who need not count may stop.
  bool write(std::span<const Field> fields);
  bool write(std::initializer_list<Field> fields) {
    return write(std::span<const Field>(fields.begin(), fields.size()));
  }
  /// For a reader that waits for this answer before it asks the next question.
  void flush() { output_.flush(); }
  /// Flushes (Error{kIo} on failure) and counts.
  RecordCount finish();

 private:
  struct Column {
    std::string name;
    std::string key;         ///< "name":
    std::string path_key;    ///< and those of a Location there
    std::string line_key;
    std::string column_key;
  };

  void write_header();
  void write_text_record(std::span<const Field> fields);
  void write_json_record(std::span<const Field> fields);

  Output& output_;
  RecordStyle style_;
  std::vector<Column> columns_;
  RecordCount count_;
};

}  // namespace cg::cli
