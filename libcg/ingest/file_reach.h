#pragma once
#include <cstddef>
#include <cstdint>

#include "libcg/ingest/file_rows.h"
#include "libcg/ingest/file_set.h"

namespace cg::ingest {

/// Files; a kernel source reaches some 1,500 headers. Beyond, following ends, and where depends on the way.
inline constexpr std::size_t kMaxReach = 4000;

/// Adds to `files` what they include (or, with reversed steps, what includes them), directly or not.
void follow(const FileRows& steps, FileSet& files);

}  // namespace cg::ingest
