#include "../src/order.h"

#include <assert.h>

static void helper(order *o) { // @test.helper
  assert(order_total(o) == 0); // => order_total
}

static void adds(void) { // @adds
  order *o = order_new(); // => order_new
  helper(o); // => test.helper
  assert(order_add(o, 2) == 1); // => order_add
  assert(list_length(&o->lines) == 1); // => list_length
  order_free(o); // => order_free
}

int test_all(void) { // @test_all
  adds(); // => adds
  return 0;
}
