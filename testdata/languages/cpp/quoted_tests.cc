// Tests that a text names, as Catch2 and doctest have them: each is a function with locals of its own.
#include "store.h"

namespace shop::tests {

class Fixture {
 protected:
  Store store_;
  int stock(int item);
};

TEST_CASE("an order takes from the stock", "[orders]") {
  Store store(3);
  const int before = store.count();
  SECTION("of one item") {
    store.take(before);
    CHECK(store.count() == 0);
  }
}

TEST_CASE_METHOD(Fixture, "a \"full\" store takes nothing") {
  int before = stock(1);
  CHECK(store_.count() == before);
}

SCENARIO("orders come twice" ) { GIVEN("a store") { Store store(1); store.take(1); } }

TEST_CASE(kName) { Store other(2); }

int sum(char c) {
  switch (c) {
    case 'a' ... 'z': return 1;
    default: return 0;
  }
}

}  // namespace shop::tests
