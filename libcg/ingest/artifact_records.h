#pragma once
#include <cstdint>

// The first byte of each record of an artifact, and what follows.

namespace cg::ingest {

enum class ArtifactRecord : std::uint8_t {
  kTable = 'T',    ///< the number of the table in storage::kIndexTables: what follows is in it
  kSegment = 'S',  ///< varint key, bytes
  kName = 'N',     ///< string name, bytes
  kPlain = 'P',    ///< string key, bytes
  kFile = 'F',     ///< of the table `tree`: string path, u8 kind, string language, hash (16)
  kFacts = 'A',    ///< key (16), string head, string tail
};

}  // namespace cg::ingest
