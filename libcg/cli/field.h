#pragma once
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace cg::cli {

/// A place in a file. As text path:line:column; line 0 and column 0 are unknown and left out; an empty path is no place.
struct Location {
  std::string_view path;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// One value of a record. Holds views: it must not outlive what it was made from.
class Field {
 public:
  using Value = std::variant<std::monostate, bool, std::uint64_t, std::int64_t, double, std::string_view, Location,
                             std::span<const std::string_view>, std::span<const std::string>>;

  Field() = default;  ///< no value: empty in TSV, null in JSON
  Field(std::string_view text) : value_(text) {}
  Field(const std::string& text) : value_(std::string_view(text)) {}
  Field(const char* text) : value_(std::string_view(text)) {}
  Field(const Location& location) : value_(location) {}
  Field(std::span<const std::string_view> texts) : value_(texts) {}
  Field(std::span<const std::string> texts) : value_(texts) {}
  Field(double number) : value_(number) {}
  Field(std::same_as<bool> auto truth) : value_(truth) {}
  Field(std::unsigned_integral auto number)
    requires(!std::same_as<decltype(number), bool>)
      : value_(static_cast<std::uint64_t>(number)) {}
  Field(std::signed_integral auto number) : value_(static_cast<std::int64_t>(number)) {}

  [[nodiscard]] const Value& value() const noexcept { return value_; }

 private:
  Value value_;
};

}  // namespace cg::cli
