#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "libcg/cli/common_options.h"

namespace CLI {
class App;
}

namespace cg::tools {

/// Nearest neighbours in a file of vectors.
struct KnnOptions {
  std::string vectors;  ///< .npy, .fvecs or .bvecs; empty: another mode
  std::string queries;
  std::size_t k = 10;
  std::string metric = "cosine";
  bool exact = false;
  bool recall = false;
};

/// Vectors of what stands on standard input.
struct EmbedOptions {
  bool wanted = false;
  bool chunks = false;
  std::string format = "tsv";
  std::string embedder;  ///< a shell command; empty: our own model
  double silence_s = 60;
};

/// Questions to the index of a tree, or code to find the like of.
struct SearchOptions {
  std::vector<std::string> questions;
  std::string mode = "hybrid";
  std::vector<std::string> languages, paths, kinds;
  std::vector<std::string> likes;  ///< places of code, or - for standard input
  bool all_chunks = false;
  bool explain = false;
  bool context = false;
  std::size_t budget = 4000;
};

/// What the command line of cg-embed-search says, as it stands: one struct a mode, and what all modes share.
struct EmbedSearchOptions {
  cli::CommonOptions common;
  int threads = 0;  ///< 0: all the machine offers
  KnnOptions knn;
  EmbedOptions embed;
  SearchOptions search;
};

void add_knn_options(CLI::App& app, KnnOptions& options);
void add_embed_options(CLI::App& app, EmbedOptions& options);
void add_search_options(CLI::App& app, SearchOptions& options);

/// Each does one mode and returns the exit status.
int run_knn(const EmbedSearchOptions& options);
int run_embed(const EmbedSearchOptions& options);
int run_search(const EmbedSearchOptions& options);

}  // namespace cg::tools
