#include "libcg/base/events.h"

#include "libcg/base/parallel.h"
#include "tests/unit/catch.h"

TEST_CASE("events are collected from all threads, none lost") {
  cg::CollectedEvents events;
  cg::parallel_for(1000, 4, [&](std::size_t, int) { events.warning("a.c", "odd"); });
  REQUIRE(events.events().size() == 1000);
  CHECK(events.events()[0].object == "a.c");
  CHECK(events.events()[0].severity == cg::Severity::kWarning);
}

TEST_CASE("the short forms carry their severity") {
  cg::CollectedEvents events;
  events.note("n", "1");
  events.error("e", "2");
  events.progress({"reading", 1, 2});  // not kept
  REQUIRE(events.events().size() == 2);
  CHECK(events.events()[0].severity == cg::Severity::kNote);
  CHECK(events.events()[1].severity == cg::Severity::kError);
  CHECK(events.events()[1].message == "2");
  cg::NullEvents().event({});
}
