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

TEST_CASE("vectors are tuned from the settings in force, and fewer candidates count as other answers when recall suffers") {
  Knobs poor;
  poor.knn_candidates = 1048576;
  const tune::InForce outer(poor);
  tune::VectorOperation vectors;  // measures what is shipped, to know its recall
  REQUIRE(knobs() == poor);
  const auto answers = [&](std::uint64_t candidates) {
    Knobs settings;
    settings.knn_candidates = candidates;
    return vectors.run(settings).answers;
  };
  REQUIRE(answers(Knobs{}.knn_candidates) == answers(1048576));
  REQUIRE(answers(16) != answers(1048576));
}
