// Packing what a model should read under a budget.
//
// A candidate is a definition with a value: the seed's worth times a factor for how it hangs together with the seed. The
// same definition reached from several seeds adds up, so what many answers share comes early. Candidates are taken in order of value
// while they fit: a greedy choice by value alone, not by value per token, because a budget is mostly filled by a few
// definitions that matter, and value per token would fill it with one-line getters. One that is too long for what is left is
// passed over and named at the end, except the first, of which the beginning is shown.

#include "libcg/search/context_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "libcg/graph/edges.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/search/path_traits.h"
#include "libcg/search/token_estimate.h"

namespace cg::search {
namespace {

// What a neighbour is worth beside the seed. What a definition uses explains it; who calls it shows what it is for; a test
// is a caller that says what is expected.
constexpr float kUsedFunction = 0.5F;
constexpr float kUsedType = 0.45F;
constexpr float kTest = 0.3F;
constexpr float kCaller = 0.25F;
/// Neighbours of one kind and one seed: each further one is worth this much less.
constexpr float kFurther = 0.85F;
/// A heading, its fence and the lines between: counted with each piece.
constexpr std::size_t kHeadingTokens = 12;
/// Definitions with more callers than this are everybody's, and no caller says more than another.
constexpr std::size_t kMostCallers = 64;

struct Candidate {
  FileId file = 0;
  SymbolRef symbol;
  std::uint32_t start_line = 0, end_line = 0;
  float value = 0;
  std::string why;
  float why_value = 0;  ///< of the reason that is shown
};

class Packing {
 public:
  Packing(graph::IndexReader& reader, graph::SourceTexts& texts, const graph::TreePlace& place)
      : reader_(reader), texts_(texts), place_(place) {}

  ContextPack run(const std::vector<ContextSeed>& seeds, std::size_t budget) {
    for (const ContextSeed& seed : seeds) add_seed(seed);
    std::vector<const Candidate*> order;
    for (const auto& [key, candidate] : candidates_) order.push_back(&candidate);
    std::stable_sort(order.begin(), order.end(), [](const Candidate* a, const Candidate* b) { return a->value > b->value; });
    for (const Candidate* c : order) take(*c, budget);
    return std::move(pack_);
  }

 private:
  /// By path, so that the order of equals does not depend on ids.
  using Key = std::tuple<std::string, std::uint32_t, std::uint32_t>;

  void add(FileId file, SymbolRef symbol, std::uint32_t start, std::uint32_t end, float value, const std::string& why) {
    Candidate& c = candidates_[{reader_.file(file).path, start, end}];
    c.file = file;
    c.symbol = symbol;
    c.start_line = start;
    c.end_line = end;
    c.value += value;
    if (value > c.why_value) c.why = why;
    c.why_value = std::max(c.why_value, value);
  }

  void add_symbol(SymbolRef ref, float value, const std::string& why) {
    const graph::SymbolRow& s = reader_.symbol(ref);
    if (ref.ordinal == 0 || graph::is_space(s.kind)) return;
    if (!graph::is_function_like(s.kind) && !graph::is_class_like(s.kind) && s.kind != SymbolKind::kMacro && s.kind != SymbolKind::kTypeAlias) return;
    if ((s.flags & graph::kDeclarationFlag) != 0) value *= kFurther;
    add(ref.file, ref, s.start_line, s.end_line, value, why);
  }

  void add_seed(const ContextSeed& seed) {
    if (!seed.symbol.valid()) {
      add(seed.file, {}, seed.start_line, seed.end_line, seed.worth, "answer");
      return;
    }
    add(seed.file, seed.symbol, seed.start_line, seed.end_line, seed.worth, "answer");
    const std::string name = reader_.symbol(seed.symbol).name;
    add_used(seed, name);
    add_users(seed, name);
  }

  void add_used(const ContextSeed& seed, const std::string& name) {
    const std::uint32_t start = seed.start_line, end = seed.end_line;
    std::vector<SymbolRef> seen;
    float functions = kUsedFunction, types = kUsedType;
    for (const graph::Edge& e : graph::edges_from_file(reader_, seed.file, {}).edges) {
      if (e.at.line < start || e.at.line > end || !e.target.valid() || e.target == seed.symbol) continue;
      if (std::find(seen.begin(), seen.end(), e.target) != seen.end()) continue;
      seen.push_back(e.target);
      const bool type = e.kind == EdgeKind::kUsesType || graph::kInheritKinds.has(e.kind) || e.kind == EdgeKind::kInstantiates;
      float& factor = type ? types : functions;
      add_symbol(e.target, seed.worth * factor * static_cast<float>(e.confidence) / 100, fmt::format("used by {}", name));
      factor *= kFurther;
    }
  }

  void add_users(const ContextSeed& seed, const std::string& name) {
    graph::EdgeFilter filter;
    filter.kinds = graph::kCallKinds;
    std::vector<graph::Edge> edges = graph::edges_into(reader_, seed.symbol, filter).edges;
    if (edges.size() > kMostCallers) edges.resize(kMostCallers);
    std::vector<SymbolRef> seen;
    float callers = kCaller, tests = kTest;
    for (const graph::Edge& e : edges) {
      if (std::find(seen.begin(), seen.end(), e.source) != seen.end()) continue;
      seen.push_back(e.source);
      const bool test = reader_.symbol(e.source).kind == SymbolKind::kTest || path_traits(reader_.file(e.source.file).path).test;
      float& factor = test ? tests : callers;
      add_symbol(e.source, seed.worth * factor * static_cast<float>(e.confidence) / 100, fmt::format("{} {}", test ? "test of" : "calls", name));
      factor *= kFurther;
    }
  }

  [[nodiscard]] bool is_shown(const Candidate& c) const {
    return std::any_of(taken_.begin(), taken_.end(), [&](const Candidate& t) {
      return t.file == c.file && t.start_line <= c.start_line && t.end_line >= c.end_line;
    });
  }

  void take(const Candidate& c, std::size_t budget) {
    if (is_shown(c)) return;
    ContextPiece piece;
    piece.file = c.file;
    piece.path = reader_.file(c.file).path;
    piece.start_line = c.start_line;
    piece.end_line = c.end_line;
    piece.symbol = c.symbol.valid() ? reader_.qualified_name(c.symbol) : std::string{};
    piece.kind = c.symbol.valid() ? name_of(reader_.symbol(c.symbol).kind) : std::string_view("chunk");
    piece.why = c.why;
    piece.text = lines(c);
    if (piece.text.empty()) return;
    piece.tokens = estimate_tokens(piece.text) + kHeadingTokens;
    if (pack_.tokens + piece.tokens > budget) {
      if (!pack_.pieces.empty() || !cut(piece, budget)) {
        pack_.left_out.push_back(fmt::format("{}:{}-{}{}{}", place_.shown(piece.path), piece.start_line, piece.end_line,
                                             piece.symbol.empty() ? "" : " ", piece.symbol));
        return;
      }
    }
    pack_.tokens += piece.tokens;
    taken_.push_back(c);
    taken_.back().end_line = piece.end_line;
    pack_.pieces.push_back(std::move(piece));
  }

  /// As many lines as fit. False if not even one does.
  static bool cut(ContextPiece& piece, std::size_t budget) {
    std::size_t kept = 0;
    std::size_t tokens = kHeadingTokens;
    std::uint32_t line_count = 0;
    while (kept < piece.text.size()) {
      const std::size_t end = std::min(piece.text.find('\n', kept), piece.text.size() - 1) + 1;
      const std::size_t more = estimate_tokens(std::string_view(piece.text).substr(kept, end - kept)) + 1;
      if (tokens + more > budget) break;
      tokens += more;
      kept = end;
      ++line_count;
    }
    if (line_count == 0) return false;
    piece.text.resize(kept);
    piece.tokens = tokens;
    piece.end_line = piece.start_line + line_count - 1;
    piece.cut = true;
    return true;
  }

  /// The lines of a candidate; none if the file cannot be read or has become shorter.
  [[nodiscard]] std::string lines(const Candidate& c) {
    if (c.file != text_file_) {
      text_file_ = c.file;
      if (texts_.read(reader_.file(c.file).path, text_) != ReadStatus::kOk) text_.clear();
    }
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < c.start_line && at < text_.size(); ++line) at = std::min(text_.find('\n', at), text_.size() - 1) + 1;
    std::size_t end = at;
    for (std::uint32_t line = c.start_line; line <= c.end_line && end < text_.size(); ++line) end = std::min(text_.find('\n', end), text_.size() - 1) + 1;
    return text_.substr(at, end - at);
  }

  graph::IndexReader& reader_;
  graph::SourceTexts& texts_;
  const graph::TreePlace& place_;
  std::map<Key, Candidate> candidates_;
  std::vector<Candidate> taken_;
  ContextPack pack_;
  FileId text_file_ = kNone;
  std::string text_;
};

/// Longer than any run of backticks in the text, or the fence would end inside it.
std::string fence_for(std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

}  // namespace

ContextPack pack_context(graph::IndexReader& reader, graph::SourceTexts& texts, const graph::TreePlace& place,
                         const std::vector<ContextSeed>& seeds, std::size_t budget_tokens) {
  return Packing(reader, texts, place).run(seeds, budget_tokens);
}

std::string to_markdown(const ContextPiece& p, const graph::TreePlace& place) {
  const std::string fence = fence_for(p.text);
  return fmt::format("## {}:{}-{}{}{} ({}, {}{})\n{}\n{}{}{}\n\n", place.shown(p.path), p.start_line, p.end_line, p.symbol.empty() ? "" : " ",
                     p.symbol, p.kind, p.why, p.cut ? ", its beginning" : "", fence, p.text, p.text.ends_with('\n') ? "" : "\n", fence);
}

std::string left_out_line(const ContextPack& pack) {
  constexpr std::size_t kNamed = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(kNamed, pack.left_out.size()); ++i) out += (i == 0 ? "Left out: " : "; ") + pack.left_out[i];
  if (pack.left_out.size() > kNamed) out += fmt::format("; {} more", pack.left_out.size() - kNamed);
  if (!out.empty()) out += "\n";
  return out;
}

}  // namespace cg::search
