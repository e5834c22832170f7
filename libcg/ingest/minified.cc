// Average line length is the usual measure and fails both ways: a licence above 200 kB on one line lowers it, and one
// embedded picture ("data:image/png;base64,...") in a hand-written file raises it. What counts here is how much of the
// file stands on long lines that look like code: the brackets and separators of minified code are every eighth byte or
// so, those of base64, prose and SVG paths hardly one in thirty.
#include "libcg/ingest/minified.h"

#include <algorithm>
#include <array>

namespace cg::ingest {
namespace {

constexpr std::size_t kSmallestBytes = 2048;  // less is a snippet or a test's fixture, and costs nothing to index
constexpr std::size_t kLongLineBytes = 500;   // no formatter and no person leaves these by the dozen
constexpr std::size_t kCodeDensity = 16;      // at least one byte in so many is punctuation
constexpr std::array kSuffixes = std::to_array<std::string_view>(
    {".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".css", ".json"});

bool is_code(std::string_view line) {
  const auto marks = std::count_if(line.begin(), line.end(), [](char c) {
    return c == '{' || c == '}' || c == '(' || c == ')' || c == ';' || c == ',';
  });
  return static_cast<std::size_t>(marks) * kCodeDensity >= line.size();
}

}  // namespace

bool is_minified(std::string_view path, std::string_view text) {
  if (text.size() < kSmallestBytes) return false;
  if (std::none_of(kSuffixes.begin(), kSuffixes.end(), [&](std::string_view s) { return path.ends_with(s); })) {
    return false;
  }
  std::size_t squeezed_bytes = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.size() >= kLongLineBytes && is_code(line)) squeezed_bytes += line.size();
  }
  return squeezed_bytes > text.size() / 2;
}

}  // namespace cg::ingest
