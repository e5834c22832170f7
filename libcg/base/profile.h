#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "libcg/base/knobs.h"

namespace cg {

/// Settings that were proved on one machine for one class of index, as they lie in a file:
///
///   cg-profile 1                     the version of this format
///   number 4                         counts up in one place, and is never used twice
///   replaces 2                       the number of the one in force before it; 0: what was shipped
///   machine 5f0c2a91d7e3b846         machine_key() of where it was proved
///   index medium                     index_class() of what it was proved on
///   note query 1.18 times as fast    for people; one line
///   set query_cache_bytes 4194304    one a knob that differs from what was shipped
///   check 84d3a5710c92be6f           XXH3 of all bytes before this line
///
/// The check is against torn and edited files, not against an enemy: whoever can write here can replace the tools.
struct Profile {
  std::uint64_t number = 0;
  std::uint64_t replaces = 0;
  std::string machine;
  std::string index_class;
  std::string note;
  Knobs knobs;
};

[[nodiscard]] std::string profile_text(const Profile& profile);
/// Error{kFormat} saying what is wrong: cut off, changed by hand, a knob that this version does not have or a value
/// out of its range. `from` names it in the message.
[[nodiscard]] Profile parse_profile(std::string_view text, std::string_view from);

}  // namespace cg
