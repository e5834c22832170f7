#include "watcher.h"

#include "log.h"

#define WATCHER(name)                          \
  int name##_start(watcher *w) { return 1; }   \
  int name##_stop(watcher *w) { return 0; }    \
  static int name##_left(void) { return 2; }

WATCHER(prepare) // @prepare

EXPORT(int watcher_count(const watcher *w)) { // @watcher_count
  return prepare_left(); // => prepare
}

ON_START(note) { // @start_note
  note("start"); // => note
}

ON_START(puts) { // @start_puts
  puts("a function of the library, though something here is called like it");
}

int watcher_run(watcher *w) { // @watcher_run
  int left = prepare_start(w) - prepare_stop(w); // => prepare
  return left + watcher_count(w); // => watcher_count
}
