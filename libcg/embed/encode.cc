#include "libcg/embed/encode.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "libcg/embed/tokenise.h"
#include "libcg/simd/dot_f32.h"

namespace cg::embed {
namespace {

// How much of a chunk's vector its place and the names it defines make, beside its text. Half of what the model gains on
// the development questions comes from this composition.
constexpr float kTextShare = 1.0F;
constexpr float kPathShare = 1.0F;
constexpr float kNamesShare = 0.5F;

// 1 + ln n for the counts that nearly all tokens have.
const std::array<float, 256>& log_weights() {
  static const std::array<float, 256> weights = [] {
    std::array<float, 256> w{};
    for (std::size_t n = 1; n < w.size(); ++n) w[n] = 1.0F + std::log(static_cast<float>(n));
    return w;
  }();
  return weights;
}

/// "src/net/http/parser.cc" -> "net/http/parser": without the last extension and all but the last two directories.
std::string_view place_of(std::string_view path) {
  const std::size_t name = path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1;
  if (const std::size_t dot = path.rfind('.'); dot != std::string_view::npos && dot > name) path = path.substr(0, dot);
  std::size_t start = name;
  for (int directories = 0; directories < 2 && start > 0; ++directories) {
    const std::size_t slash = start >= 2 ? path.rfind('/', start - 2) : std::string_view::npos;
    start = slash == std::string_view::npos ? 0 : slash + 1;
  }
  return path.substr(start);
}

}  // namespace

bool normalise(std::span<float> vector) {
  float square = 0;
  simd::dot_f32(vector.data(), 1, vector.data(), 1, vector.size(), &square);
  if (!(square > 0)) {
    std::ranges::fill(vector, 0.0F);
    return false;
  }
  const float scale = 1.0F / std::sqrt(square);
  for (float& x : vector) x *= scale;
  return true;
}

Encoder::Encoder(const Model& model) : model_(model), counts_(model.size()), bag_(model.dim()), place_bag_(model.dim()) {}

void Encoder::count(std::string_view text) {
  for_each_subtoken(text, [this](std::string_view token) {
    if (const auto id = model_.find(token)) add(*id, 1);
  });
}

bool Encoder::take_bag(Weight weight, std::span<float> bag) {
  weights_.clear();
  for (const std::uint32_t id : ids_) {
    const std::uint32_t n = counts_[id];
    counts_[id] = 0;
    const auto& logs = log_weights();
    const float w = weight == Weight::kLinear ? static_cast<float>(n) : (n < logs.size() ? logs[n] : 1.0F + std::log(static_cast<float>(n)));
    weights_.push_back(w * model_.scale(id));
  }
  simd::weighted_sum_i8(model_.table(), model_.dim(), ids_.data(), weights_.data(), ids_.size(), bag.data());
  ids_.clear();
  return normalise(bag);
}

bool Encoder::chunk(const ChunkText& chunk, std::span<float> out) {
  std::ranges::fill(out, 0.0F);
  const auto mix = [&out](float share, const std::vector<float>& bag) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += share * bag[i];
  };
  count(chunk.text);
  take_bag(Weight::kLogarithmic, bag_);
  mix(kTextShare, bag_);
  if (const std::string_view place = place_of(chunk.path); place != place_) {
    place_ = place;
    count(place);
    take_bag(Weight::kLogarithmic, place_bag_);
  }
  mix(kPathShare, place_bag_);
  if (!chunk.names.empty()) {
    for (const std::string_view name : chunk.names) count(name);
    take_bag(Weight::kLogarithmic, bag_);
    mix(kNamesShare, bag_);
  }
  return normalise(out);
}

bool Encoder::query(std::string_view text, std::span<float> out) {
  count(text);
  return take_bag(Weight::kLinear, out);
}

}  // namespace cg::embed
