#include "libcg/ingest/argument_labels.h"

#include <algorithm>

#include "libcg/base/ids.h"

namespace cg::ingest {
namespace {

/// Takes the next label off `labels`; without its colon.
std::string_view next_label(std::string_view& labels) {
  const std::size_t end = labels.find(':');
  const std::string_view label = labels.substr(0, end);
  labels.remove_prefix(end == std::string_view::npos ? labels.size() : end + 1);
  return label;
}

}  // namespace

std::optional<std::vector<std::uint32_t>> place_arguments(std::string_view parameters, std::string_view arguments, std::uint32_t optional) {
  std::vector<std::uint32_t> out;
  std::uint32_t number = 0;   // of the next parameter; those for a variable number are not counted
  std::uint32_t left_out = 0;
  std::uint32_t closures = 0;
  bool more = false;          // an unlabelled argument may belong to the one before
  while (!arguments.empty()) {
    const std::string_view given = next_label(arguments);
    if (given == ">") {
      ++closures;
      out.push_back(kNone);
      continue;
    }
    if (more && given == "_") {
      out.push_back(kNone);
      continue;
    }
    more = false;
    bool found = false;
    while (!found && !parameters.empty()) {
      std::string_view wanted = next_label(parameters);
      const bool rest = wanted.ends_with("...");
      if (rest) wanted.remove_suffix(3);
      found = wanted == given;
      if (found) out.push_back(rest ? kNone : number);
      if (!found && !rest) ++left_out;
      if (!rest) ++number;
      more = found && rest;
    }
    if (!found) return std::nullopt;
  }
  std::uint32_t remaining = 0;
  bool rest_remains = more;
  while (!parameters.empty()) {
    const bool rest = next_label(parameters).ends_with("...");
    rest_remains = rest_remains || rest;
    if (!rest) ++remaining;
  }
  if (closures > remaining && !rest_remains) return std::nullopt;
  left_out += remaining - std::min(remaining, closures);
  if (left_out > optional) return std::nullopt;
  return out;
}

}  // namespace cg::ingest
