// Finding code like a fragment.
//
// Two steps. Proposals come from what the index has: chunks with the fragment's rarest words, and chunks whose vectors are near
// to its vector; a small tree is proposed whole. A copy with other variables still calls the same functions and uses the same fields, so it is among
// them; a copy in which every single name was changed may be missed, which a table of shapes for each chunk would mend for as much
// disk as all postings take. Then the definitions around the proposals are read and compared as they are.

#include "libcg/search/similar_code.h"

#include <algorithm>
#include <map>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/search/ranking.h"
#include "libcg/search/rarity.h"

namespace cg::search {
namespace {

/// A definition much longer than the fragment is compared by its chunks.
constexpr std::size_t kLongerTimes = 4;
constexpr std::size_t kLongerBytes = 4000;

/// Where the lines of a text begin, and its end.
std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) starts.push_back(at + 1);
  starts.push_back(text.size());
  return starts;
}

bool overlap(std::uint32_t start, std::uint32_t end, std::uint32_t other_start, std::uint32_t other_end) {
  return start <= other_end && other_start <= end;
}

}  // namespace

struct SimilarCode::Asked {
  CodePlace place;
  std::size_t bytes = 0;
  std::size_t written_run = 0, shape_run = 0;
  CodeRuns runs;
  std::vector<float> vector;  ///< empty: none
  struct Word {
    std::uint32_t token;  ///< of the memo
    std::size_t chunks;   ///< that have it
    float rarity;
  };
  std::vector<Word> words;  ///< the rarest first
  float all = 0;            ///< the sum of their rarities
};

SimilarCode::SimilarCode(SearchIndex& index, graph::SourceTexts& texts, Meaning* meaning, const embed::Model* model)
    : index_(index), texts_(texts), meaning_(meaning), model_(model), memo_(model) {
  if (model_ == nullptr) return;
  encoder_.emplace(*model_);
  vector_.resize(model_->dim());
}

void SimilarCode::read_fragment(const Fragment& fragment, Asked& asked) {
  memo_.trim();
  asked.place = fragment.place;
  asked.bytes = fragment.text.size();
  const std::vector<CodeToken> tokens = code_tokens(fragment.text, 1);
  asked.written_run = std::min(kWrittenRun, tokens.size());
  asked.shape_run = std::min(kShapeRun, tokens.size());
  find_runs(tokens, asked.written_run, asked.shape_run, asked.runs);
  std::vector<std::uint32_t> distinct;
  for (const CodeToken& token : tokens) {
    if (!token.name || token.text.size() > kMaxWordBytes) continue;
    const std::uint32_t word = memo_.number(token.text);
    for (const std::uint32_t t : memo_.tokens(word)) distinct.push_back(t);
    if (encoder_) {
      for (const std::uint32_t t : memo_.model_tokens(word)) encoder_->add(t, 1);
    }
  }
  if (encoder_ && encoder_->chunk({}, vector_)) asked.vector = vector_;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  for (const std::uint32_t token : distinct) {
    const std::size_t chunks = index_.frequency(memo_.token(token));
    asked.words.push_back({token, chunks, rarity(chunks, index_.totals().chunks)});
    asked.all += asked.words.back().rarity;
  }
  std::stable_sort(asked.words.begin(), asked.words.end(), [](const Asked::Word& a, const Asked::Word& b) { return a.chunks < b.chunks; });
}

void SimilarCode::propose_by_words(const Asked& asked, const AnswerOptions& options, std::vector<std::uint32_t>& chunks) {
  std::vector<float> scores(index_.totals().chunks);
  std::size_t lists = 0, postings = 0;
  for (const Asked::Word& word : asked.words) {
    if (word.chunks == 0) continue;
    postings += word.chunks;
    if (lists == ranking::kLikeTokens || (lists >= ranking::kLikeLeastTokens && postings > ranking::kLikePostings)) break;
    ++lists;
    for (const Posting& p : index_.postings(memo_.token(word.token))) scores[p.chunk] += word.rarity;
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t chunk = 0; chunk < scores.size(); ++chunk) {
    if (scores[chunk] > 0) order.push_back(chunk);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
  const std::size_t most = chunks.size() + ranking::kLikeByWords;
  for (const std::uint32_t chunk : order) {
    if (chunks.size() == most) return;
    if (is_wanted(index_.reader(), index_.file_of(chunk), options)) chunks.push_back(chunk);
  }
}

void SimilarCode::propose_by_meaning(const Asked& asked, const AnswerOptions& options, std::vector<std::uint32_t>& chunks) {
  std::vector<float> cosines;
  meaning_->read(asked.vector);
  meaning_->scan(cosines);
  std::vector<std::uint32_t> order(cosines.size());
  for (std::uint32_t chunk = 0; chunk < order.size(); ++chunk) order[chunk] = chunk;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return cosines[a] != cosines[b] ? cosines[a] > cosines[b] : a < b; });
  const std::size_t most = chunks.size() + ranking::kLikeByMeaning;
  for (const std::uint32_t chunk : order) {
    if (chunks.size() == most || cosines[chunk] <= 0) return;
    if (is_wanted(index_.reader(), index_.file_of(chunk), options)) chunks.push_back(chunk);
  }
}

std::vector<std::uint32_t> SimilarCode::propose(const Asked& asked, const AnswerOptions& options) {
  std::vector<std::uint32_t> chunks;
  if (index_.totals().chunks <= ranking::kLikeAll) {
    for (std::uint32_t chunk = 0; chunk < index_.totals().chunks; ++chunk) {
      if (is_wanted(index_.reader(), index_.file_of(chunk), options)) chunks.push_back(chunk);
    }
    return chunks;
  }
  if (options.mode != Mode::kSemantic) propose_by_words(asked, options, chunks);
  // A kernel's vectors take longer to read than everything else; there words propose alone.
  const bool scanned = options.mode == Mode::kSemantic || index_.totals().chunks <= ranking::kScannedChunks;
  if (meaning_ != nullptr && !asked.vector.empty() && scanned) propose_by_meaning(asked, options, chunks);
  std::sort(chunks.begin(), chunks.end());
  chunks.erase(std::unique(chunks.begin(), chunks.end()), chunks.end());
  return chunks;
}

void SimilarCode::find_definitions(FileId file, const AnswerOptions& options) {
  graph::IndexReader& reader = index_.reader();
  definitions_.clear();
  const std::uint32_t symbols = reader.file(file).symbols;
  for (std::uint32_t ordinal = 1; ordinal < symbols; ++ordinal) {
    const graph::SymbolRow& s = reader.symbol({file, ordinal});
    if (is_wanted(s.kind, options)) definitions_.push_back({{file, ordinal}, s.start_line, s.end_line});
  }
}

Answer SimilarCode::compare(const Asked& asked, FileId file, const Span& span, std::span<const CodeToken> tokens) {
  find_runs(tokens, asked.written_run, asked.shape_run, runs_);
  Answer answer{file, span.start_line, span.end_line, span.symbol, 0, {}, {}};
  Likeness& like = answer.likeness;
  like.shape = shared_runs(asked.runs.shapes, runs_.shapes);
  like.text = shared_runs(asked.runs.written, runs_.written);
  for (const CodeToken& token : tokens) {
    if (!token.name || token.text.size() > kMaxWordBytes) continue;
    const std::uint32_t word = memo_.number(token.text);
    seen_.resize(std::max(seen_.size(), memo_.token_count()));
    for (const std::uint32_t t : memo_.tokens(word)) {
      if (seen_[t] == 0) tokens_of_stretch_.push_back(t);
      seen_[t] = 1;
    }
    if (encoder_) {
      for (const std::uint32_t t : memo_.model_tokens(word)) encoder_->add(t, 1);
    }
  }
  for (const Asked::Word& word : asked.words) {
    if (word.token < seen_.size() && seen_[word.token] != 0) like.words += word.rarity;
  }
  if (asked.all > 0) like.words /= asked.all;
  for (const std::uint32_t t : tokens_of_stretch_) seen_[t] = 0;
  tokens_of_stretch_.clear();
  if (encoder_ && encoder_->chunk({}, vector_) && !asked.vector.empty()) {
    float cosine = 0;
    for (std::size_t i = 0; i < vector_.size(); ++i) cosine += vector_[i] * asked.vector[i];
    like.meaning = std::clamp(cosine, 0.0F, 1.0F);
  }
  // Without vectors the other parts make the whole.
  const float whole = ranking::kLikeShape + ranking::kLikeText + ranking::kLikeWords + (asked.vector.empty() ? 0 : ranking::kLikeMeaning);
  answer.score = (ranking::kLikeShape * like.shape + ranking::kLikeText * like.text + ranking::kLikeWords * like.words +
                  ranking::kLikeMeaning * like.meaning) / whole;
  return answer;
}

void SimilarCode::compare_file(const Asked& asked, FileId file, const std::vector<std::uint32_t>& chunks, const AnswerOptions& options,
                               std::vector<Answer>& out) {
  std::string text;
  if (texts_.read(index_.reader().file(file).path, text) != ReadStatus::kOk) return;
  const std::vector<std::size_t> starts = line_starts(text);
  const auto bytes_of = [&](std::uint32_t start, std::uint32_t end) {
    const auto last = static_cast<std::uint32_t>(starts.size() - 1);
    const std::size_t from = starts[std::min(start - 1, last)];
    return std::string_view(text).substr(from, starts[std::min(end, last)] - from);
  };
  const std::size_t longest = kLongerTimes * asked.bytes + kLongerBytes;
  find_definitions(file, options);
  std::vector<Answer> found;
  for (const std::uint32_t at : chunks) {
    const ChunkColumn chunk = index_.chunk(at);
    std::vector<Span> spans;
    if (options.kinds.empty()) spans.push_back({{}, chunk.start_line, chunk.end_line});
    for (Span& s : definitions_) {
      if (s.compared || !overlap(s.start_line, s.end_line, chunk.start_line, chunk.end_line)) continue;
      s.compared = true;
      if (bytes_of(s.start_line, s.end_line).size() <= longest) spans.push_back(s);
    }
    std::uint32_t first = chunk.start_line, last = chunk.end_line;
    for (const Span& s : spans) {
      first = std::min(first, s.start_line);
      last = std::max(last, s.end_line);
    }
    const std::vector<CodeToken> tokens = code_tokens(bytes_of(first, last), first);
    for (const Span& s : spans) {
      if (file == asked.place.file && overlap(s.start_line, s.end_line, asked.place.start_line, asked.place.end_line)) continue;
      const auto from = std::lower_bound(tokens.begin(), tokens.end(), s.start_line, [](const CodeToken& t, std::uint32_t line) { return t.line < line; });
      const auto to = std::upper_bound(from, tokens.end(), s.end_line, [](std::uint32_t line, const CodeToken& t) { return line < t.line; });
      if (from != to) found.push_back(compare(asked, file, s, {from, to}));
    }
  }
  // A definition that is nearly as much alike says more than the lines around it.
  const auto rank = [](const Answer& a) { return a.symbol.valid() ? a.score : a.score * ranking::kLikeChunk; };
  std::stable_sort(found.begin(), found.end(), [&](const Answer& a, const Answer& b) { return rank(a) > rank(b); });
  const std::size_t kept = out.size();
  for (const Answer& a : found) {
    if (a.score <= 0 || (!options.all_chunks && out.size() > kept)) break;
    const bool shown = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(kept), out.end(),
                                   [&](const Answer& b) { return overlap(a.start_line, a.end_line, b.start_line, b.end_line); });
    if (!shown) out.push_back(a);
  }
}

std::vector<Answer> SimilarCode::find(const Fragment& fragment, const AnswerOptions& options) {
  Asked asked;
  read_fragment(fragment, asked);
  if (asked.runs.written.empty()) throw Error(ErrorKind::kUsage, "--like: there is no code to find the like of, only space or comments");
  std::map<FileId, std::vector<std::uint32_t>> by_file;
  for (const std::uint32_t chunk : propose(asked, options)) by_file[index_.file_of(chunk)].push_back(chunk);
  std::vector<Answer> out;
  for (const auto& [file, chunks] : by_file) compare_file(asked, file, chunks, options, out);
  std::stable_sort(out.begin(), out.end(), [](const Answer& a, const Answer& b) { return a.score > b.score; });
  if (out.size() > options.limit) out.resize(options.limit);
  return out;
}

}  // namespace cg::search
