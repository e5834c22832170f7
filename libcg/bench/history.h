#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// What the tools did on an index and how long it took, for as long as a bounded file holds it. Opt-in (--metrics,
// CG_METRICS=1): without it nothing is written.
//
// A file of fixed size in the index directory, so that it needs no care: 16 Ki samples of 64 bytes behind a header, used as
// a ring. Adding one takes the file's lock, reads the counter, writes the sample and the counter, and lets go: five
// short system calls, no search, no growth, some microseconds. Each sample has a checksum, so that one that a killed
// process or a full disk left in pieces is passed over.
//
// Rejected: a table in the index itself (a commit waits for the disk: milliseconds, and readers have no right to write);
// appending lines of text (grows for ever, or must be rewritten by somebody); a memory map (a file that is cut short
// under it ends the tool by SIGBUS).

namespace cg::bench {

struct HistorySample {
  std::int64_t time_ns = 0;          ///< since 1970, UTC, when it ended
  std::uint64_t elapsed_ns = 0;      ///< from the start of the program
  std::uint64_t peak_bytes = 0;      ///< most resident memory
  std::uint8_t status = 0;           ///< exit status
  std::string what;                  ///< tool and verb, at most 27 bytes: "cg-query callers"
  friend bool operator==(const HistorySample&, const HistorySample&) = default;
};

inline constexpr const char* kHistoryName = "history";
inline constexpr std::uint32_t kHistorySamples = 16384;
inline constexpr std::size_t kHistoryTextBytes = 27;

/// Adds a sample to the history of an index directory, which is made if absent. False if that was not possible (a read-only
/// directory, a full disk, another that holds the lock, a foreign file): recording is never worth failing for.
bool add_to_history(const std::filesystem::path& index, const HistorySample& sample) noexcept;

/// All whole samples, oldest first; none if there is no history. Error{kFormat} if the file is none or of another version.
[[nodiscard]] std::vector<HistorySample> read_history(const std::filesystem::path& index);

}  // namespace cg::bench
