#pragma once
#include <cstddef>
#include <cstdint>

#include "libcg/base/kinds.h"

namespace cg::ingest {

/// What is known of a binding when its confidence is stated.
struct Evidence {
  How how = How::kUnresolved;
  std::size_t candidates = 0;
  bool guessed = false;  ///< nothing was known of the receiver
  EdgeKind kind = EdgeKind::kReads;
  std::size_t language = 0;
};

/// The probability, in percent, that the site means (each of) the target(s).
[[nodiscard]] std::uint8_t confidence(const Evidence& evidence);

}  // namespace cg::ingest
