#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/kinds.h"
#include "libcg/base/utf8.h"
#include "libcg/cli/output.h"
#include "libcg/cli/questions.h"
#include "libcg/cli/record_writer.h"
#include "libcg/cli/terminal.h"
#include "tools/query/answers.h"
#include "tools/query/verb.h"

namespace cg::tools {
namespace {

struct ShowOptions {
  std::vector<std::string> names;
  std::uint32_t context = 0;
};

/// Whole lines of a file. In a work tree it is read as it is now, so in a stale one it may not be the definition.
class SourceLines {
 public:
  SourceLines(Session& session, const std::string& tree_path) : status_(session.texts().read(tree_path, text_)) {}

  [[nodiscard]] ReadStatus status() const noexcept { return status_; }
  /// Lines first to last, counted from 1, with their ends; what lies outside the file is left out.
  [[nodiscard]] std::string_view lines(std::uint32_t first, std::uint32_t last) const {
    const std::size_t begin = start_of(first);
    const std::size_t end = start_of(last + 1);
    return std::string_view(text_).substr(begin, end - begin);
  }

 private:
  [[nodiscard]] std::size_t start_of(std::uint32_t line) const {
    std::size_t at = 0;
    for (; line > 1 && at < text_.size(); --line) {
      const std::size_t end = text_.find('\n', at);
      at = end == std::string::npos ? text_.size() : end + 1;
    }
    return at;
  }

  std::string text_;
  ReadStatus status_;
};

/// A definition with all that is shown of it.
struct Shown {
  std::string path;
  Position at;
  SymbolKind kind;
  std::string name;
  std::string doc;
  std::uint32_t first_line, last_line;
  std::string text;
};

/// For people: where it is, what it is, then the lines as they are in the file; a blank line between two.
class Listing {
 public:
  Listing(Session& session, bool tagged)
      : limit_(session.options().common.limit), tagged_(tagged), escapes_(cli::is_terminal(1)) {}

  void write(const Shown& shown, bool stale, std::string_view question) {
    if (limit_ && count_.total++ >= *limit_) return;
    if (!limit_) ++count_.total;
    if (count_.shown++ > 0) output_.write("\n");
    output_.write(fmt::format("{}:{}:{}\t{}\t{}{}{}\n", printable(shown.path), shown.at.line, shown.at.column,
                              name_of(shown.kind), printable(shown.name), stale ? "\tstale" : "",
                              tagged_ ? "\t" + printable(question) : ""));
    write_doc(shown);
    output_.write(escapes_ ? printable_lines(shown.text) : shown.text);  // no control characters but those that lay out text
    if (!shown.text.empty() && !shown.text.ends_with('\n')) output_.write("\n");
  }
  void flush() { output_.flush(); }
  [[nodiscard]] cli::RecordCount count() const { return count_; }

 private:
  /// Documentation that stands outside the definition goes before it, indented; a docstring is in the text already.
  void write_doc(const Shown& shown) {
    std::string_view doc = shown.doc;
    if (doc.empty() || shown.text.find(doc.substr(0, doc.find('\n'))) != std::string::npos) return;
    while (!doc.empty()) {
      const std::size_t end = std::min(doc.find('\n'), doc.size());
      output_.write(fmt::format("    {}\n", printable(doc.substr(0, end))));
      doc.remove_prefix(std::min(end + 1, doc.size()));
    }
  }

  std::optional<std::uint64_t> limit_;
  bool tagged_;
  bool escapes_;
  cli::Output output_;
  cli::RecordCount count_;
};

class Showing {
 public:
  Showing(Session& session, const ShowOptions& show) : session_(session), show_(show) {}

  /// Calls write(file, shown) for every definition of what the question means.
  template <class Write>
  void for_each(std::string_view question, Write&& write) {
    const auto resolution = session_.resolve(question);
    if (resolution.symbols.empty()) session_.report_unknown(question, resolution);
    for (const SymbolRef ref : resolution.symbols) {
      const std::string& tree_path = session_.reader().file(ref.file).path;
      const SourceLines source(session_, tree_path);
      const std::string path = session_.shown_path(ref.file);
      if (source.status() != ReadStatus::kOk) {
        session_.messages().error(path, fmt::format("cannot be shown: {}; run cg-index to update the index",
                                                    describe(source.status())));
        failed_ = true;
        continue;
      }
      const graph::SymbolRow row = session_.reader().symbol(ref);
      const std::uint32_t start = ref.ordinal == 0 ? 1 : std::max(1U, row.start_line);
      const std::uint32_t first = start - std::min(start - 1, show_.context);
      const std::uint32_t last = ref.ordinal == 0 ? session_.reader().file(ref.file).lines : row.end_line + show_.context;
      write(ref.file, Shown{path, row.at, row.kind, session_.reader().qualified_name(ref), session_.reader().text(ref).doc,
                            first, last, std::string(source.lines(first, last))});
    }
  }
  /// A file that could not be read is an error, whatever else was found.
  [[nodiscard]] int status(int otherwise) const { return failed_ ? 2 : otherwise; }

 private:
  Session& session_;
  const ShowOptions& show_;
  bool failed_ = false;
};

int run_listing(Session& session, const ShowOptions& show) {
  if (session.options().common.header) {
    throw Error(ErrorKind::kUsage, "show: --header names columns, and a listing has none; add --null");
  }
  const cli::Questions questions(show.names);
  Listing listing(session, questions.many());
  Showing showing(session, show);
  questions.for_each([&] { listing.flush(); },
                     [&](std::string_view question) {
                       showing.for_each(question, [&](FileId file, const Shown& shown) {
                         listing.write(shown, session.stale(file), question);
                       });
                     });
  listing.flush();
  return showing.status(session.finish(listing.count()));
}

int run_records(Session& session, const ShowOptions& show) {
  const cli::Questions questions(show.names);
  Answers answers(session,
                  {{"location"}, {"kind"}, {"name"}, {"first_line"}, {"last_line"}, {"text"}, {"doc", true}},
                  questions.many());
  Showing showing(session, show);
  answers.ask(questions, [&](std::string_view question) {
    showing.for_each(question, [&](FileId file, const Shown& shown) {
      answers.write(file, {cli::Location{shown.path, shown.at.line, shown.at.column}, name_of(shown.kind), shown.name,
                           shown.first_line, shown.last_line, shown.text, shown.doc});
    });
  });
  return showing.status(answers.finish());
}

int run_show(const QueryOptions& options, const ShowOptions& show) {
  Session session(options);
  return options.common.json || options.common.null_ended ? run_records(session, show) : run_listing(session, show);
}

}  // namespace

Verb add_show(CLI::App& tool, QueryOptions& options) {
  auto show = std::make_shared<ShowOptions>();
  CLI::App* verb = add_record_verb(tool, options, "show", "The source text of a definition");
  add_names(*verb, show->names, "NAME", "Names, or - to read them from standard input");
  verb->add_option("--context", show->context, "Show this many lines before and behind, too")
      ->type_name("LINES")
      ->capture_default_str()
      ->check(CLI::Range(0, 1'000'000));
  return {verb, [&options, show] { return run_show(options, *show); }};
}

}  // namespace cg::tools
