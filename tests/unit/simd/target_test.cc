#include "tests/unit/simd/every_target.h"

namespace cg::simd {
namespace {

TEST_CASE("Scalar is always there, and what is used is what was asked for") {
  const auto targets = supported_targets();
  REQUIRE_FALSE(targets.empty());
  CHECK(targets.front() == Target::kScalar);
  on_every_target([] { CHECK(name_of(active_target()) != ""); });
  use_target(Target::kScalar);
  CHECK(active_target() == Target::kScalar);
  use_target(targets.back());
}

}  // namespace
}  // namespace cg::simd
