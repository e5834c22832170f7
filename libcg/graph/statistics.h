#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "libcg/base/kinds.h"
#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// What an index holds, counted by walking over all of it.
struct Statistics {
  struct Language {
    std::uint64_t files = 0, lines = 0, symbols = 0, sites = 0, error_bytes = 0;
  };
  std::uint64_t files = 0, lines = 0, symbols = 0, declarations = 0;
  std::uint64_t sites = 0;           ///< every place that refers to something
  std::uint64_t edges = 0;           ///< bound sites, each with every candidate
  std::map<std::string, Language> languages;
  std::array<std::uint64_t, kSymbolKinds> symbols_of_kind{};
  std::array<std::uint64_t, kEdgeKinds> sites_of_kind{};
  std::array<std::uint64_t, kHows> sites_by_how{};
};

/// `done` is told the number of files done, for progress. The symbol that stands for a file is not counted.
[[nodiscard]] Statistics count_index(IndexReader& reader, const std::function<void(std::uint64_t)>& done);

}  // namespace cg::graph
