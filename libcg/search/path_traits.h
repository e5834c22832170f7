#pragma once
#include <cstdint>
#include <string_view>

namespace cg::search {

/// What a path says by itself.
struct PathTraits {
  std::string_view stem;         ///< last part without its last extension
  std::string_view directories;  ///< what is before the last part
  std::uint32_t depth = 0;       ///< directories
  bool dotted = false;           ///< a dot or plus inside the stem: "vue.d", "a+b": a variant of another file
  bool test = false;
  bool foreign = false;          ///< for other systems or processors than Linux on x86: another file does the same here
  bool example = false;          ///< examples, benchmarks, tools, documentation: it uses what is asked for
};

[[nodiscard]] PathTraits path_traits(std::string_view path);

}  // namespace cg::search
