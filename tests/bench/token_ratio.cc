// token_ratio < COUNTS: the estimate of tokens over the truth. A line of COUNTS is what tokenisers counted and the file, with
// tabs between: "1063\t1060\tsrc/ae.h"; the largest count is the truth. Prints, for each ending of file names and for
// all, how many files, the ratio that 5% of them are below, the median, what 95% are below, and the ratio of the sums.
//
// Where the counts come from is not part of this repository: for the figures in token_estimate.cc, encode() of the npm
// package gpt-tokenizer, encodings o200k_base and cl100k_base.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "libcg/search/token_estimate.h"

namespace {

struct Group {
  std::vector<double> ratios;
  double estimated = 0, truth = 0;
};

void add(Group& group, double estimated, double truth) {
  group.ratios.push_back(estimated / truth);
  group.estimated += estimated;
  group.truth += truth;
}

void print(const std::string& name, Group& group) {
  std::sort(group.ratios.begin(), group.ratios.end());
  const auto at = [&](double share) { return group.ratios[static_cast<std::size_t>(share * static_cast<double>(group.ratios.size() - 1))]; };
  fmt::print("{}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\n", name, group.ratios.size(), at(0.05), at(0.5), at(0.95), group.estimated / group.truth);
}

}  // namespace

int main() {
  std::map<std::string, Group> groups;
  Group all;
  std::ifstream input("/dev/stdin");
  for (std::string line; std::getline(input, line);) {
    const std::size_t tab = line.rfind('\t');
    if (tab == std::string::npos) continue;
    double truth = 0;
    for (std::size_t at = 0; at < tab; at = line.find('\t', at) + 1) truth = std::max(truth, std::strtod(line.c_str() + at, nullptr));
    const std::string path = line.substr(tab + 1);
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (truth <= 0 || text.empty()) continue;
    const auto estimated = static_cast<double>(cg::search::estimate_tokens(text));
    add(groups[path.substr(path.rfind('.') + 1)], estimated, truth);
    add(all, estimated, truth);
  }
  fmt::print("ending\tfiles\t5%\tmedian\t95%\tsum\n");
  for (auto& [name, group] : groups) print(name, group);
  if (!all.ratios.empty()) print("all", all);
}
