#pragma once
#include <cstdint>
#include <string>

#include "libcg/ingest/build.h"

namespace cg::tools {

[[nodiscard]] std::string with_commas(std::uint64_t number);
/// What a run of cg-index ends with on stderr.
void say_summary(const ingest::BuildSummary& summary, bool verbose);

}  // namespace cg::tools
