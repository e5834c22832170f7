// Ranking files, then chunks inside them.
//
// A question is answered by a file: NDCG is counted over files, and a reader opens one. So files are scored by what speaks
// for them as a whole (their words, name, place, definitions) and by their best chunks, and the best chunk says where to
// look. The sum is linear in signals that are each scaled to about 1, with the weights of ranking.h. Tried by the study
// and left out, since nothing held on questions it was not tuned on: reciprocal rank fusion (.892 where the sum has .910), learned
// rankers of three kinds, PageRank, feedback from the first answers, line proximity, phrases.
//
// Lists are read term at a time into dense arrays by chunk: a question reads 3,000 to 14,000 postings, which is less than
// what skipping over them would cost to set up.

#include "libcg/search/file_ranking.h"

#include <algorithm>
#include <cmath>

#include "libcg/search/likeness.h"
#include "libcg/search/ranking.h"
#include "libcg/search/rarity.h"
#include "libcg/search/words.h"

namespace cg::search {
namespace {

using ranking::Field;

constexpr std::array<Field, kTextFields> kFileFields = {ranking::kFileBody, ranking::kFileComments, ranking::kFileNames};
constexpr std::array<Field, kTextFields> kChunkFields = {ranking::kChunkBody, ranking::kChunkComments, ranking::kChunkNames};

float average(std::uint64_t sum, std::uint64_t count) {
  return count == 0 || sum == 0 ? 1.0F : static_cast<float>(sum) / static_cast<float>(count);
}

/// What a field adds to BM25F's one frequency.
float frequency(const Field& field, float count, float length, float average_length) {
  return field.weight * count / (1 - field.b + field.b * length / average_length);
}

/// The best few scores, each weighing half as much as the one before.
class BestFew {
 public:
  void add(float score) {
    if (score <= best_.back()) return;
    std::size_t at = best_.size() - 1;
    for (; at > 0 && best_[at - 1] < score; --at) best_[at] = best_[at - 1];
    best_[at] = score;
  }
  [[nodiscard]] float gathered() const {
    float sum = 0;
    float weight = 1;
    for (const float score : best_) {
      sum += weight * score;
      weight *= ranking::kGatherDecay;
    }
    return sum;
  }

 private:
  std::array<float, ranking::kGatheredChunks> best_{};
};

float median(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

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

void FileRanker::add_text(const QueryToken& token, const std::vector<Posting>& postings, const std::vector<PathPosting>& paths,
                          float rare) {
  const Totals& totals = index_.totals();
  std::array<float, kTextFields> chunk_average{}, file_average{};
  for (std::size_t f = 0; f < kTextFields; ++f) {
    chunk_average[f] = average(totals.tokens[f], totals.chunks);
    file_average[f] = average(totals.tokens[f], totals.files);
  }
  const float stem_average = average(totals.stem_tokens, totals.files);
  const float directory_average = average(totals.directory_tokens, totals.files);
  auto path = paths.begin();
  const auto path_frequency = [&](const PathPosting& p, const FileColumn& c) {
    const float stem = p.stem_part || p.stem_compound ? 1.0F : 0.0F;
    return frequency(ranking::kFileStem, stem, c.stem_tokens, stem_average) +
           frequency(ranking::kFileDirectories, p.directories, c.directory_tokens, directory_average);
  };
  const auto add = [&](Candidate& c, float tf) {
    c.ranked.signals.file += token.decayed * rare * tf / (tf + ranking::kFileSaturation);
  };
  const auto add_paths_below = [&](FileId file) {
    for (; path != paths.end() && path->file < file; ++path) {
      Candidate& c = candidate(path->file);
      add(c, path_frequency(*path, c.column));
    }
  };
  for (std::size_t i = 0; i < postings.size();) {
    const FileId file = index_.file_of(postings[i].chunk);
    add_paths_below(file);
    Candidate& c = candidate(file);
    const std::string_view rows = index_.chunk_rows(file);
    const std::uint32_t end = c.column.first_chunk + c.column.chunks;
    std::array<float, kTextFields> counts{};
    for (; i < postings.size() && postings[i].chunk < end; ++i) {
      const Posting& p = postings[i];
      const ChunkColumn chunk = read_chunk_column(rows.substr((p.chunk - c.column.first_chunk) * kChunkColumnBytes, kChunkColumnBytes));
      float tf = 0;
      for (std::size_t f = 0; f < kTextFields; ++f) {
        counts[f] += p.counts[f];
        tf += frequency(kChunkFields[f], p.counts[f], chunk.lengths[f], chunk_average[f]);
      }
      const float gain = rare * tf / (tf + ranking::kChunkSaturation);
      plain_[p.chunk] += token.plain * gain;
      decayed_[p.chunk] += token.decayed * gain;
    }
    float tf = 0;
    for (std::size_t f = 0; f < kTextFields; ++f) {
      tf += frequency(kFileFields[f], counts[f], static_cast<float>(c.column.lengths[f]), file_average[f]);
    }
    if (path != paths.end() && path->file == file) tf += path_frequency(*path++, c.column);
    add(c, tf);
  }
  add_paths_below(kNone);
}

void FileRanker::add_stem(const Question& question, const QueryToken& token, const std::vector<PathPosting>& paths) {
  std::uint32_t having = stem_files(paths);
  const float rare = rarity(having, index_.totals().files);
  for (const PathPosting& p : paths) {
    if (!p.stem_part && !p.stem_compound) continue;
    Candidate& c = candidate(p.file);
    if (p.stem_part) c.stem_matched += rare;
    if (p.stem_compound) c.whole_stem = true;
    if (!token.glued) c.stem_decayed += question.words[token.word].decay;
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
    for (const SearchIndex::StemWord& word : index_.stem_words()) {
      const float likeness = stem_likeness(token.token, word.word);
      if (likeness <= 0) continue;
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
      if (!token.compound && token.word >= initials.first_word && token.word < initials.first_word + initials.letters.size()) rare += rarity_[t];
    }
    const float worth = initials.letters.size() > 2 ? ranking::kInitials : ranking::kShortInitials;
    for (const PathPosting& p : index_.path_postings(initials.letters)) {
      if (p.stem_part) candidate(p.file).fuzzy += worth * rare / all;
    }
  }
}

void FileRanker::add_definition(std::string_view name, float worth, bool sole) {
  std::vector<graph::DefinitionRow> rows = index_.reader().definitions(name);
  if (rows.empty()) return;
  const bool defined = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row.declaration; });
  std::vector<std::pair<FileId, float>> files;
  for (const graph::DefinitionRow& row : rows) {
    if (row.symbol.file >= index_.totals().files) continue;
    float value = definition_worth(row.kind) * worth;
    if (row.declaration && defined) value *= ranking::kDeclaration;
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
    const auto word = std::find_if(question.words.begin(), question.words.end(), [&](const QueryWord& w) { return w.text == last; });
    const bool identifier = word != question.words.end() && (word->identifier || qualified);
    if (!sole && !identifier) continue;
    add_definition(last, 1, sole);
    for (const std::string& other : other_cases(last)) add_definition(other, ranking::kOtherCase, sole);
  }
}

void FileRanker::gather_chunks() {
  for (Candidate& c : candidates_) {
    BestFew best;
    float highest = 0;
    for (std::uint32_t chunk = c.column.first_chunk; chunk < c.column.first_chunk + c.column.chunks; ++chunk) {
      best.add(plain_[chunk]);
      if (decayed_[chunk] <= highest) continue;
      highest = decayed_[chunk];
      c.ranked.chunk = chunk;
    }
    c.ranked.signals.best_chunk = highest;
    c.ranked.signals.gathered = best.gathered();
  }
}

/// Cosines count above their median, so that a question that is a little like everything is like nothing.
void FileRanker::add_meaning(Candidate& c) {
  BestFew best;
  for (std::uint32_t chunk = c.column.first_chunk; chunk < c.column.first_chunk + c.column.chunks; ++chunk) best.add(cosines_[chunk] - middle_);
  c.ranked.signals.meaning = best.gathered();
}

void FileRanker::scan_all() {
  meaning_->scan(cosines_);
  std::vector<float> sample;
  const std::size_t step = std::max<std::size_t>(1, cosines_.size() / ranking::kSampledChunks);
  for (std::size_t chunk = 0; chunk < cosines_.size(); chunk += step) sample.push_back(cosines_[chunk]);
  middle_ = median(std::move(sample));
  for (FileId file = 0; file < index_.totals().files; ++file) {
    const FileColumn& column = index_.file(file);
    const auto from = cosines_.begin() + column.first_chunk;
    if (std::any_of(from, from + column.chunks, [this](float cosine) { return cosine > middle_; })) add_meaning(candidate(file));
  }
}

/// The same for the files that words put first. Candidates have scores.
void FileRanker::scan_likely() {
  std::vector<std::uint32_t> order(candidates_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto likely = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), ranking::kMeantFiles));
  std::nth_element(order.begin(), likely, order.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return is_better(candidates_[a].ranked, candidates_[b].ranked); });
  std::vector<std::uint32_t> chunks;
  const std::size_t all = index_.totals().chunks;
  for (std::size_t chunk = 0; chunk < all; chunk += std::max<std::size_t>(1, all / ranking::kSampledRows)) chunks.push_back(static_cast<std::uint32_t>(chunk));
  std::vector<float> cosines;
  meaning_->scan(chunks, cosines);
  middle_ = median(cosines);
  chunks.clear();
  for (auto at = order.begin(); at != likely; ++at) {
    const FileColumn& column = candidates_[*at].column;
    for (std::uint32_t k = 0; k < column.chunks; ++k) chunks.push_back(column.first_chunk + k);
  }
  meaning_->scan(chunks, cosines);
  cosines_.assign(all, -1.0F);
  for (std::size_t i = 0; i < chunks.size(); ++i) cosines_[chunks[i]] = cosines[i];
  for (auto at = order.begin(); at != likely; ++at) add_meaning(candidates_[*at]);
}

void FileRanker::combine(const Question& question, Mode mode) {
  float decays = 0;
  for (const QueryWord& word : question.words) decays += word.decay;
  float most_file = 0, most_chunk = 0, most_gathered = 0, most_meaning = 0;
  for (const Candidate& c : candidates_) {
    most_file = std::max(most_file, c.ranked.signals.file);
    most_chunk = std::max(most_chunk, c.ranked.signals.best_chunk);
    most_gathered = std::max(most_gathered, c.ranked.signals.gathered);
    most_meaning = std::max(most_meaning, c.ranked.signals.meaning);
  }
  const auto scaled = [](float value, float most) { return most > 0 ? value / most : 0; };
  for (Candidate& c : candidates_) {
    Signals& s = c.ranked.signals;
    s.file = scaled(s.file, most_file);
    s.best_chunk = scaled(s.best_chunk, most_chunk);
    s.gathered = scaled(s.gathered, most_gathered);
    s.meaning = scaled(s.meaning, most_meaning);
    s.stem = c.whole_stem ? 1 : std::min(1.0F, scaled(c.stem_matched, c.column.stem_weight));
    s.stem_first = std::min(1.0F, scaled(c.stem_decayed, decays)) * std::sqrt(s.stem);
    s.fuzzy_stem = std::min(1.0F, c.fuzzy);
    s.prior = ranking::kPerStemPart * c.column.stem_parts + (c.column.dotted ? ranking::kDotted : 0) +
              ranking::kPerDirectory * c.column.depth + (c.column.test ? ranking::kTest : 0) +
              (c.column.example ? ranking::kExample : 0);
    if (mode != Mode::kLexical) {
      const std::uint32_t words = c.column.lengths[kBody] + c.column.lengths[kComments];
      s.prior += ranking::kLength * std::log(1 + static_cast<float>(words)) + (c.column.test ? ranking::kTestBesideMeaning : 0);
    }
    c.ranked.score = ranking::kFile * s.file + ranking::kBestChunk * s.best_chunk + ranking::kGathered * s.gathered +
                     ranking::kStem * s.stem + ranking::kStemFirst * s.stem_first + ranking::kFuzzyStem * s.fuzzy_stem +
                     ranking::kSoleDefinition * s.definition + ranking::kDefinition * s.names + ranking::kMeaning * s.meaning +
                     s.prior;
  }
  if (most_decayed_ == 0) most_decayed_ = most_chunk;  // a second pass finds them scaled
}

void FileRanker::add_words(const Question& question) {
  for (const QueryToken& token : question.tokens) {
    const auto postings = index_.postings(token.token);
    const auto paths = index_.path_postings(token.token);
    const float rare = rarity(postings.size(), index_.totals().chunks);
    rarity_.push_back(rare);
    add_text(token, postings, paths, rare);
    add_stem(question, token, paths);
  }
  add_fuzzy_stems(question);
  add_definitions(question);
  gather_chunks();
}

std::vector<RankedFile> FileRanker::rank(const Question& question, Mode mode, std::size_t wanted) {
  for (const Candidate& c : candidates_) slot_of_file_[c.ranked.file] = 0;
  candidates_.clear();
  rarity_.clear();
  cosines_.clear();
  slot_of_file_.resize(index_.totals().files);
  decayed_.assign(index_.totals().chunks, 0.0F);
  plain_.assign(index_.totals().chunks, 0.0F);
  most_decayed_ = 0;
  if (meaning_ == nullptr) mode = Mode::kLexical;
  if (mode != Mode::kSemantic) add_words(question);
  if (mode != Mode::kLexical && !meaning_->read(question)) mode = Mode::kLexical;
  if (mode == Mode::kHybrid && index_.totals().chunks > ranking::kScannedChunks && candidates_.size() > ranking::kMeantFiles) {
    combine(question, mode);
    scan_likely();
  } else if (mode != Mode::kLexical) {
    scan_all();
  }
  combine(question, mode);
  std::vector<RankedFile> out;
  out.reserve(candidates_.size());
  for (const Candidate& c : candidates_) {
    if (c.column.chunks > 0) out.push_back(c.ranked);  // an empty file may have the right name, and nothing to show
  }
  wanted = std::min(std::max(wanted, ranking::kNeighbourFiles), out.size());
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(wanted), out.end(), is_better);
  neighbours_.rerank({out.data(), wanted}, mode, [this](FileId file) { return chunks_of(file); });
  return out;
}

std::vector<ScoredChunk> FileRanker::chunks_of(FileId file) const {
  std::vector<ScoredChunk> out;
  const FileColumn column = index_.file(file);
  for (std::uint32_t k = 0; k < column.chunks; ++k) {
    const std::uint32_t chunk = column.first_chunk + k;
    float score = most_decayed_ > 0 ? decayed_[chunk] / most_decayed_ : 0;
    if (!cosines_.empty()) score += std::max(0.0F, cosines_[chunk] - middle_);
    if (score > 0) out.push_back({chunk, score});
  }
  std::stable_sort(out.begin(), out.end(), [](const ScoredChunk& a, const ScoredChunk& b) { return a.score > b.score; });
  return out;
}

}  // namespace cg::search
