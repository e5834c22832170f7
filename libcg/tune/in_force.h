#pragma once
#include "libcg/base/knobs.h"

namespace cg::tune {

/// Puts settings in force, for the work of one sample, and the shipped ones back.
class InForce {
 public:
  explicit InForce(const Knobs& settings) { set_knobs(settings); }
  ~InForce() { set_knobs(Knobs{}); }
  InForce(const InForce&) = delete;
  InForce& operator=(const InForce&) = delete;
};

}  // namespace cg::tune
