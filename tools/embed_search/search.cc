#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <system_error>

#include "libcg/base/deadline.h"
#include "libcg/base/error.h"
#include "libcg/base/utf8.h"
#include "libcg/cli/profile_option.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/progress_bar.h"
#include "libcg/cli/questions.h"
#include "libcg/cli/record_writer.h"
#include "libcg/cli/terminal.h"
#include "libcg/embed/model.h"
#include "libcg/graph/source_texts.h"
#include "libcg/graph/staleness.h"
#include "libcg/graph/tree_place.h"
#include "libcg/search/answers.h"
#include "libcg/search/context_pack.h"
#include "libcg/search/similar_code.h"
#include "tools/embed_search/like.h"
#include "tools/embed_search/options.h"

namespace cg::tools {
namespace {

constexpr std::size_t kAnswers = 10;

std::vector<SymbolKind> kinds_of(const std::vector<std::string>& names) {
  std::vector<SymbolKind> kinds;
  for (const std::string& name : names) {
    const auto kind = symbol_kind(name);
    if (!kind) throw Error(ErrorKind::kUsage, fmt::format("--kind: there are no symbols of kind \"{}\"; cg-query stats lists them", name));
    kinds.push_back(*kind);
  }
  return kinds;
}

cli::ProgressBar::Settings message_settings(const EmbedSearchOptions& options) {
  cli::ProgressBar::Settings settings;
  settings.tool = "cg-embed-search";
  settings.least = cli::least_severity(options.common);
  return settings;
}

/// What a score is made of, in the order it is told.
struct NamedValue {
  const char* name;
  float value;
};
std::vector<NamedValue> signals_of(const search::Answer& a, bool like) {
  if (like) return {{"shape", a.likeness.shape}, {"text", a.likeness.text}, {"words", a.likeness.words}, {"meaning", a.likeness.meaning}};
  const search::Signals& s = a.signals;
  return {{"file", s.file}, {"best_chunk", s.best_chunk}, {"gathered", s.gathered}, {"stem", s.stem}, {"stem_first", s.stem_first},
          {"fuzzy_stem", s.fuzzy_stem}, {"definition", s.definition}, {"names", s.names}, {"meaning", s.meaning}, {"users", s.users},
          {"tests", s.tests}, {"siblings", s.siblings}, {"home", s.home}, {"prior", s.prior}};
}

const std::vector<std::string>& asked_by(const EmbedSearchOptions& options) {
  return options.search.likes.empty() ? options.search.questions : options.search.likes;
}

class Searching {
 public:
  Searching(const EmbedSearchOptions& options, const cli::RecordStyle& style)
      : options_(options),
        messages_(message_settings(options)),
        directory_(with_its_profile(options.common)),
        reader_(directory_, graph::ReaderMemory::for_questions(cli::Questions(asked_by(options)).many())),
        place_(find_place()), texts_(place_, {}),
        staleness_(reader_, place_), index_(reader_),
        like_(!options.search.likes.empty()), questions_(asked_by(options)), style_(style), writer_(output_, style_, columns()) {
    wanted_.mode = mode();
    if (wanted_.mode != search::Mode::kLexical) open_meaning();
    if (like_) {
      similar_.emplace(index_, texts_, meaning_ ? &*meaning_ : nullptr, meaning_ ? &*model_ : nullptr);
    } else {
      answerer_.emplace(index_, meaning_ ? &*meaning_ : nullptr);
    }
    wanted_.languages = options.search.languages;
    wanted_.paths = options.search.paths;
    wanted_.kinds = kinds_of(options.search.kinds);
    wanted_.all_chunks = options.search.all_chunks;
    wanted_.limit = options.common.limit.value_or(kAnswers);
  }

  int run() {
    if (like_) {
      for (const std::string& place : options_.search.likes) tell(place, similar_->find(read_fragment(index_, place_, texts_, place), wanted_));
    } else {
      questions_.for_each([this] { writer_.flush(); },
                          [this](std::string_view text) { tell(text, answerer_->answer(answerer_->read(text, wanted_.mode), wanted_)); });
    }
    const cli::RecordCount count = writer_.finish();
    if (staleness_.count() > 0) {
      messages_.warning({}, "results marked stale are from files changed since indexing; run cg-index to update");
    }
    if (stopped_by_deadline()) {
      messages_.warning({}, cli::timeout_message(options_.common));
      return cli::kExitPartial;
    }
    return count.total + pieces_ == 0 ? cli::kExitNothing : cli::kExitFound;
  }

 private:
  /// Before anything is opened by the settings.
  [[nodiscard]] static std::filesystem::path with_its_profile(const cli::CommonOptions& common) {
    auto directory = graph::find_index(common.index, std::filesystem::current_path());
    cli::use_profile(common, "cg-embed-search", directory);
    return directory;
  }
  [[nodiscard]] graph::TreePlace find_place() {
    const auto first_path = [this] {
      std::string first;
      reader_.for_each_path("", [&](std::string_view path, FileId) {
        first = path;
        return false;
      });
      return first;
    };
    return {graph::tree_root(directory_, reader_.meta("root"), first_path), std::filesystem::current_path()};
  }

  [[nodiscard]] search::Mode mode() const {
    if (options_.search.mode == "lexical") return search::Mode::kLexical;
    return options_.search.mode == "semantic" ? search::Mode::kSemantic : search::Mode::kHybrid;
  }

  /// Without vectors the standard mode goes by words; a mode that needs them ends.
  void open_meaning() {
    try {
      model_ = embed::Model::open_for_questions(embed::Model::find());
      meaning_.emplace(index_, *model_);
    } catch (const Error& error) {
      if (wanted_.mode == search::Mode::kSemantic) throw;
      messages_.warning({}, fmt::format("{}; searching by words alone", error.what()));
    }
  }

  [[nodiscard]] bool many() const { return like_ ? options_.search.likes.size() > 1 : questions_.many(); }
  [[nodiscard]] bool json() const { return style_.format == cli::RecordStyle::Format::kJsonl; }

  [[nodiscard]] std::vector<std::string> columns() const {
    std::vector<std::string> names;
    if (options_.search.context) return {"query", "path", "start_line", "end_line", "symbol", "kind", "why", "tokens", "text"};
    if (json()) {
      names = {"query", "rank", "score", "path", "start_line", "end_line", "symbol", "kind", "stale"};
      if (options_.search.explain) {
        for (const NamedValue& signal : signals_of({}, like_)) names.emplace_back(signal.name);
      }
      return names;
    }
    names = {"location", "end_line", "rank", "score", "kind", "symbol", "stale"};
    if (options_.search.explain) names.emplace_back("signals");
    if (many()) names.emplace_back("query");
    return names;
  }

  void tell(std::string_view text, const std::vector<search::Answer>& answers) {
    if (options_.search.context) {
      write_context(text, answers);
      return;
    }
    for (std::size_t i = 0; i < answers.size(); ++i) write(text, i + 1, answers[i]);
  }

  void write(std::string_view text, std::size_t rank, const search::Answer& a) {
    const std::string path = place_.shown(reader_.file(a.file).path);
    const std::string symbol = a.symbol.valid() ? reader_.qualified_name(a.symbol) : std::string{};
    const std::string_view kind = a.symbol.valid() ? name_of(reader_.symbol(a.symbol).kind) : std::string_view("chunk");
    const bool stale = staleness_.stale(a.file);
    const double score = std::round(static_cast<double>(a.score) * 1e4) / 1e4;
    fields_.clear();
    std::string signals;
    if (json()) {
      for (const cli::Field& f : {cli::Field(text), cli::Field(rank), cli::Field(score), cli::Field(path), cli::Field(a.start_line),
                                  cli::Field(a.end_line), cli::Field(symbol), cli::Field(kind), cli::Field(stale)}) {
        fields_.push_back(f);
      }
      if (options_.search.explain) {
        for (const NamedValue& s : signals_of(a, like_)) fields_.emplace_back(std::round(static_cast<double>(s.value) * 1e4) / 1e4);
      }
    } else {
      const std::uint32_t column = a.symbol.valid() ? reader_.symbol(a.symbol).at.column : 1;
      const std::string shown_score = fmt::format("{:.4f}", score);
      for (const cli::Field& f : {cli::Field(cli::Location{path, a.start_line, column}), cli::Field(a.end_line), cli::Field(rank),
                                  cli::Field(shown_score), cli::Field(kind), cli::Field(symbol), cli::Field(stale ? "stale" : "")}) {
        fields_.push_back(f);
      }
      if (options_.search.explain) {
        for (const NamedValue& s : signals_of(a, like_)) {
          if (s.value != 0) signals += fmt::format("{}{}={:.3f}", signals.empty() ? "" : " ", s.name, s.value);
        }
        fields_.emplace_back(signals);
      }
      if (many()) fields_.emplace_back(text);
      writer_.write(fields_);
      return;
    }
    writer_.write(fields_);
  }

  /// A terminal gets no control characters but the ones that lay out text.
  [[nodiscard]] std::string shown(const std::string& text) const { return escapes_ ? printable_lines(text) : text; }

  /// Markdown, or a record for each piece; then what was left out is said on standard error.
  void write_context(std::string_view text, const std::vector<search::Answer>& answers) {
    std::vector<search::ContextSeed> seeds;
    for (const search::Answer& a : answers) {
      const float worth = answers.front().score > 0 ? std::max(0.05F, a.score / answers.front().score) : 1;
      seeds.push_back({a.file, a.symbol, a.start_line, a.end_line, worth});
    }
    const search::ContextPack pack = search::pack_context(reader_, texts_, place_, seeds, options_.search.budget);
    pieces_ += pack.pieces.size();
    if (!json()) {
      if (many()) output_.write(fmt::format("# {}\n\n", printable(text)));
      for (const search::ContextPiece& piece : pack.pieces) {
        (void)staleness_.stale(piece.file);  // it remembers, and the end tells of it
        output_.write(shown(search::to_markdown(piece, place_)));
      }
      output_.write(shown(search::left_out_line(pack)));
      return;
    }
    for (const search::ContextPiece& p : pack.pieces) {
      const std::string path = place_.shown(p.path);
      writer_.write({cli::Field(text), cli::Field(path), cli::Field(p.start_line), cli::Field(p.end_line), cli::Field(p.symbol),
                     cli::Field(p.kind), cli::Field(p.why), cli::Field(p.tokens), cli::Field(p.text)});
    }
    if (!pack.left_out.empty()) messages_.warning({}, fmt::format("{} pieces did not fit the budget", pack.left_out.size()));
  }

  const EmbedSearchOptions& options_;
  cli::ProgressBar messages_;
  std::filesystem::path directory_;
  graph::IndexReader reader_;
  graph::TreePlace place_;
  graph::SourceTexts texts_;
  graph::Staleness staleness_;
  search::SearchIndex index_;
  std::optional<embed::Model> model_;
  std::optional<search::Meaning> meaning_;
  std::optional<search::Answerer> answerer_;    ///< for questions
  std::optional<search::SimilarCode> similar_;  ///< for --like
  search::AnswerOptions wanted_;
  bool like_;
  cli::Questions questions_;
  cli::RecordStyle style_;
  bool escapes_ = cli::is_terminal(1);
  cli::Output output_;
  cli::RecordWriter writer_;
  std::vector<cli::Field> fields_;
  std::size_t pieces_ = 0;  ///< of context
};

}  // namespace

int run_search(const EmbedSearchOptions& options) {
  cli::CommonOptions common = options.common;
  common.limit.reset();  // it is one of answers to each question, so it is not the writer's
  return Searching(options, cli::record_style(common)).run();
}

}  // namespace cg::tools
