#include "libcg/cli/record_writer.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <iterator>
#include <type_traits>
#include <utility>

#include "libcg/base/utf8.h"
#include "libcg/cli/json_text.h"

namespace cg::cli {
namespace {

// The colours that grep's users know: magenta for the file, green for the place in it.
constexpr std::string_view kPathColor = "\x1b[35m";
constexpr std::string_view kPlaceColor = "\x1b[32m";
constexpr std::string_view kPlain = "\x1b[m";

template <class Number>
void append_number(std::string& out, Number number) {
  if constexpr (std::is_integral_v<Number>) {
    const fmt::format_int text(number);
    out.append(text.data(), text.size());
  } else {
    fmt::format_to(std::back_inserter(out), "{}", number);  // shortest text that reads back the same
  }
}

// One value of a TSV or NUL record.
class TextAppender {
 public:
  TextAppender(std::string& out, const RecordStyle& style)
      : out_(out), raw_(style.format == RecordStyle::Format::kNul), color_(style.color && !raw_) {}

  void operator()(std::monostate) const {}
  void operator()(bool truth) const { out_ += truth ? "true" : "false"; }
  void operator()(std::string_view text) const {
    if (raw_) {
      out_ += text;
    } else {
      append_printable(out_, text);
    }
  }
  void operator()(const Location& at) const {
    if (color_) out_ += kPathColor;
    (*this)(at.path);
    if (color_) out_ += kPlain;
    if (at.line == 0) return;
    if (color_) out_ += kPlaceColor;
    out_ += ':';
    append_number(out_, at.line);
    if (at.column != 0) {
      out_ += ':';
      append_number(out_, at.column);
    }
    if (color_) out_ += kPlain;
  }
  template <class Text>
  void operator()(std::span<const Text> texts) const {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out_ += ',';
      (*this)(std::string_view(texts[i]));
    }
  }
  template <class Number>
    requires std::is_arithmetic_v<Number>
  void operator()(Number number) const {
    append_number(out_, number);
  }

 private:
  std::string& out_;
  bool raw_;
  bool color_;
};

// One value of a JSON record, without its key.
class JsonAppender {
 public:
  explicit JsonAppender(std::string& out) : out_(out) {}

  void operator()(std::monostate) const { out_ += "null"; }
  void operator()(bool truth) const { out_ += truth ? "true" : "false"; }
  void operator()(std::string_view text) const { append_json_string(out_, text); }
  void operator()(double number) const {
    if (std::isfinite(number)) {
      append_number(out_, number);
    } else {
      out_ += "null";  // JSON has no infinity
    }
  }
  template <class Text>
  void operator()(std::span<const Text> texts) const {
    out_ += '[';
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out_ += ',';
      append_json_string(out_, texts[i]);
    }
    out_ += ']';
  }
  template <class Number>
    requires std::is_integral_v<Number>
  void operator()(Number number) const {
    append_number(out_, number);
  }
  void known(std::uint32_t number) const {
    if (number == 0) {
      out_ += "null";
    } else {
      append_number(out_, number);
    }
  }

 private:
  std::string& out_;
};

}  // namespace

RecordWriter::RecordWriter(Output& output, const RecordStyle& style, std::vector<std::string> columns)
    : output_(output), style_(style) {
  const auto key = [](const std::string& name) { return "\"" + name + "\":"; };
  for (std::string& name : columns) {
    const std::string prefix = name == "location" ? "" : name + "_";
    Column column{.name = {},
                  .key = key(name),
                  .path_key = key(prefix + "path"),
                  .line_key = "," + key(prefix + "line"),
                  .column_key = "," + key(prefix + "column")};
    column.name = std::move(name);
    columns_.push_back(std::move(column));
  }
  if (style_.header && style_.format != RecordStyle::Format::kJsonl) write_header();
}

void RecordWriter::write_header() {
  std::string& out = output_.buffer();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) out += '\t';
    out += columns_[i].name;
  }
  out += style_.format == RecordStyle::Format::kNul ? '\0' : '\n';
  output_.end_record();
}

bool RecordWriter::write(std::span<const Field> fields) {
  assert(fields.size() == columns_.size());
  ++count_.total;
  if (style_.limit && count_.shown >= *style_.limit) return false;
  ++count_.shown;
  if (style_.format == RecordStyle::Format::kJsonl) {
    write_json_record(fields);
  } else {
    write_text_record(fields);
  }
  output_.end_record();
  return true;
}

void RecordWriter::write_text_record(std::span<const Field> fields) {
  std::string& out = output_.buffer();
  const TextAppender append(out, style_);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += '\t';
    std::visit(append, fields[i].value());
  }
  out += style_.format == RecordStyle::Format::kNul ? '\0' : '\n';
}

void RecordWriter::write_json_record(std::span<const Field> fields) {
  std::string& out = output_.buffer();
  const JsonAppender append(out);
  out += '{';
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    const Column& column = columns_[i];
    if (const auto* at = std::get_if<Location>(&fields[i].value())) {
      out += column.path_key;
      if (at->path.empty()) {
        out += "null";
      } else {
        append(at->path);
      }
      out += column.line_key;
      append.known(at->line);
      out += column.column_key;
      append.known(at->column);
    } else {
      out += column.key;
      std::visit(
          [&append](const auto& value) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, Location>) append(value);
          },
          fields[i].value());
    }
  }
  out += "}\n";
}

RecordCount RecordWriter::finish() {
  output_.flush();
  return count_;
}

}  // namespace cg::cli
