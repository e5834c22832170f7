#pragma once
#include <string>
#include <string_view>

#include "libcg/parse/facts.h"

namespace cg::ingest {

/// Facts as bytes, in two parts. `head` is all that a file can mean to other files: names, symbols, types, base classes,
/// imports. `tail` is the rest: where things stand, what they look like, and the sites. A re-link reads every head of the
/// tree and few tails.
struct EncodedFacts {
  std::string head;
  std::string tail;
};

EncodedFacts encode_facts(const parse::Facts& facts);
/// Error{kFormat} for bytes that are not what encode_facts wrote; ids in the result are in range.
parse::Facts decode_facts(std::string_view head, std::string_view tail);
/// The same without the tail: symbols have no places and no text, and of the sites there are those that name a base class,
/// as Program::add wants them.
parse::Facts decode_head(std::string_view head);

}  // namespace cg::ingest
