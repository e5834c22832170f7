#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace cg {

/// The settings that cg-tune may turn (knobs.def), with the defaults that were shipped.
struct Knobs {
#define CG_KNOB(name, shipped, low, high, step, operation, resource, rebuild, about) std::uint64_t name = shipped;
#include "libcg/base/knobs.def"
#undef CG_KNOB

  friend bool operator==(const Knobs&, const Knobs&) = default;
};

/// What there is to know about one knob, beside its value.
struct KnobInfo {
  std::string_view name;
  std::uint64_t shipped, low, high, step;
  std::string_view operation, resource;
  bool rebuild;
  std::string_view about;
  std::uint64_t Knobs::*value;
};

/// All of them, in the order of knobs.def.
[[nodiscard]] std::span<const KnobInfo> all_knobs() noexcept;
/// nullptr if there is none of that name.
[[nodiscard]] const KnobInfo* find_knob(std::string_view name) noexcept;

/// The settings in force: those that were shipped until set_knobs() was called. What reads them takes them as defaults: an
/// explicit option of the user's comes first.
[[nodiscard]] const Knobs& knobs() noexcept;
/// For the start of a tool, and between two trials: no other thread may run anything of ours meanwhile.
void set_knobs(const Knobs& settings) noexcept;

}  // namespace cg
