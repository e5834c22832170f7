#pragma once
#include "libcg/base/knobs.h"

namespace cg::tune {

/// Puts settings in force, for the work of one sample, and then those back that were.
class InForce {
 public:
  explicit InForce(const Knobs& settings) : before_(knobs()) { set_knobs(settings); }
  ~InForce() { set_knobs(before_); }
  InForce(const InForce&) = delete;
  InForce& operator=(const InForce&) = delete;

 private:
  Knobs before_;
};

}  // namespace cg::tune
