// Ranking files, then chunks inside them.
//
// A question is answered by a file: NDCG is counted over files, and a reader opens one. So files are scored by what speaks
// for them as a whole (their words, name, place, definitions) and by their best chunks, and the best chunk says where to
// look. The sum is linear in signals that are each scaled to about 1, with the weights of ranking.h. Tried by the study
// and left out, since nothing held on questions it was not tuned on: reciprocal rank fusion (.892 where the sum has .910), learned
// rankers of three kinds, PageRank, feedback from the first answers, line proximity, phrases.
//
// In a large tree most files that have a word are far from the best. They are ranked by what is cheap to know, and only the
// first kOpenedFiles have their chunks looked at (word_scores.h), the first kMeantFiles their vectors.

#include "libcg/search/file_ranking.h"

#include <algorithm>
#include <cmath>

#include "libcg/search/best_few.h"
#include "libcg/search/likeness.h"
#include "libcg/search/median.h"
#include "libcg/search/ranking.h"
#include "libcg/search/rarity.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

/// No prior is as large.
constexpr float kUnknown = 1e9F;

/// The largest that one can be: only length speaks for a file, and has 33 bits at most.
constexpr float kMostPrior = ranking::kLength * 23;
/// Less than any error of rounding makes of a bound that is solved for a score.
constexpr float kSurely = 0.9999F;
static_assert(ranking::kPerStemPart <= 0 && ranking::kDotted <= 0 && ranking::kPerDirectory <= 0 && ranking::kTest <= 0 && ranking::kExample <= 0 && ranking::kForeign <= 0);

float scaled(float value, float most) { return most > 0 ? value / most : 0; }

/// By its path and its length.
float prior_of(const FileColumn& column, Mode mode, bool native) {
  float prior = ranking::kPerStemPart * column.stem_parts + (column.dotted ? ranking::kDotted : 0) + ranking::kPerDirectory * column.depth +
                (column.test ? ranking::kTest : 0) + (column.example ? ranking::kExample : 0) + (native && column.foreign ? ranking::kForeign : 0);
  const std::uint32_t words = column.lengths[kBody] + column.lengths[kComments];
  prior += ranking::kLength * std::log(1 + static_cast<float>(words));
  return mode != Mode::kLexical && column.test ? prior + ranking::kTestBesideMeaning : prior;
}

/// What a token counts for when a file has it in its name.
float in_a_name(const Question& question, const QueryToken& token, float rarity) {
  return question.words[token.word].weight * std::pow(rarity, ranking::kStemRarity);
}

float score_of(const Signals& s) {
  return ranking::kFile * s.file + ranking::kBestChunk * s.best_chunk + ranking::kGathered * s.gathered + ranking::kStem * s.stem +
         ranking::kStemFirst * s.stem_first + ranking::kFuzzyStem * s.fuzzy_stem + ranking::kSoleDefinition * s.definition +
         ranking::kDefinition * s.names + ranking::kMeaning * s.meaning + s.prior;
}

/// score_of() a file that has words and nothing else, its chunks as good as itself; without its prior.
float score_of_words(float file) { return ranking::kFile * file + ranking::kBestChunk * file + ranking::kGathered * file; }

}  // namespace

FileRanker::Candidate& FileRanker::candidate(FileId file) {
  std::uint32_t& slot = slot_of_file_[file];
  if (slot == 0) {
    Candidate c;
    c.ranked.file = file;
    c.column = index_.file(file);
    c.ranked.chunk = c.column.first_chunk;
    candidates_.push_back(c);
    slot = static_cast<std::uint32_t>(candidates_.size());
  }
  return candidates_[slot - 1];
}

void FileRanker::forget() {
  for (const Candidate& c : candidates_) slot_of_file_[c.ranked.file] = 0;
  candidates_.clear();
}

void FileRanker::add_stem(const Question& question, const QueryToken& token, const std::vector<PathPosting>& paths) {
  std::uint32_t having = stem_files(paths);
  const float rare = rarity(having, index_.totals().files);
  const float named = in_a_name(question, token, rarity_.back());
  for (const PathPosting& p : paths) {
    if (!p.stem_part && !p.stem_compound) continue;
    Candidate& c = candidate(p.file);
    if (p.stem_part) c.stem_matched += rare;
    if (p.stem_compound) c.whole_stem = true;
    if (!token.glued) c.stem_decayed += named;
  }
}

/// Abbreviations, parts and initials: "append only file" asks for aof, "configuration" for cfg.
void FileRanker::add_fuzzy_stems(const Question& question) {
  float all = 0;
  for (std::size_t t = 0; t < question.tokens.size(); ++t) {
    if (!question.tokens[t].compound) all += rarity_[t];
  }
  if (all <= 0) return;
  for (std::size_t t = 0; t < question.tokens.size(); ++t) {
    const QueryToken& token = question.tokens[t];
    if (token.compound) continue;
    const auto mark = static_cast<std::uint32_t>(t + 1);  // a token counts once for a file, by its best likeness
    const std::uint32_t letters = letters_of(token.token);
    for (const SearchIndex::StemWord& word : index_.stem_words()) {
      if (!may_be_like(letters, word.letters)) continue;
      const float likeness = stem_likeness(token.token, word.word);
      if (likeness <= 0) continue;
      if (likeness == ranking::kAbbreviation && word.word.size() < token.token.size()) {
        words_.add_shortened(word.word, ranking::kShortened * likeness * token.decayed * rarity_[t]);
      }
      for (const PathPosting& p : index_.path_postings(word.word)) {
        if (!p.stem_part) continue;
        Candidate& c = candidate(p.file);
        if (c.fuzzy_token != mark) c.fuzzy_likeness = 0;
        c.fuzzy_token = mark;
        if (likeness <= c.fuzzy_likeness) continue;
        c.fuzzy += (likeness - c.fuzzy_likeness) * rarity_[t] / all;
        c.fuzzy_likeness = likeness;
      }
    }
  }
  for (const Initials& initials : initials_of(question)) {
    float rare = 0;
    for (std::size_t t = 0; t < question.tokens.size(); ++t) {
      const QueryToken& token = question.tokens[t];
      if (!token.compound && token.word >= initials.first_word && token.word <= initials.last_word) rare += rarity_[t];
    }
    const float worth = initials.letters.size() > 2 ? ranking::kInitials : ranking::kShortInitials;
    for (const PathPosting& p : index_.path_postings(initials.letters)) {
      if (p.stem_part) candidate(p.file).fuzzy += worth * rare / all;
    }
  }
}

/// Whether a definition of a bare name is surely what is asked for. A word in small letters may be one of prose, and one in a capital the type that a
/// project speaks of under a longer name: then one that a test makes for itself, or a field, is not.
bool FileRanker::is_meant(const graph::DefinitionRow& row, Asked asked) const {
  if (asked != Asked::kCapital) return asked == Asked::kIdentifier;
  if (definition_worth(row.kind) <= ranking::kOtherDefinition) return false;
  const FileColumn column = index_.file(row.symbol.file);
  return !column.test && !column.example;
}

void FileRanker::add_definition(std::string_view name, float worth, Asked asked) {
  std::vector<graph::DefinitionRow> rows = index_.reader().definitions(name);
  if (rows.empty()) return;
  const bool defined = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row.declaration; });
  const bool sole = asked != Asked::kInSentence;
  std::vector<std::pair<FileId, float>> files;
  for (const graph::DefinitionRow& row : rows) {
    if (row.symbol.file >= index_.totals().files) continue;
    float value = definition_worth(row.kind) * worth;
    if (row.declaration && defined) value *= ranking::kDeclaration;
    if (worth == 1 && !(row.declaration && defined) && is_meant(row, asked)) value += ranking::kExactDefinition;
    if (files.empty() || files.back().first != row.symbol.file) files.emplace_back(row.symbol.file, 0.0F);
    files.back().second = std::max(files.back().second, value);
  }
  const float shared = sole ? 1 : 1 / std::sqrt(static_cast<float>(files.size()));
  for (const auto& [file, value] : files) {
    Signals& s = candidate(file).ranked.signals;
    if (sole) {
      s.definition = std::max(s.definition, value);
    } else {
      s.names = std::min(s.names + value * shared, ranking::kMostDefinitions);
    }
  }
}

void FileRanker::add_definitions(const Question& question) {
  const bool sole = question.names.size() == 1 && question.text.find_first_of(" \t\n") == std::string::npos;
  for (const std::string& name : question.names) {
    std::string_view last = name;
    if (const std::size_t at = last.find_last_of(":.#/->"); at != std::string_view::npos) last.remove_prefix(at + 1);
    const bool qualified = last.size() != name.size();
    std::string_view spoken = last;  // "$foo" is foo's value in a shell, and a name of its own elsewhere
    while (spoken.starts_with('$')) spoken.remove_prefix(1);
    const auto word = std::find_if(question.words.begin(), question.words.end(), [&](const QueryWord& w) { return w.text == spoken; });
    const bool identifier = word != question.words.end() && (word->identifier || qualified);
    if (!sole && !identifier) continue;
    if (spoken != last && index_.reader().definitions(last).empty()) last = spoken;
    const bool written_as_code = spoken != last || identifier;
    const bool capital = last.front() >= 'A' && last.front() <= 'Z';
    const Asked asked = !sole ? Asked::kInSentence : written_as_code ? Asked::kIdentifier : capital ? Asked::kCapital : Asked::kWord;
    add_definition(last, 1, asked);
    for (const std::string& other : other_cases(last)) add_definition(other, ranking::kOtherCase, asked);
  }
}

float FileRanker::prior(FileId file) {
  float& prior = priors_[file];
  if (prior == kUnknown) prior = prior_of(index_.file(file), priors_mode_, priors_native_);
  return prior;
}

/// What the candidates' names and paths come to.
void FileRanker::settle(const Question& question, Mode mode) {
  if (priors_.empty() || priors_mode_ != mode || priors_native_ == question.platform) priors_.assign(index_.totals().files, kUnknown);
  priors_mode_ = mode;
  priors_native_ = !question.platform;
  float decays = 0;
  for (std::size_t t = 0; t < rarity_.size(); ++t) {
    const QueryToken& token = question.tokens[t];
    if (!token.compound) decays += in_a_name(question, token, rarity_[t]);
  }
  for (Candidate& c : candidates_) {
    Signals& s = c.ranked.signals;
    s.stem = c.whole_stem ? 1 : std::min(1.0F, scaled(c.stem_matched, c.column.stem_weight));
    s.stem_first = std::min(1.0F, scaled(c.stem_decayed, decays)) * std::sqrt(s.stem);
    s.fuzzy_stem = std::min(1.0F, c.fuzzy);
    s.prior = prior(c.ranked.file);
  }
}

/// Cosines count above their median, so that a question that is a little like everything is like nothing.
float FileRanker::meaning_of(std::span<const float> cosines) const {
  BestFew best;
  for (const float cosine : cosines) best.add(cosine - middle_);
  return best.gathered();
}

void FileRanker::scan_all() {
  meaning_->scan(all_cosines_);
  sample_.clear();
  const std::size_t step = std::max<std::size_t>(1, all_cosines_.size() / ranking::kSampledChunks);
  for (std::size_t chunk = 0; chunk < all_cosines_.size(); chunk += step) sample_.push_back(all_cosines_[chunk]);
  middle_ = median(sample_, room_);
  for (FileId file = 0; file < index_.totals().files; ++file) {
    const FileColumn column = index_.file(file);
    const float meaning = meaning_of(std::span(all_cosines_).subspan(column.first_chunk, column.chunks));
    if (meaning > 0) candidate(file).ranked.signals.meaning = meaning;
  }
}

/// The same for the files that words put first. Candidates have scores.
void FileRanker::scan_likely() {
  middle_ = median(meaning_->scan_sample(), room_);
  std::vector<std::uint32_t> order(candidates_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto likely = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), ranking::kMeantFiles));
  std::nth_element(order.begin(), likely, order.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return is_better(candidates_[a].ranked, candidates_[b].ranked); });
  std::sort(order.begin(), likely);  // vectors are read as they lie
  for (auto at = order.begin(); at != likely; ++at) {
    Candidate& c = candidates_[*at];
    const std::span<float> cosines = std::span(cosines_).subspan(c.first, c.column.chunks);
    meaning_->scan(c.column.first_chunk, cosines);
    c.ranked.signals.meaning = meaning_of(cosines);
  }
}

/// Leaves the candidates that may be among the best: by words their files' scores stand for those of their chunks.
void FileRanker::choose(const RankOptions& options) {
  const std::span<const float> scores = words_.files();
  const float most_file = scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
  float most_meaning = 0;
  for (const Candidate& c : candidates_) most_meaning = std::max(most_meaning, c.ranked.signals.meaning);
  using Scored = std::pair<float, FileId>;
  const auto is_better = [](const Scored& a, const Scored& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
  const std::size_t most = std::max(ranking::kOpenedFiles, options.wanted);
  BestMany<Scored, decltype(is_better)> best(options.any_may_fail || options.among ? scores.size() + 1 : most, is_better);
  for (const Candidate& c : candidates_) {
    Signals s = c.ranked.signals;
    s.file = s.best_chunk = s.gathered = scaled(scores[c.ranked.file], most_file);
    s.meaning = scaled(s.meaning, most_meaning);
    best.add(Scored{score_of(s), c.ranked.file});
  }
  float hopeless = 0;  // no file with such a score by words is taken, whatever its path says; most are thrown away by this alone
  for (FileId file = 0; file < scores.size(); ++file) {
    if (scores[file] <= hopeless || slot_of_file_[file] != 0) continue;
    const float by_words = score_of_words(scaled(scores[file], most_file));
    if (best.refuses(Scored{by_words + kMostPrior, file})) continue;
    best.add(Scored{by_words + prior(file), file});
    if (const Scored* worst = best.worst()) hopeless = std::max(0.0F, kSurely * most_file * (worst->first - kMostPrior) / score_of_words(1));
  }
  std::vector<Scored> order = best.take();
  if (options.among) {
    std::sort(order.begin(), order.end(), is_better);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < order.size() && (options.any_may_fail || kept < most); ++i) {
      if (options.among(order[i].second)) order[kept++] = order[i];
    }
    order.resize(kept);
  }
  std::sort(order.begin(), order.end(), [](const Scored& a, const Scored& b) { return a.second < b.second; });
  std::vector<Candidate> chosen;
  chosen.reserve(order.size());
  for (const auto& [score, file] : order) {
    chosen.push_back(candidate(file));
    Candidate& c = chosen.back();
    c.ranked.signals.file = scores[file];
    c.ranked.signals.prior = prior(file);
  }
  forget();
  candidates_ = std::move(chosen);
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) slot_of_file_[candidates_[i].ranked.file] = i + 1;
}

/// Scores the chunks of the candidates.
void FileRanker::open_chunks() {
  std::size_t chunks = 0;
  for (Candidate& c : candidates_) {
    c.first = static_cast<std::uint32_t>(chunks);
    chunks += c.column.chunks;
  }
  decayed_.assign(chunks, 0.0F);
  plain_.assign(chunks, 0.0F);
  cosines_.assign(chunks, -1.0F);
  rows_.resize(chunks * kChunkColumnBytes);
  std::vector<WordScores::Opened> opened;
  for (const Candidate& c : candidates_) {
    const auto part = [&](std::vector<float>& all) { return std::span(all).subspan(c.first, c.column.chunks); };
    opened.push_back({c.ranked.file, c.column, part(decayed_), part(plain_), index_.chunk_rows(c.ranked.file, c.column, rows_.data() + c.first * kChunkColumnBytes)});
    if (all_cosines_.empty()) continue;
    std::copy_n(all_cosines_.begin() + c.column.first_chunk, c.column.chunks, cosines_.begin() + c.first);
  }
  words_.score_chunks(opened);
  for (Candidate& c : candidates_) {
    BestFew best;
    float highest = 0;
    for (std::uint32_t k = 0; k < c.column.chunks; ++k) {
      best.add(plain_[c.first + k]);
      if (decayed_[c.first + k] <= highest) continue;
      highest = decayed_[c.first + k];
      c.ranked.chunk = c.column.first_chunk + k;
    }
    c.ranked.signals.best_chunk = highest;
    c.ranked.signals.gathered = best.gathered();
    most_decayed_ = std::max(most_decayed_, highest);
  }
}

void FileRanker::combine() {
  float most_file = 0, most_chunk = 0, most_gathered = 0, most_meaning = 0;
  for (const Candidate& c : candidates_) {
    most_file = std::max(most_file, c.ranked.signals.file);
    most_chunk = std::max(most_chunk, c.ranked.signals.best_chunk);
    most_gathered = std::max(most_gathered, c.ranked.signals.gathered);
    most_meaning = std::max(most_meaning, c.ranked.signals.meaning);
  }
  for (Candidate& c : candidates_) {
    Signals& s = c.ranked.signals;
    s.file = scaled(s.file, most_file);
    s.best_chunk = scaled(s.best_chunk, most_chunk);
    s.gathered = scaled(s.gathered, most_gathered);
    s.meaning = scaled(s.meaning, most_meaning);
    c.ranked.score = score_of(s);
  }
}

void FileRanker::add_words(const Question& question) {
  for (const QueryToken& token : question.tokens) {
    const auto paths = index_.path_postings(token.token);
    rarity_.push_back(words_.add(token, paths));
    add_stem(question, token, paths);
  }
  add_fuzzy_stems(question);
  add_definitions(question);
}

std::vector<RankedFile> FileRanker::rank(const Question& question, const RankOptions& asked) {
  RankOptions options = asked;
  slot_of_file_.resize(index_.totals().files);
  forget();
  rarity_.clear();
  all_cosines_.clear();
  most_decayed_ = 0;
  if (meaning_ == nullptr) options.mode = Mode::kLexical;
  words_.begin();
  if (options.mode != Mode::kSemantic) add_words(question);
  if (options.mode != Mode::kLexical && !meaning_->read(question)) options.mode = Mode::kLexical;
  const bool large = index_.totals().chunks > ranking::kScannedChunks;
  const bool likely = large && options.mode == Mode::kHybrid && words_.found() >= ranking::kMeantFiles;
  if (options.mode != Mode::kLexical && !likely) scan_all();
  settle(question, options.mode);
  choose(options);
  open_chunks();
  combine();
  if (likely) {
    scan_likely();
    combine();
  }
  std::vector<RankedFile> out;
  out.reserve(candidates_.size());
  for (const Candidate& c : candidates_) {
    if (c.column.chunks > 0) out.push_back(c.ranked);  // an empty file may have the right name, and nothing to show
  }
  std::sort(out.begin(), out.end(), is_better);
  neighbours_.rerank(out, options.mode, *this);
  return out;
}

}  // namespace cg::search
