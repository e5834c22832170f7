#include "libcg/tune/search_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "libcg/base/clock.h"
#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/bench/workload.h"
#include "libcg/search/answers.h"
#include "libcg/search/meaning.h"
#include "libcg/simd/target.h"
#include "libcg/tune/in_force.h"

namespace cg::tune {
namespace {

/// Some hundred milliseconds of work on a tree of a thousand files.
constexpr std::size_t kQuestions = 60;

}  // namespace

std::uint64_t search_answers(const std::filesystem::path& index, std::span<const std::string> questions, const embed::Model* model) {
  graph::IndexReader reader(index);
  search::SearchIndex search(reader);
  std::optional<search::Meaning> meaning;
  if (model != nullptr && search::Meaning::available(search, *model)) meaning.emplace(search, *model);
  search::Answerer answerer(search, meaning ? &*meaning : nullptr);
  std::uint64_t hash = 0;
  for (const std::string& question : questions) {
    for (const search::Answer& answer : answerer.answer(search::read_question(question), {})) {
      hash = hash64(fmt::format("{}:{}-{} {:x}", answer.file, answer.start_line, answer.end_line, std::bit_cast<std::uint32_t>(answer.score)), hash);
    }
  }
  return hash;
}

std::optional<embed::Model> installed_model() {
  try {
    return embed::Model::open(embed::Model::find());
  } catch (const Error&) {
    return std::nullopt;  // then questions are answered by words, as cg-embed-search does
  }
}

SearchOperation::SearchOperation(std::filesystem::path index) : index_(std::move(index)) {
  graph::IndexReader reader(index_);
  questions_ = bench::draw_workload(reader, {.draws = 1, .max_files = 400}).questions;
  questions_.resize(std::min(questions_.size(), kQuestions));
  if (questions_.empty()) throw Error(ErrorKind::kUsage, fmt::format("{}: there is nothing to ask for; tune with --for query", index_.string()));
  model_ = installed_model();
}

Sample SearchOperation::run(const Knobs& settings) {
  Sample sample;
  {
    const InForce force(settings);
    simd::use_settings();
    const std::int64_t start = monotonic_ns();
    sample.answers = search_answers(index_, questions_, model_ ? &*model_ : nullptr);
    sample.ns = static_cast<double>(std::max<std::int64_t>(1, monotonic_ns() - start));
  }
  simd::use_settings();
  return sample;
}

}  // namespace cg::tune
