// question_cost INDEX [ROUNDS] < QUESTIONS: what a question costs in a process that has asked others before.
//
// Opens the index as cg-embed-search does for many questions, asks each line of standard input once, and then all of them ROUNDS times
// (5), in CPU time of the one thread: machines are shared. Printed are median, mean, p95 and most over the questions, of the first time, when
// what the question needs has mostly to be decoded, and of the median of the rounds after it; and a digest of all answers with every digit of
// their scores: of two builds that print the same, no answer differs.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "libcg/base/clock.h"
#include "libcg/base/hash.h"
#include "libcg/embed/model.h"
#include "libcg/search/answers.h"
#include "libcg/search/meaning.h"

namespace {

using namespace cg;

std::vector<std::string> lines_of(std::FILE* file) {
  std::vector<std::string> lines(1);
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += static_cast<char>(c);
    }
  }
  std::erase(lines, "");
  return lines;
}

double quantile(std::vector<double> values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::string summary(const std::vector<double>& values) {
  return fmt::format("median {:.3f} mean {:.3f} p95 {:.3f} most {:.3f}", quantile(values, 0.5),
                     std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()), quantile(values, 0.95), quantile(values, 1));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: question_cost INDEX [ROUNDS] < QUESTIONS\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  const std::vector<std::string> questions = lines_of(stdin);
  if (questions.empty() || rounds < 1) {
    fmt::print(stderr, "question_cost: no questions on standard input, or no rounds\n");
    return 2;
  }
  graph::IndexReader reader(argv[1], graph::ReaderMemory::for_questions(true));
  search::SearchIndex index(reader);
  const embed::Model model = embed::Model::open_for_questions(embed::Model::find());
  search::Meaning meaning(index, model);
  search::Answerer answerer(index, &meaning);
  std::string answers;
  std::vector<double> first;
  std::vector<std::vector<double>> costs(questions.size());
  for (int round = 0; round <= rounds; ++round) {
    for (std::size_t q = 0; q < questions.size(); ++q) {
      const std::int64_t start = thread_cpu_ns();
      const auto found = answerer.answer(answerer.read(questions[q], search::Mode::kHybrid), {});
      const double cost = static_cast<double>(thread_cpu_ns() - start) / 1e6;
      if (round > 0) {
        costs[q].push_back(cost);
        continue;
      }
      first.push_back(cost);
      for (const search::Answer& a : found) answers += fmt::format("{} {} {} {}\n", a.file, a.start_line, a.symbol.ordinal, a.score);
    }
  }
  std::vector<double> each;
  for (const auto& rows : costs) each.push_back(quantile(rows, 0.5));
  fmt::print("{} questions, ms: first time {}; again {}; answers {:016x}\n", questions.size(), summary(first), summary(each), hash64(answers));
}
