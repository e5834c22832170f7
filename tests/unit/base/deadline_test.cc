#include "libcg/base/deadline.h"

#include "tests/unit/catch.h"

namespace cg {
namespace {

struct NoDeadline {
  ~NoDeadline() { set_deadline(0); }
};

TEST_CASE("without a deadline there is always time") {
  const NoDeadline after;
  set_deadline(0);
  REQUIRE_FALSE(past_deadline());
  REQUIRE(deadline_left_ms() == -1);
  REQUIRE_FALSE(stopped_by_deadline());
}

TEST_CASE("a deadline far away has not passed, whatever its size") {
  const NoDeadline after;
  for (const double seconds : {3600.0, 1e300}) {
    set_deadline(seconds);
    REQUIRE_FALSE(past_deadline());
    REQUIRE(deadline_left_ms() > 0);
    REQUIRE_FALSE(stopped_by_deadline());
  }
}

TEST_CASE("only who was told to stop counts as stopped") {
  const NoDeadline after;
  set_deadline(1e-9);
  while (deadline_left_ms() > 0) {
  }
  REQUIRE_FALSE(stopped_by_deadline());
  REQUIRE(past_deadline());
  REQUIRE(stopped_by_deadline());
  set_deadline(0);
  REQUIRE_FALSE(stopped_by_deadline());
}

}  // namespace
}  // namespace cg
