#include "libcg/tune/operation.h"

#include "libcg/tune/in_force.h"
#include "libcg/tune/vector_operation.h"
#include "tests/unit/catch.h"

using namespace cg;

TEST_CASE("settings that were in force before a sample are in force after it") {
  Knobs poor;
  poor.query_chunks = 1;
  const tune::InForce outer(poor);
  Knobs other;
  other.query_chunks = 7;
  {
    const tune::InForce inner(other);
    REQUIRE(knobs() == other);
  }
  REQUIRE(knobs() == poor);
}

TEST_CASE("vectors are tuned from the settings in force, and the settings shipped keep the recall that they promise") {
  Knobs poor;
  poor.knn_candidates = 1048576;
  const tune::InForce outer(poor);
  tune::VectorOperation vectors;  // measures what is shipped, to know its recall
  REQUIRE(knobs() == poor);
  const tune::Sample all = vectors.run(poor);
  const tune::Sample shipped = vectors.run({});
  REQUIRE(all.answers == 1);
  REQUIRE(shipped.answers == 1);
  REQUIRE(all.ns > 0);
  REQUIRE(knobs() == poor);
}
