#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "libcg/base/events.h"
#include "libcg/bench/result.h"

namespace cg::bench {

struct ThroughputOptions {
  std::filesystem::path tree;   ///< what the writer indexes again and again
  std::filesystem::path tools;  ///< where cg-index and cg-query are
  int threads = 2;
  int processes = 2;
  double seconds = 5;
  std::uint64_t seed = 1;
};

struct Throughput {
  std::uint64_t queries = 0;         ///< by threads
  std::uint64_t process_queries = 0;
  std::uint64_t wrong = 0;           ///< answers that differ from the serial ones
  std::uint64_t failed = 0;          ///< openings that ended in an error
  std::string first_failure;         ///< what the first of them said
  std::uint64_t builds = 0;          ///< indexes that the writer published meanwhile
  std::uint64_t generations = 0;     ///< distinct ones that readers saw
  double seconds = 0;
  Tail tail;                         ///< of the threads' questions, ns
};

/// Asks a fresh index of the tree by threads and by processes at once while a writer replaces it, for some seconds. The tree does
/// not change, so every answer must be the one that was given serially before; each is compared. Readers open the index anew
/// every 50 questions, so that they meet every state that the writer leaves; until one has met a second index it goes on, for a
/// minute at most.
/// Error{kIo} if the tools are missing or the tree is gone.
[[nodiscard]] Throughput measure_throughput(const ThroughputOptions& options, EventSink& events);

}  // namespace cg::bench
