// Scoring by words, files first.
//
// A list is walked twice. The first walk takes all of it, file by file, and needs nothing of the chunks but the sums of
// their counts; where each file's postings begin is noted down. The second opens only the files that are still in the race and reads the
// lengths of their chunks. In the Linux kernel a question meets half a million postings, and to look up the chunk of each took
// two thirds of the time; in small trees every file is opened, and nothing is lost.
//
// Not tried: skipping within lists by the best score a block can have (block-max WAND, Ding and Suel, SIGIR 2011). With the
// saturation that files want (60), a file's score is nearly linear in its counts, so that bounds of blocks should lie far above
// what their files reach, and a race for hundreds of places has a low threshold.

#include "libcg/search/word_scores.h"

#include <algorithm>

#include "libcg/base/error.h"
#include "libcg/search/rarity.h"

namespace cg::search {
namespace {

using ranking::Field;

constexpr std::array<Field, kTextFields> kFileFields = {ranking::kFileBody, ranking::kFileComments, ranking::kFileNames};
constexpr std::array<Field, kTextFields> kChunkFields = {ranking::kChunkBody, ranking::kChunkComments, ranking::kChunkNames};

float average(std::uint64_t sum, std::uint64_t count) {
  return count == 0 || sum == 0 ? 1.0F : static_cast<float>(sum) / static_cast<float>(count);
}

/// What an occurrence in a field adds to BM25F's one frequency.
float factor(const Field& field, float length, float average_length) { return field.weight / (1 - field.b + field.b * length / average_length); }

}  // namespace

void WordScores::begin() {
  const Totals& totals = index_.totals();
  for (std::size_t f = 0; f < kTextFields; ++f) {
    chunk_average_[f] = average(totals.tokens[f], totals.chunks);
    file_average_[f] = average(totals.tokens[f], totals.files);
  }
  files_.assign(totals.files, 0.0F);
  factors_.resize(totals.files);
  used_ = 0;
}

/// Those of its neighbours are worked out with it: to find the row of one takes longer than to read fifty that follow it.
const WordScores::Factors& WordScores::factors(FileId file) {
  if (file >= factors_.size()) throw Error(ErrorKind::kFormat, "a list of words is damaged; run cg-index --rebuild");
  if (factors_[file][0] == 0) {
    const SearchIndex::FileRows around = index_.rows_around(file);
    // Field by field, so that divisions of several files are done at once.
    lengths_.resize(around.count);
    for (std::size_t f = 0; f < kTextFields; ++f) {
      const Field& field = kFileFields[f];
      const float average_length = file_average_[f];
      for (std::size_t row = 0; row < around.count; ++row) {
        lengths_[row] = static_cast<float>(read_length(around.rows.data() + row * kFileColumnBytes, f));
      }
      for (std::size_t row = 0; row < around.count; ++row) lengths_[row] = factor(field, lengths_[row], average_length);
      for (std::size_t row = 0; row < around.count; ++row) factors_[around.first + row][f] = lengths_[row];
    }
  }
  return factors_[file];
}

float WordScores::add(const QueryToken& token, const std::vector<PathPosting>& given) {
  if (used_ == lists_.size()) lists_.emplace_back();
  List& list = lists_[used_++];
  list.token = &token;
  list.pieces = index_.lists(token.token);
  list.ends.clear();
  list.runs.clear();
  std::size_t postings = 0;
  for (const storage::Record& piece : list.pieces) postings += PostingReader(piece.bytes).size();
  list.runs.reserve(std::min<std::size_t>(postings, index_.totals().files));
  list.rare = rarity(postings, index_.totals().chunks);
  const float weight = token.decayed * list.rare;
  const Totals& totals = index_.totals();
  const float stem_average = average(totals.stem_tokens, totals.files);
  const float directory_average = average(totals.directory_tokens, totals.files);
  const auto add_to = [&](FileId file, float tf) { files_[file] += weight * tf / (tf + ranking::kFileSaturation); };
  const auto path_frequency = [&](const PathPosting& p, const FileColumn& c) {
    const float stem = p.stem_part || p.stem_compound ? 1.0F : 0.0F;
    return stem * factor(ranking::kFileStem, c.stem_tokens, stem_average) +
           p.directories * factor(ranking::kFileDirectories, c.directory_tokens, directory_average);
  };
  // Lists are by the numbers that the tables have for files.
  const graph::FileNumbers& numbers = index_.numbers();
  std::vector<PathPosting> other_order;
  if (!numbers.plain()) {
    other_order = given;
    std::sort(other_order.begin(), other_order.end(), [&](const auto& a, const auto& b) { return numbers.stored(a.file) < numbers.stored(b.file); });
  }
  const std::vector<PathPosting>& paths = numbers.plain() ? given : other_order;
  auto path = paths.begin();
  const auto add_paths_below = [&](FileId number) {
    for (; path != paths.end() && numbers.stored(path->file) < number; ++path) add_to(path->file, path_frequency(*path, index_.file(path->file)));
  };
  for (const storage::Record& piece : list.pieces) {
    RunReader in(piece.bytes);
    std::array<std::uint32_t, kTextFields> counts{};
    for (FileRun run; in.next_file(run, counts);) {
      add_paths_below(run.file);
      const FileId file = numbers.shown(run.file);
      const Factors& factors = this->factors(file);
      float tf = 0;
      for (std::size_t f = 0; f < kTextFields; ++f) tf += factors[f] * static_cast<float>(counts[f]);
      if (path != paths.end() && path->file == file) tf += path_frequency(*path++, index_.file(file));
      add_to(file, tf);
      list.runs.push_back(run);
    }
    list.ends.push_back(list.runs.size());
  }
  add_paths_below(kNone);
  return list.rare;
}

void WordScores::add_shortened(std::string_view token, float weight) {
  if (index_.first_frequency(token) > ranking::kShortenedPostings) return;
  for (const storage::Record& piece : index_.lists(token)) {
    RunReader in(piece.bytes);
    std::array<std::uint32_t, kTextFields> counts{};
    for (FileRun run; in.next_file(run, counts);) {
      if (counts[kNames] == 0) continue;
      const FileId file = index_.numbers().shown(run.file);
      const float tf = factors(file)[kNames] * static_cast<float>(counts[kNames]);
      if (tf > 0) files_[file] += weight * tf / (tf + ranking::kFileSaturation);
    }
  }
}

std::size_t WordScores::found() const {
  return static_cast<std::size_t>(std::count_if(files_.begin(), files_.end(), [](float score) { return score > 0; }));
}

void WordScores::score_run(const List& list, std::string_view bytes, const FileRun& run, const Opened& file) {
  RunReader in(bytes, run);
  for (Posting p; in.next_chunk(p);) {
    if (p.chunk >= file.column.chunks) throw Error(ErrorKind::kFormat, "a list of words is damaged; run cg-index --rebuild");
    const ChunkColumn chunk = read_chunk_column(file.chunk_rows.substr(p.chunk * kChunkColumnBytes, kChunkColumnBytes));
    float tf = 0;
    for (std::size_t f = 0; f < kTextFields; ++f) tf += p.counts[f] * factor(kChunkFields[f], chunk.lengths[f], chunk_average_[f]);
    const float gain = list.rare * tf / (tf + ranking::kChunkSaturation);
    file.plain[p.chunk] += list.token->plain * gain;
    file.decayed[p.chunk] += list.token->decayed * gain;
  }
}

void WordScores::score_chunks(std::span<const Opened> given) {
  const graph::FileNumbers& numbers = index_.numbers();
  std::vector<Opened> opened(given.begin(), given.end());
  for (Opened& file : opened) file.file = numbers.stored(file.file);
  if (!numbers.plain()) std::sort(opened.begin(), opened.end(), [](const Opened& a, const Opened& b) { return a.file < b.file; });
  for (std::size_t l = 0; l < used_; ++l) {
    const List& list = lists_[l];
    std::size_t piece = 0;
    auto run = list.runs.begin();
    for (const Opened& file : opened) {
      // Files and runs both ascend; where runs are many more, most are stepped over.
      if (list.runs.size() > 8 * opened.size()) {
        run = std::lower_bound(run, list.runs.end(), file.file, [](const FileRun& r, FileId id) { return r.file < id; });
      } else {
        while (run != list.runs.end() && run->file < file.file) ++run;
      }
      if (run == list.runs.end()) break;
      if (run->file != file.file) continue;
      while (static_cast<std::size_t>(run - list.runs.begin()) >= list.ends[piece]) ++piece;
      score_run(list, list.pieces[piece].bytes, *run, file);
    }
  }
}

}  // namespace cg::search
