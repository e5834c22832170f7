// Whatever bytes stand where the tables of search should have theirs, reading them ends in values or in Error{kFormat}. The
// first byte picks the reader, the rest is its input. Questions are read, too: they are anybody's bytes, and never an error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libcg/base/error.h"
#include "libcg/search/columns.h"
#include "libcg/search/file_terms.h"
#include "libcg/search/path_terms.h"
#include "libcg/search/postings.h"
#include "libcg/search/question.h"
#include "libcg/search/term_marks.h"
#include "libcg/search/term_pairs.h"
#include "libcg/search/token_estimate.h"

namespace {

using namespace cg::search;

std::size_t read_list(std::string_view input) {
  PostingReader list(input);
  std::size_t sum = 0, count = 0;
  std::uint32_t file = 0;
  for (Posting p; list.next(file, p); ++count) sum += file + p.chunk + p.counts[kBody] + p.counts[kComments] + p.counts[kNames];
  if (count != list.size()) std::abort();
  RunReader runs(input);
  std::array<std::uint32_t, kTextFields> counts{};
  for (FileRun run; runs.next_file(run, counts);) {
    RunReader chunks(input, run);
    for (Posting p; chunks.next_chunk(p);) sum += p.chunk;
  }
  return sum;
}

std::size_t read_paths(std::string_view input) {
  std::size_t sum = 0;
  for (const PathPosting& p : read_path_postings(input)) sum += p.file + p.directories;
  return sum;
}

std::size_t read_columns(std::string_view input) {
  std::size_t sum = input.size() % 2 == 0 ? read_totals(input).chunks : 0;
  sum += read_file_column(input.substr(0, kFileColumnBytes)).chunks;
  return sum + read_chunk_column(input.substr(kFileColumnBytes)).end_line;
}

std::size_t read_terms(std::string_view input) {
  std::size_t sum = 0;
  const FileTerms terms = decode_terms(input);
  for (const ChunkTerms& chunk : terms.chunks) sum += chunk.end_line;
  for (const TermPostings& term : terms.terms) sum += term.term.size() + term.postings.size();
  return sum;
}

std::size_t read_marks(std::string_view input) {
  std::size_t sum = 0;
  TermPairs marks{cg::ByteReader(input)};
  for (std::string_view term, mark; marks.next(term, mark);) sum += term.size() + mark.size();
  return sum;
}

std::size_t ask(std::string_view input) {
  const Question question = read_question(input);
  if (question.words.size() > kMostQueryWords || question.names.size() > kMostQueryWords) std::abort();
  return question.tokens.size() + estimate_tokens(input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    volatile std::size_t sum = 0;
    switch (data[0] % 6) {
      case 0: sum = read_list(input); break;
      case 1: sum = read_paths(input); break;
      case 2: sum = read_columns(input); break;
      case 3: sum = read_terms(input); break;
      case 4: sum = ask(input); break;
      default: sum = read_marks(input); break;
    }
    static_cast<void>(sum);
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat || data[0] % 6 == 4) std::abort();
  }
  return 0;
}
