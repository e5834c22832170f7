// embedding_train OUT ORIGIN ROWS SEED THREADS PAIRS...: a model (man/cg-formats.5, "The model") from files of pairs
// (libcg/embed/training/pair.h). ORIGIN is a file with what the model shall say of itself; ROWS, how many tokens it has at
// most. Tells on standard error what it reads and how the loss falls.

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/embed/model.h"
#include "libcg/embed/training/make_model.h"

namespace {

std::string content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw cg::Error(cg::ErrorKind::kIo, fmt::format("{}: cannot be read", path));
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) {
    fmt::print(stderr, "usage: embedding_train OUT ORIGIN ROWS SEED THREADS PAIRS...\n");
    return 2;
  }
  try {
    const std::vector<std::string> files(argv + 6, argv + argc);
    const cg::embed::PairCorpus corpus = cg::embed::PairCorpus::read(files, {});
    for (const auto& count : corpus.counts) fmt::print(stderr, "{:<12} {:<8} {:>8} of {}\n", count.language, count.kind, count.kept, count.given);
    fmt::print(stderr, "{} pairs, {} tokens\n", corpus.size(), corpus.tokens.size());
    cg::embed::TrainingPlan plan;
    plan.seed = std::strtoull(argv[4], nullptr, 10);
    plan.threads = std::atoi(argv[5]);
    const std::vector<float> table = cg::embed::train_table(corpus, plan, [](const cg::embed::TrainingProgress& now) {
      fmt::print(stderr, "{:>9} of {} pairs, loss {:.3f}\n", now.pairs_seen, now.pairs_wanted, now.loss);
    });
    const std::size_t rows = std::strtoul(argv[3], nullptr, 10);
    cg::write_file_atomically(argv[1], cg::embed::make_model(corpus, table, plan.dim, rows, content(argv[2])));
  } catch (const cg::Error& error) {
    fmt::print(stderr, "embedding_train: {}\n", error.what());
    return 2;
  }
  return 0;
}
