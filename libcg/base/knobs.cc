#include "libcg/base/knobs.h"

#include <array>

namespace cg {
namespace {

constexpr std::array kKnobs = std::to_array<KnobInfo>({
#define CG_KNOB(name, shipped, low, high, step, operation, resource, rebuild, about) \
  {#name, shipped, low, high, step, #operation, #resource, (rebuild) != 0, about, &Knobs::name},
#include "libcg/base/knobs.def"
#undef CG_KNOB
});

constinit Knobs g_knobs;

}  // namespace

std::span<const KnobInfo> all_knobs() noexcept { return kKnobs; }

const KnobInfo* find_knob(std::string_view name) noexcept {
  for (const KnobInfo& knob : kKnobs) {
    if (knob.name == name) return &knob;
  }
  return nullptr;
}

const Knobs& knobs() noexcept { return g_knobs; }
void set_knobs(const Knobs& settings) noexcept { g_knobs = settings; }

}  // namespace cg
