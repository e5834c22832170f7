#include "libcg/parse/condition_value.h"

#include <algorithm>
#include <array>
#include <utility>

// A condition asks for the compiler, the system and the build's own settings. Two of these three are nearly always the same where
// C is indexed: GCC, or what looks like it, on Linux. What compilers define by themselves is known here, all else is not.

namespace cg::parse {
namespace {

/// Words that GCC on x86-64 Linux defines, and their values: those that conditions ask for.
constexpr std::pair<std::string_view, long> kDefined[] = {
    {"__linux__", 1}, {"__linux", 1}, {"linux", 1}, {"__unix__", 1}, {"__unix", 1}, {"unix", 1}, {"__gnu_linux__", 1}, {"__ELF__", 1},
    {"__GNUC__", 12}, {"__GNUC_MINOR__", 2}, {"__GLIBC__", 2}, {"__GLIBC_MINOR__", 36}, {"__x86_64__", 1}, {"__x86_64", 1}, {"__amd64__", 1},
    {"__LP64__", 1}, {"_LP64", 1}, {"__STDC__", 1}, {"__STDC_VERSION__", 201710}, {"__BYTE_ORDER__", 1234}, {"__ORDER_LITTLE_ENDIAN__", 1234},
    {"__ORDER_BIG_ENDIAN__", 4321}, {"__SIZEOF_POINTER__", 8}, {"__SIZEOF_INT128__", 16}, {"__CHAR_BIT__", 8},
};
/// Words that other compilers, systems and processors define.
constexpr std::string_view kUndefined[] = {
    "_WIN32", "_WIN64", "WIN32", "WIN64", "__WIN32__", "_MSC_VER", "__CYGWIN__", "__MINGW32__", "__MINGW64__", "__APPLE__", "__MACH__", "__FreeBSD__",
    "__FreeBSD_kernel__", "__OpenBSD__", "__NetBSD__", "__DragonFly__", "__sun", "sun", "__SUNPRO_C", "__SUNPRO_CC", "_AIX", "__MVS__", "__HAIKU__",
    "__ANDROID__", "__EMSCRIPTEN__", "__clang__", "__INTEL_COMPILER", "__ICC", "__arm__", "__aarch64__", "__i386__", "__i386", "_M_IX86", "_M_X64",
    "_M_ARM64", "__powerpc__", "__powerpc64__", "__ppc__", "__mips__", "__sparc__", "__riscv", "__s390x__", "__PASE__", "__QNX__", "__QNXNTO__",
    "__hpux", "__GNU__", "__TINYC__", "__BORLANDC__", "__WATCOMC__", "__wasm__", "__wasi__", "__CYGWIN32__", "__OS2__", "__VMS", "__NVCC__", "__CUDACC__",
};

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Where `word` stands in `text` as a word of its own, from `from` on.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !in_word(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !in_word(text[at + word.size()]);
    if (begins && ends) return at;
  }
  return std::string_view::npos;
}

class Condition {
 public:
  Condition(std::string_view text, std::string_view inside, bool plus_plus) : rest_(text), inside_(inside), plus_plus_(plus_plus) {}
  Answer value() { return either(); }

  [[nodiscard]] Answer defined(std::string_view name) const {
    if (const Answer known = value_of(name)) return known == kNotDefined ? 0 : 1;
    bool used = false;
    for (std::size_t at = find_word(inside_, name, 0); at != std::string_view::npos; at = find_word(inside_, name, at + 1)) {
      std::string_view before = inside_.substr(0, at);
      while (!before.empty() && (before.back() == ' ' || before.back() == '\t')) before.remove_suffix(1);
      if (before.ends_with("define")) return 0;
      used = true;
    }
    return used ? Answer(1) : std::nullopt;
  }

 private:
  static constexpr long kNotDefined = -1;

  [[nodiscard]] Answer value_of(std::string_view name) const {
    if (name == "__cplusplus") return plus_plus_ ? 202002 : kNotDefined;
    for (const auto& [word, value] : kDefined) {
      if (word == name) return value;
    }
    if (std::find(std::begin(kUndefined), std::end(kUndefined), name) != std::end(kUndefined)) return kNotDefined;
    return std::nullopt;
  }

  void skip() {
    while (!rest_.empty() && !in_word(rest_.front()) && std::string_view("!&|=<>()+-*/%?:").find(rest_.front()) == std::string_view::npos) rest_.remove_prefix(1);
  }
  bool take(std::string_view token) {
    skip();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  std::string_view word() {
    skip();
    std::size_t end = 0;
    while (end < rest_.size() && in_word(rest_[end])) ++end;
    const std::string_view out = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return out;
  }

  Answer either() {
    Answer out = both();
    while (take("||")) {
      const Answer right = both();
      if ((out && *out != 0) || (right && *right != 0)) {
        out = 1;
      } else if (!out || !right) {
        out.reset();
      }
    }
    return out;
  }
  Answer both() {
    Answer out = compared();
    while (take("&&")) {
      const Answer right = compared();
      if ((out && *out == 0) || (right && *right == 0)) {
        out = 0;
      } else if (!out || !right) {
        out.reset();
      }
    }
    return out;
  }
  Answer compared() {
    const Answer left = unary();
    constexpr std::array<std::string_view, 6> kSigns{"==", "!=", "<=", ">=", "<", ">"};
    for (std::size_t i = 0; i < kSigns.size(); ++i) {
      if (!take(kSigns[i])) continue;
      const Answer right = unary();
      if (!left || !right) return std::nullopt;
      const bool results[] = {*left == *right, *left != *right, *left <= *right, *left >= *right, *left < *right, *left > *right};
      return results[i] ? 1 : 0;
    }
    return left;
  }
  Answer unary() {
    if (++depth_ > kMaxDepth) return std::nullopt;
    Answer out;
    if (take("!")) {
      if (const Answer inner = unary()) out = *inner == 0 ? 1 : 0;
    } else if (take("(")) {
      out = either();
      if (!take(")")) out.reset();
    } else {
      out = operand();
    }
    --depth_;
    return out;
  }
  Answer operand() {
    const std::string_view name = word();
    if (name.empty()) {
      rest_ = {};
      return std::nullopt;
    }
    if (name == "defined") {
      const bool open = take("(");
      const std::string_view asked = word();
      if (open) take(")");
      return defined(asked);
    }
    skip();
    if (rest_.starts_with("(")) {  // __has_include(<x.h>), VERSION(1, 2)
      const std::size_t close = rest_.find(')');
      rest_.remove_prefix(close == std::string_view::npos ? rest_.size() : close + 1);
      return std::nullopt;
    }
    if (name.front() >= '0' && name.front() <= '9') {
      long value = 0;
      for (const char c : name) {
        if (c < '0' || c > '9') break;  // 201112L
        value = value < 1'000'000'000 ? value * 10 + (c - '0') : value;
      }
      return name.size() > 1 && (name[1] == 'x' || name[1] == 'X') ? std::nullopt : Answer(value);
    }
    skip();
    if (!rest_.empty() && std::string_view("+-*/%?").find(rest_.front()) != std::string_view::npos) {  // sums are not followed
      rest_ = {};
      return std::nullopt;
    }
    const Answer known = value_of(name);
    return known && *known == kNotDefined ? Answer(0) : known;
  }

  static constexpr int kMaxDepth = 60;
  std::string_view rest_;
  std::string_view inside_;
  bool plus_plus_;
  int depth_ = 0;
};

}  // namespace

Answer condition_value(std::string_view expression, std::string_view inside, bool plus_plus) {
  return Condition(expression, inside, plus_plus).value();
}

Answer is_defined(std::string_view name, std::string_view inside, bool plus_plus) {
  return Condition({}, inside, plus_plus).defined(name);
}

}  // namespace cg::parse
