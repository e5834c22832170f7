#pragma once
#include <string_view>

#include "libcg/base/unique_fd.h"

namespace cg::tools {

/// Writes down what is asked, one question a line, if CG_TRACE names a file: cg-bench run --replay asks it again.
class Trace {
 public:
  /// Error{kIo} if CG_TRACE names what cannot be written: who asks for a trace wants to have it.
  Trace();
  void add(std::string_view question) const;

 private:
  UniqueFd file_;
};

}  // namespace cg::tools
