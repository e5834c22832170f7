#include "libcg/parse/directives_amid.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cg::parse {
namespace {

class Amid {
 public:
  explicit Amid(MaskedText& text) : text_(text), source_(text.source()) {}

  void run() {
    while (at_ < source_.size()) step();
  }

 private:
  struct Group {
    std::vector<std::pair<std::size_t, std::size_t>> lines;
    bool amid = false;
  };

  [[nodiscard]] bool ahead(std::string_view what) const { return source_.substr(at_).starts_with(what); }
  [[nodiscard]] std::size_t line_end() const { return std::min(source_.find('\n', at_), source_.size()); }
  void skip_behind(std::string_view what, std::size_t from) {
    const std::size_t end = source_.find(what, from);
    at_ = end == std::string_view::npos ? source_.size() : end + what.size();
  }

  void step() {
    const char c = source_[at_];
    if (c == '\n') {
      fresh_ = true;
      ++at_;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (ahead("//")) {
      at_ = line_end();
    } else if (ahead("/*")) {
      skip_behind("*/", at_ + 2);
    } else if (c == '#' && fresh_) {
      const std::size_t end = line_end();
      directive(end);
      at_ = end;
    } else {
      code(c);
    }
  }

  void code(char c) {
    fresh_ = false;
    last_ = c;
    if (ahead("\"\"\"")) {
      skip_behind("\"\"\"", at_ + 3);
    } else if (ahead("@\"")) {  // only "" means a quote in it
      for (at_ += 2; at_ < source_.size(); ++at_) {
        if (source_[at_] != '"') continue;
        if (!source_.substr(at_ + 1).starts_with('"')) break;
        ++at_;
      }
      ++at_;
    } else if (c == '"' || c == '\'') {
      for (++at_; at_ < source_.size() && source_[at_] != c && source_[at_] != '\n'; ++at_) {
        if (source_[at_] == '\\') ++at_;
      }
      ++at_;
    } else {
      ++at_;
    }
    at_ = std::min(at_, source_.size());
  }

  /// Whether a statement or member can begin here.
  [[nodiscard]] bool between() const { return last_ == '\0' || std::string_view(";{}]:").find(last_) != std::string_view::npos; }

  void directive(std::size_t end) {
    std::string_view word = source_.substr(at_ + 1, end - at_ - 1);
    word.remove_prefix(std::min(word.find_first_not_of(" \t"), word.size()));
    word = word.substr(0, word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
    if (word == "if") {
      open_.push_back({{{at_, end}}, !between()});
    } else if (!open_.empty() && (word == "elif" || word == "else" || word == "endif")) {
      Group& group = open_.back();
      group.lines.emplace_back(at_, end);
      group.amid = group.amid || !between();
      if (word != "endif") return;
      for (std::size_t i = 0; group.amid && i < group.lines.size(); ++i) text_.blank(group.lines[i].first, group.lines[i].second);
      open_.pop_back();
    }
  }

  MaskedText& text_;
  std::string_view source_;
  std::size_t at_ = 0;
  bool fresh_ = true;   ///< nothing but white space on this line so far
  char last_ = '\0';    ///< of the code so far
  std::vector<Group> open_;
};

}  // namespace

bool has_directives_amid(std::string_view language) { return language == "csharp"; }

void mask_directives_amid(MaskedText& text) { Amid(text).run(); }

}  // namespace cg::parse
