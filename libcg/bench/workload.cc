#include "libcg/bench/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

#include "libcg/base/error.h"
#include "libcg/graph/edges.h"

namespace cg::bench {
namespace {

/// Every k-th file from a random one on: at most max_files, spread over the whole tree.
std::vector<FileId> pick_files(std::uint32_t count, std::size_t max_files, Random& random) {
  std::vector<FileId> files;
  if (count == 0) return files;
  const auto stride = static_cast<std::uint32_t>((count + max_files - 1) / std::max<std::size_t>(max_files, 1));
  for (auto file = static_cast<FileId>(random.below(stride)); file < count; file += stride) files.push_back(file);
  return files;
}

std::string first_sentence(std::string_view doc) {
  std::string sentence;
  for (const char c : doc.substr(0, 240)) {
    if (c == '.' && sentence.size() > 12) break;
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      sentence += c;
    } else if (!sentence.empty() && sentence.back() != ' ') {
      sentence += ' ';
    }
  }
  while (!sentence.empty() && sentence.back() == ' ') sentence.pop_back();
  return sentence;
}

/// "lookupKeyReadWithFlags" as somebody would ask for it: "lookup key read with flags".
std::string words_of(std::string_view name) {
  std::string words;
  for (const char c : name) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) == 0) {
      if (!words.empty() && words.back() != ' ') words += ' ';
      continue;
    }
    if (std::isupper(u) != 0 && !words.empty() && words.back() != ' ') words += ' ';
    words += static_cast<char>(std::tolower(u));
  }
  return words;
}

void add_file(graph::IndexReader& reader, FileId file, Workload& workload) {
  for (const graph::IncomingList& list : reader.incoming_of_file(file)) {
    std::uint32_t calls = 0;
    for (const graph::IncomingRow& row : list.rows) {
      calls += graph::kCallKinds.has(row.kind) && row.confidence >= graph::kDefaultConfidence ? 1U : 0U;
    }
    const SymbolRef symbol{file, list.ordinal};
    if (calls > 0 && list.ordinal != 0) workload.ranked.push_back({symbol, reader.symbol(symbol).name, calls});
  }
}

void add_questions(graph::IndexReader& reader, Random& random, Workload& workload) {
  constexpr std::size_t kQuestions = 200;
  for (std::size_t tries = 0; tries < 4 * kQuestions && workload.questions.size() < kQuestions; ++tries) {
    const Asked& asked = workload.ranked[random.below(workload.ranked.size())];
    std::string question = tries % 2 == 0 ? first_sentence(reader.text(asked.symbol).doc) : words_of(asked.name);
    if (question.size() > 8) workload.questions.push_back(std::move(question));
  }
}

}  // namespace

ZipfDraw::ZipfDraw(std::size_t n, double exponent) {
  cumulated_.reserve(n);
  double sum = 0;
  for (std::size_t rank = 1; rank <= n; ++rank) cumulated_.push_back(sum += std::pow(static_cast<double>(rank), -exponent));
}

std::size_t ZipfDraw::operator()(Random& random) const {
  const double at = random.uniform() * cumulated_.back();
  const auto found = std::upper_bound(cumulated_.begin(), cumulated_.end(), at);
  return std::min(static_cast<std::size_t>(found - cumulated_.begin()), cumulated_.size() - 1);
}

Workload draw_workload(graph::IndexReader& reader, const WorkloadOptions& options) {
  Random random(options.seed);
  Workload workload;
  const auto files = pick_files(reader.file_count(), options.max_files, random);
  workload.files_sampled = files.size();
  for (const FileId file : files) add_file(reader, file, workload);
  if (workload.ranked.empty()) return workload;
  std::sort(workload.ranked.begin(), workload.ranked.end(), [](const Asked& a, const Asked& b) {
    return std::tuple(b.in_degree, a.symbol) < std::tuple(a.in_degree, b.symbol);
  });
  const ZipfDraw draw(workload.ranked.size(), options.exponent);
  for (std::size_t i = 0; i < options.draws; ++i) workload.draws.push_back(draw(random));
  add_questions(reader, random, workload);
  return workload;
}

void replay_trace(graph::IndexReader& reader, std::string_view trace, const std::string& file, Workload& workload) {
  std::map<SymbolRef, std::size_t> known;
  std::vector<Asked> ranked;
  std::vector<std::size_t> draws;
  while (!trace.empty()) {
    const std::size_t end = std::min(trace.find('\n'), trace.size());
    std::string_view name = trace.substr(0, end);
    trace.remove_prefix(std::min(end + 1, trace.size()));
    if (const std::size_t tab = name.find('\t'); tab != std::string_view::npos) name.remove_prefix(tab + 1);
    const auto rows = reader.definitions(name);
    if (rows.empty()) continue;
    const auto [at, fresh] = known.emplace(rows.front().symbol, ranked.size());
    if (fresh) ranked.push_back({rows.front().symbol, std::string(name), static_cast<std::uint32_t>(reader.incoming(rows.front().symbol).size())});
    draws.push_back(at->second);
  }
  if (draws.empty()) throw Error(ErrorKind::kFormat, fmt::format("{}: no line names a symbol of this index; record it with CG_TRACE on the same tree", file));
  workload.ranked = std::move(ranked);
  workload.draws = std::move(draws);
}

}  // namespace cg::bench
