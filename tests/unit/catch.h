#pragma once
// One include for Catch2 2 (a single header) and Catch2 3 (a library). Tests write matchers as `cg_matchers::Contains`
// and approximations as `Approx`, which these editions keep in different places.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
namespace cg_matchers {
inline auto Contains(const std::string& part) { return Catch::Matchers::ContainsSubstring(part); }
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
}  // namespace cg_matchers
using Catch::Approx;
#else
#include <catch2/catch.hpp>
namespace cg_matchers {
inline auto Contains(const std::string& part) { return Catch::Matchers::Contains(part); }
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
}  // namespace cg_matchers
// Edition 2 declares the class Approx itself, at the top; its Catch::Approx is a matcher for vectors.
#endif
