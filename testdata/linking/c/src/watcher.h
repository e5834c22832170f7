#pragma once

#define EXPORT(declaration) declaration
#define ON_START(name) static void start_##name(void)

typedef struct watcher watcher;
int prepare_start(watcher *w);
int prepare_stop(watcher *w);
EXPORT(int watcher_count(const watcher *w));
