#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/base/knobs.h"

namespace cg::tools {

/// The published targets (cg-bench targets) that the index meets with the old settings and misses with the new, of those that a change
/// of these operations ("query", "search") can move: each measured under both, by this process and by those that it starts. Settings
/// for indexing are not asked for: the live index is not built anew by them. Empty: nothing is lost.
[[nodiscard]] std::vector<std::string> lost_targets(const std::filesystem::path& index, const std::vector<std::string>& operations, const Knobs& old_settings,
                                                    const Knobs& new_settings, EventSink& events);

}  // namespace cg::tools
