#pragma once
#include "libcg/base/bytes.h"
#include "libcg/parse/facts.h"

namespace cg::ingest {

/// The part of encoded facts (facts_codec.h) that has parameters and their uses.
void write_parameters(ByteWriter& out, const parse::Facts& facts);
/// Into facts that have their names and symbols. Error{kFormat} for bytes that are not what write_parameters wrote.
void read_parameters(ByteReader& in, parse::Facts& facts);

}  // namespace cg::ingest
