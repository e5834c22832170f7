#pragma once

namespace cg::ingest {

/// How many threads each phase of indexing has; the phases follow each other, so each may have all of them.
struct PhaseThreads {
  int parse = 1;  ///< reading, parsing and counting words of files
  int link = 1;   ///< binding names, also those of an update
  int write = 1;  ///< sorting and packing what is by target and by name
  int terms = 1;  ///< sorting the lists of the tables of search
  [[nodiscard]] int most() const noexcept;
};

/// `asked` above 0 is the user's word (--threads), and goes for every phase. Else the knobs say: that of the phase, where it is 0
/// index_threads, and where that is 0 the machine.
[[nodiscard]] PhaseThreads phase_threads(int asked);

}  // namespace cg::ingest
