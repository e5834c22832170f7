#include "libcg/tune/alert_rollback.h"

#include <fstream>

#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;

namespace {

Profile with_chunks(std::uint64_t chunks) {
  Profile profile;
  profile.machine = "0123456789abcdef";
  profile.index_class = "small";
  profile.knobs.query_chunks = chunks;
  return profile;
}

bench::Alert alert(bench::AlertLevel level, std::int64_t since_ns) { return {"cg-query callers", {}, level, 185, since_ns}; }

constexpr std::int64_t kSecond = 1'000'000'000;

}  // namespace

TEST_CASE("an alert that began under a profile brings back the one before, and the settings shipped at last") {
  const TemporaryDirectory directory;
  tune::ProfileStore store(directory.file("profiles"));
  static_cast<void>(store.keep(with_chunks(8)));
  static_cast<void>(store.keep(with_chunks(64)));
  const bench::Alert before[] = {alert(bench::AlertLevel::kCritical, *store.in_force_since_ns() - kSecond)};
  REQUIRE_FALSE(tune::roll_back_for(before, store));
  REQUIRE(store.active()->number == 2);
  const bench::Alert over[] = {alert(bench::AlertLevel::kNone, 0)};
  REQUIRE_FALSE(tune::roll_back_for(over, store));

  const bench::Alert begun[] = {alert(bench::AlertLevel::kNone, 0), alert(bench::AlertLevel::kWarning, *store.in_force_since_ns() + 1)};
  const auto first = tune::roll_back_for(begun, store);
  REQUIRE(first);
  REQUIRE(first->what == "cg-query callers");
  REQUIRE(first->from == 2);
  REQUIRE(first->to == 1);
  REQUIRE(store.active()->knobs.query_chunks == 8);
  // The same alert has had its profile; a new one costs the next.
  const bench::Alert again[] = {alert(bench::AlertLevel::kWarning, *store.in_force_since_ns() - 1)};
  REQUIRE_FALSE(tune::roll_back_for(again, store));
  const bench::Alert anew[] = {alert(bench::AlertLevel::kCritical, *store.in_force_since_ns() + 1)};
  const auto second = tune::roll_back_for(anew, store);
  REQUIRE(second);
  REQUIRE(second->to == 0);
  REQUIRE_FALSE(store.active());
  REQUIRE_FALSE(tune::roll_back_for(anew, store));
}

TEST_CASE("an alert leaves a damaged profile alone, which is in force nowhere") {
  const TemporaryDirectory directory;
  tune::ProfileStore store(directory.file("profiles"));
  static_cast<void>(store.keep(with_chunks(8)));
  std::ofstream(directory.file("profiles/active"), std::ios::app) << "torn";
  const bench::Alert begun[] = {alert(bench::AlertLevel::kCritical, *store.in_force_since_ns() + 1)};
  REQUIRE_FALSE(tune::roll_back_for(begun, store));
}
