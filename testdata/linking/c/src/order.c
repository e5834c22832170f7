#include "order.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"

#define CHECK(x) do { if (!(x)) fail(#x); } while (0) // => fail

#define MAX(a, b) ((a) > (b) ? (a) : (b))

static int by_value(int a, int b) { // @by_value
  return MAX(a, b) - b;
}

static int helper(int price) { // @order.helper
  return price < 0 ? 0 : price;
}

order *order_new(void) { // @order_new
  order *o = malloc(sizeof *o);
  memset(o, 0, sizeof *o);
  list_init(&o->lines, by_value); // => list_init
  return o;
}

int order_add(order *o, int price) { // @order_add
  CHECK(o);
  int fixed = helper(price); // => order.helper
  list_push(&o->lines, fixed); // => list_push
  o->total += fixed;
  return list_length(&o->lines); // => list_length
}

int order_total(const order *o) { // @order_total
  if (list_is_empty(&o->lines)) return 0; // => list_is_empty
  return o->total;
}

void order_free(order *o) { // @order_free
  note("free"); // => note
  free(o);
}
