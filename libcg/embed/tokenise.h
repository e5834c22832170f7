#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace cg::embed {

inline constexpr std::size_t kMinTokenBytes = 2;
inline constexpr std::size_t kMaxTokenBytes = 24;

/// Calls each(token) for the subtokens of source text, in order and lower-cased: the runs that the regular expression
///   [A-Z]+(?=[A-Z][a-z]) | [A-Z]?[a-z]+ | [A-Z]+ | [0-9]+
/// finds one behind the other, of 2 to 24 bytes; longer and shorter ones are passed over. "parseHTTPHeader2" gives parse,
/// http, header. ASCII only, as the table was trained; other bytes separate. A token is valid during its call.
template <class Each>
void for_each_subtoken(std::string_view text, Each&& each);

namespace tokens {

enum Class : unsigned char { kOther, kLower, kUpper, kDigit };

inline constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> classes{};
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] = kLower;
  for (unsigned c = 'A'; c <= 'Z'; ++c) classes[c] = kUpper;
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  return classes;
}();

inline Class class_of(char c) noexcept { return kClasses[static_cast<unsigned char>(c)]; }

}  // namespace tokens

template <class Each>
void for_each_subtoken(std::string_view text, Each&& each) {
  using tokens::class_of;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto run = [end](const char* from, tokens::Class what) {
    while (from != end && class_of(*from) == what) ++from;
    return from;
  };
  while (at != end) {
    const tokens::Class what = class_of(*at);
    if (what == tokens::kOther) {
      ++at;
      continue;
    }
    const char* stop = run(at + 1, what);
    if (what == tokens::kUpper && stop != end && class_of(*stop) == tokens::kLower) {
      // "HTTPHeader" is HTTP and Header; "Header" is one word.
      stop = stop - at > 1 ? stop - 1 : run(stop, tokens::kLower);
    }
    const auto size = static_cast<std::size_t>(stop - at);
    if (size >= kMinTokenBytes && size <= kMaxTokenBytes) {
      char lower[kMaxTokenBytes];
      // Bit 5 is what tells small letters from capitals, and all digits have it.
      for (std::size_t i = 0; i < size; ++i) lower[i] = static_cast<char>(at[i] | 0x20);
      each(std::string_view(lower, size));
    }
    at = stop;
  }
}

}  // namespace cg::embed
