#pragma once
#include <string>
#include <string_view>

#include "libcg/parse/facts.h"

namespace cg::ingest {

/// Facts as bytes and back, for the time between parsing a file and linking it: facts of a large tree don't fit in memory.
std::string encode_facts(const parse::Facts& facts);
/// Error{kFormat} for bytes that are not what encode_facts wrote.
parse::Facts decode_facts(std::string_view bytes);

}  // namespace cg::ingest
