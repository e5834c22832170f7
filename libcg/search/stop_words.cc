#include "libcg/search/stop_words.h"

#include <algorithm>
#include <array>

namespace cg::search {
namespace {

// By bytes. Words that mean something in code ("for", "if", "not", "new", "all", "set", "get") stop too where a sentence
// cannot do without them, and only there.
constexpr std::array<std::string_view, 92> kStopWords = {
    "a", "about", "after", "an", "and", "any", "are", "as", "at", "be", "been", "before", "being", "between", "both",
    "but", "by", "can", "could", "did", "do", "does", "doing", "done", "during", "each", "for", "from", "had", "has",
    "have", "how", "i", "if", "in", "into", "is", "it", "its", "may", "me", "my", "no", "not", "of", "on", "one",
    "or", "our", "out", "over", "own", "s", "should", "so", "some", "such", "t", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "to", "under", "up", "used", "uses",
    "using", "via", "was", "we", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with",
    "within", "without", "you"};

constexpr auto kLightWords = std::to_array<std::string_view>({
    "allow", "allows", "handle", "handled", "handles", "handling", "happen", "happens", "implement", "implementation", "implemented", "implements",
    "let", "lets", "made", "make", "makes", "manage", "managed", "management", "manages", "perform", "performs", "provide", "provided", "provides",
    "support", "supports", "work", "working", "works"});
static_assert(std::ranges::is_sorted(kLightWords));

}  // namespace

bool is_stop_word(std::string_view word) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), word);
}

bool is_light_word(std::string_view word) { return std::ranges::binary_search(kLightWords, word); }

}  // namespace cg::search
