#include "libcg/cli/questions.h"

#include <unistd.h>

#include <array>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

namespace cg::cli {
namespace {

/// A pipe that has been written to and closed.
class Input {
 public:
  explicit Input(std::string_view text) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(ends[1]);
    fd_ = ends[0];
  }
  ~Input() { ::close(fd_); }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

std::vector<std::string> asked(const std::vector<std::string>& arguments, std::string_view input, int* waits = nullptr) {
  const Input in(input);
  std::vector<std::string> questions;
  Questions(arguments, in.fd())
      .for_each([&] { if (waits != nullptr) ++*waits; }, [&](std::string_view q) { questions.emplace_back(q); });
  return questions;
}

TEST_CASE("arguments and the lines of standard input are asked in order") {
  using Texts = std::vector<std::string>;
  REQUIRE(asked({"a", "b"}, "unread") == Texts{"a", "b"});
  int waits = 0;
  REQUIRE(asked({"a", "-", "d"}, "b\r\n\nc", &waits) == Texts{"a", "b", "c", "d"});
  REQUIRE(waits >= 1);
  REQUIRE(asked({"-"}, "").empty());
  REQUIRE_FALSE(Questions(std::vector<std::string>{}).many());
  const Texts one{"a"}, two{"a", "b"}, dash{"-"};
  REQUIRE_FALSE(Questions(one).many());
  REQUIRE(Questions(two).many());
  REQUIRE(Questions(dash).many());
}

TEST_CASE("a standard input that cannot be read is an error") {
  const std::vector<std::string> dash{"-"};
  REQUIRE_THROWS_AS(Questions(dash, -1).for_each([] {}, [](std::string_view) {}), Error);
}

}  // namespace
}  // namespace cg::cli
