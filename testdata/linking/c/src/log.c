#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void helper(const char *text) { // @log.helper
  puts(text);
}

void note(const char *message, ...) { // @note
  va_list args;
  va_start(args, message);
  helper(message); // => log.helper
  va_end(args);
}

void fail(const char *message) { // @fail
  note("fail: %s", message); // => note
  helper(message); // => log.helper
  exit(1);
}

#ifdef _WIN32
static int color_on(void) { // @color_on
  return 0;
}
#else
static int color_on(void) { // @color_on
  return 1;
}
#endif

int log_color(void) { // @log_color
  return color_on(); // => color_on
}
