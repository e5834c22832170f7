#include <stdio.h>

#include "log.h"
#include "order.h"

static void report(order *o, int status) { // @commands.report
  note("%d %d", order_total(o), status); // => note order_total
}

static int run_add(order *o) { // @run_add
  return order_add(o, 3); // => order_add
}

static int run_total(order *o) { // @run_total
  return order_total(o); // => order_total
}

static int run_clear(order *o) { // @run_clear
  order_free(o); // => order_free
  return 0;
}

static const command commands[] = {
    {"add", run_add, report},
    {"total", run_total, report},
    {"clear", run_clear, 0},
};

static int twice(int (*step)(order *), order *o) { // @twice
  return step(o) + step(o);
}

int commands_run(order *o, unsigned number) { // @commands_run
  int status;
  const command *c = &commands[number];
  note("run"); // => note
  status = twice(run_add, o); // => twice
  report(o, status); // => commands.report
  return status;
}

int report_all(order *o) { // @report_all
  int report = 3;
  int (*local)(order *) = run_total;
  printf("%d", report);
  (void)local;
  return commands_run(o, 0) + missing_function(o); // => commands_run
}
