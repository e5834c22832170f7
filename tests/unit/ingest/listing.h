#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/ingest/tree_files.h"

using Paths = std::vector<std::string>;

inline Paths paths_of(const std::vector<cg::ingest::TreeFile>& files) {
  Paths paths;
  for (const auto& file : files) paths.push_back(file.path);
  return paths;
}

/// Whether there is an event of this severity about this object.
inline bool has_event(const cg::CollectedEvents& events, cg::Severity severity, const std::string& object) {
  const auto all = events.events();
  return std::any_of(all.begin(), all.end(), [&](const cg::Event& event) {
    return event.severity == severity && event.object == object;
  });
}
