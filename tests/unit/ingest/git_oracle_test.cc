// git is the authority on its own syntax: random trees of ignore files, listed by us and by git, must agree.
#include <algorithm>
#include <array>
#include <random>

#include "libcg/ingest/directory_walk.h"
#include "tests/unit/catch.h"
#include "tests/unit/ingest/git_repository.h"
#include "tests/unit/ingest/listing.h"

namespace {

constexpr std::array<const char*, 6> kNames{"a", "b", "ab", "a.c", "b.o", "x y"};
// No "**" next to anything but a slash: git before 2.40 compared unrelated pointers there.
constexpr std::array<const char*, 22> kPieces{
    "a", "b",    "ab", ".c",    ".o",    "*",    "*.c", "?",  "[ab]", "[!a]", "[[:alpha:]]",
    "/", "/**/", "\\a", "x y",  "[a-c]", "[]a]", "x",   "\\", "[",    "[^b]", "x\\ y"};

class RandomRules {
 public:
  explicit RandomRules(unsigned seed) : random_(seed) {}

  std::string file() {
    std::string text;
    for (unsigned lines = 1 + below(5); lines > 0; --lines) text += line() + (below(8) == 0 ? "\r\n" : "\n");
    return text;
  }
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

 private:
  std::string line() {
    std::string text = below(4) == 0 ? "!" : "";
    if (below(8) == 0) text += below(2) == 0 ? "/" : "**/";
    for (unsigned pieces = 1 + below(4); pieces > 0; --pieces) text += kPieces[below(kPieces.size())];
    if (below(5) == 0) text += "/";
    if (below(12) == 0) text += "/**";
    if (below(8) == 0) text += "  ";
    // A star of one piece may have met the stars of another.
    for (std::size_t at = text.find("**"); at != std::string::npos; at = text.find("**", at + 1)) {
      const bool open = at == 0 || text[at - 1] == '/' || (at == 1 && text[0] == '!');
      const bool close = at + 2 >= text.size() || text[at + 2] == '/' || text[at + 2] == ' ';
      if (!open || !close) return "#";
    }
    return text;
  }
  std::mt19937 random_;
};

Paths split(const std::string& output) {
  Paths paths;
  for (std::size_t start = 0; start < output.size();) {
    const std::size_t end = output.find('\0', start);
    paths.push_back(output.substr(start, end - start));
    start = end + 1;
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("the walk agrees with git on random ignore files") {
  const GitRepository tree;
  for (const char* top : {"a", "b", "ab", "x y"}) {
    for (const char* middle : {"a", "b", "c.c"}) {
      for (const char* name : kNames) tree.write(std::string(top) + '/' + middle + '/' + name, "");
    }
    tree.write(std::string(top) + "/b.o", "");
    tree.write(std::string(top) + "/ab", "");
  }
  for (const char* name : {"a.c", "b.o", "]", "[", "zz"}) tree.write(name, "");

  int compared = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    RandomRules rules(seed);
    const std::string top = rules.file();
    const std::string below = rules.file();
    tree.write(".gitignore", top);
    tree.write("a/.gitignore", below);
    const Paths expected = split(tree.git({"ls-files", "-z", "--others", "--exclude-standard"}));

    cg::CollectedEvents events;
    cg::ingest::TreeOptions options;
    options.include_hidden = true;
    auto files = cg::ingest::walk_directory(tree.path(), options, events);
    cg::ingest::sort_and_deduplicate(files);
    CAPTURE(seed, top, below);
    if (has_event(events, cg::Severity::kWarning, ".gitignore")) {
      CHECK(expected.empty());  // the one place where we choose to differ
    } else {
      CHECK(paths_of(files) == expected);
      ++compared;
    }
  }
  CHECK(compared > 200);
}
