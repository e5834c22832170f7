#pragma once

// Everything that turns samples into a judgement, for those who need most of it. Each method names its source beside
// its declaration. None assumes a normal distribution: times have a floor, a long tail and sometimes two humps.

#include "libcg/bench/bootstrap.h"   // IWYU pragma: export
#include "libcg/bench/quantiles.h"   // IWYU pragma: export
#include "libcg/bench/rank_test.h"   // IWYU pragma: export
#include "libcg/bench/trend.h"       // IWYU pragma: export
