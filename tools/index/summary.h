#pragma once
#include <cstdint>
#include <string>

#include "libcg/ingest/build.h"

namespace cg::tools {

[[nodiscard]] std::string with_commas(std::uint64_t number);
/// What a run of cg-index ends with on stderr.
void say_summary(const ingest::BuildSummary& summary, bool verbose);
/// The same in one line, for one of many updates.
void say_update(const ingest::BuildSummary& summary);

}  // namespace cg::tools
