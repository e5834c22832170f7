#include <stdio.h>

#include "log.h"
#include "order.h"

int commands_run(order *o, unsigned number);

static void usage(void) { // @usage
  puts("usage");
  fail("usage"); // => fail
}

static int helper(void) { // @main.helper
  return 4;
}

int main(int argc, char **argv) { // @main
  order *o;
  if (argc < 2) usage(); // => usage
  o = order_new(); // => order_new
  order_add(o, helper()); // => order_add main.helper
  for (int i = 0; i < helper(); i++) { // => main.helper
    if (commands_run(o, (unsigned)i)) break; // => commands_run
  }
  switch (order_total(o)) { // => order_total
    case 0: note("nothing"); break; // => note
    default: note(argv[0] ? "some" : "none"); // => note
  }
  order_free(o); // => order_free
  return log_color(); // => log_color
}
