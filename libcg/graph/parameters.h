#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/base/kinds.h"

// Parameters and where their functions use them. They are no symbols: nothing but their function can name them, so they stand
// behind the texts of the functions of their chunk (records.h), move with these, and are in nobody's way who does not ask.

namespace cg::graph {

/// In percent, that a use is one of that parameter: macros may bind a name that is not seen.
inline constexpr std::uint32_t kParameterConfidence = 99;

struct ParameterUse {
  EdgeKind kind = EdgeKind::kReads;
  Position at;
};

struct Parameter {
  std::uint32_t owner = 0;  ///< ordinal of the function; in a record less that of the chunk's first symbol
  std::string name;
  Position at;
  std::vector<ParameterUse> uses;  ///< by position
};

/// `parameters` by owner. Nothing for none.
std::string encode_parameters(std::span<const Parameter> parameters);
/// What stands behind the rows in a record of the table `texts`. Error{kFormat}
std::vector<Parameter> decode_parameters(std::string_view texts);

}  // namespace cg::graph
