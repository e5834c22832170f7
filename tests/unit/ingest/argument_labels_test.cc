#include "libcg/ingest/argument_labels.h"

#include <vector>

#include "libcg/base/ids.h"
#include "tests/unit/catch.h"

using cg::kNone;
using cg::ingest::place_arguments;

TEST_CASE("arguments go to the parameters with their labels") {
  using Places = std::vector<std::uint32_t>;
  CHECK(place_arguments("_:by:", "_:by:", 0) == Places{0, 1});
  CHECK(place_arguments("_:method:then:", "_:then:", 1) == Places{0, 2});
  CHECK(place_arguments("", "", 0) == Places{});
  CHECK(place_arguments("of...:scale:", "of:_:_:scale:", 1) == Places{kNone, kNone, kNone, 0});
  CHECK(place_arguments("_...:", "", 0) == Places{});
}

TEST_CASE("other labels, a wrong order or too few arguments mean another function") {
  CHECK_FALSE(place_arguments("statusCode:", "contentType:", 0).has_value());
  CHECK_FALSE(place_arguments("a:b:", "b:a:", 0).has_value());
  CHECK_FALSE(place_arguments("a:b:", "a:", 0).has_value());
  CHECK_FALSE(place_arguments("a:", "_:", 1).has_value());
  CHECK_FALSE(place_arguments("a:", "a:a:", 1).has_value());
  CHECK_FALSE(place_arguments("", "_:", 0).has_value());
}

TEST_CASE("closures behind the brackets take the place of parameters that are left") {
  using Places = std::vector<std::uint32_t>;
  CHECK(place_arguments("queue:options:then:", ">:", 2) == Places{kNone});
  CHECK(place_arguments("_:then:", "_:>:", 0) == Places{0, kNone});
  CHECK_FALSE(place_arguments("_:", "_:>:", 0).has_value());
  CHECK_FALSE(place_arguments("_:then:", ">:", 0).has_value());
}
