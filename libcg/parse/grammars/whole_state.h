/* Included before the scanner of Swift's grammar, which asks for the memory of its state with calloc(0, size): none, so that
   it reads and writes what belongs to others, and one text may be parsed in two ways. One element more is what it meant. */
#pragma once
#include <stdlib.h>
#define calloc(count, size) calloc((count) + 1, size)
