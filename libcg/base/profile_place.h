#pragma once
#include <filesystem>
#include <string>

namespace cg {

// Where the profile lies that a tool reads at its start. These run in every cg-query, whose whole life is milliseconds: they
// cost microseconds. (The fingerprint of the bench floor parses /proc/cpuinfo, which takes longer than a question.)

/// 16 hexadecimal digits that stand for the processor's name, how many of its threads this process may use, and the memory. A
/// profile proved under one key means nothing under another.
[[nodiscard]] std::string machine_key();

/// "small", "medium" or "large", by the bytes of the live data file in an index directory: at most 16 MiB, at most 256 MiB,
/// more. Caches that hold all of a small index are a waste of time and memory to fill for a large one.
/// Empty if there is no index yet.
[[nodiscard]] std::string index_class(const std::filesystem::path& index_directory);

/// $XDG_CACHE_HOME/cg/profiles, else ~/.cache/cg/profiles; empty if neither variable is an absolute path.
[[nodiscard]] std::filesystem::path profile_root();

/// The folder of one machine and class, whose file "active" is the profile in force.
[[nodiscard]] std::filesystem::path profile_directory(const std::filesystem::path& root, const std::string& machine,
                                                      const std::string& index_class);
inline constexpr const char* kActiveProfile = "active";

}  // namespace cg
