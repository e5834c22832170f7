/* Definitions in branches of #if, of which a build takes one. */
#ifndef BRANCHES_H
#define BRANCHES_H

#ifdef _WIN32
# define EXPORT __declspec(dllexport)
#elif __GNUC__ >= 4
# define EXPORT __attribute__((visibility("default")))
#else
# define EXPORT
#endif

#if defined(O_DIRECT)
# define FS_DIRECT O_DIRECT
#else
# define FS_DIRECT 0
#endif

#ifdef WITH_CACHE
static int cached(void) { return 1; }
#else
static int cached(void) { return 0; }
#endif

#if 0
int never(void) { return 1; }
#endif

#ifndef NO_PREFORK
void
prefork(void)
#else
EXPORT void
other_prefork(void)
#endif
{
  cached();
}

#endif
