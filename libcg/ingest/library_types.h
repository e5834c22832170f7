#pragma once
#include <cstdint>
#include <string_view>

// What is known of types that no source in the tree defines: the built-in ones and the few dozen of a standard library that everybody
// passes around. Overloads cannot be told apart without them (value(String) and value(long)), and chains end at them
// (getClass().getName()). Languages that share a library share a table; others have none, and everything is kUnknown.

namespace cg::ingest {

/// How a value of one type gets to a parameter of another, with the least ado first. The order is that of Java's three
/// phases of overload resolution, which C#, Kotlin and Scala resemble closely enough.
enum class Fit : std::uint8_t {
  kSame,
  kSubtype,
  kWidened,  ///< int to long
  kBoxed,    ///< int to Integer, int to Object
  kUnknown,
  kNone,
};

/// The types are named without their packages, as sources write them. "null" is the type of null.
[[nodiscard]] Fit library_fit(std::string_view language, std::string_view have, std::string_view want);

/// Whether a parameter of that type takes any reference: Object, Any.
[[nodiscard]] bool is_top_type(std::string_view language, std::string_view name);
/// Whether no class of a tree can be a subtype of it: String, int.
[[nodiscard]] bool is_closed_type(std::string_view language, std::string_view name);
/// The type of text: what a sum with one text in it is.
[[nodiscard]] bool is_text_type(std::string_view language, std::string_view name);

/// What a well-known method of a library type gives; empty when that is not known. `type` may be empty: what toString()
/// gives on whatever object.
[[nodiscard]] std::string_view library_result(std::string_view language, std::string_view type, std::string_view method);

}  // namespace cg::ingest
