#include "tools/query/answers.h"

#include "tools/query/trace.h"

namespace cg::tools {
namespace {

bool shows(const Column& column, const cli::RecordStyle& style) {
  return !column.json_only || style.format == cli::RecordStyle::Format::kJsonl;
}

std::vector<std::string> names_of(std::initializer_list<Column> columns, const cli::RecordStyle& style, bool tagged) {
  std::vector<std::string> names;
  for (const Column& column : columns) {
    if (shows(column, style)) names.emplace_back(column.name);
  }
  names.emplace_back("stale");
  if (tagged) names.emplace_back("query");
  return names;
}

}  // namespace

Answers::Answers(Session& session, std::initializer_list<Column> columns, bool tagged)
    : session_(session), style_(cli::record_style(session.options().common)), tagged_(tagged),
      writer_(output_, style_, names_of(columns, style_, tagged)) {
  for (const Column& column : columns) shown_.push_back(shows(column, style_));
}

void Answers::ask(const cli::Questions& questions, const std::function<void(std::string_view)>& answer) {
  const Trace trace;
  questions.for_each([this] { writer_.flush(); },
                     [&](std::string_view question) {
                       question_ = question;
                       trace.add(question);
                       answer(question);
                     });
}

void Answers::write(FileId from, std::initializer_list<cli::Field> fields) {
  scratch_.clear();
  std::size_t column = 0;
  for (const cli::Field& field : fields) {
    if (shown_[column++]) scratch_.push_back(field);
  }
  const bool stale = from != kNone && session_.stale(from);
  if (json()) {
    scratch_.emplace_back(stale);
  } else {
    scratch_.emplace_back(stale ? "stale" : "");
  }
  if (tagged_) scratch_.emplace_back(question_);
  writer_.write(scratch_);
}

int Answers::finish() { return session_.finish(writer_.finish()); }

}  // namespace cg::tools
