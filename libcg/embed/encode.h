#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/embed/model.h"

namespace cg::embed {

/// What a chunk of code is encoded from.
struct ChunkText {
  std::string_view text;                          ///< the chunk itself
  std::string_view path;                          ///< of its file, with slashes; its stem and last two directories count
  std::span<const std::string_view> names = {};   ///< of what the chunk defines
};

/// Text to vectors of model.dim() floats of length 1. For one thread; keeps its scratch memory from call to call.
///
/// A bag of tokens is the sum over its distinct known tokens of a weight times the token's vector, scaled to length 1. In
/// code the weight grows with the logarithm of the number of times a token occurs, in a question linearly. A text without
/// any known token has no vector: the answer is then false and `out` all zeros.
class Encoder {
 public:
  /// The model must outlive it.
  explicit Encoder(const Model& model);

  /// L2( bag(text) + 1.0 * bag(stem and last two directories of path) + 0.5 * bag(names) )
  bool chunk(const ChunkText& chunk, std::span<float> out);
  /// The same for a chunk whose tokens are known by their numbers: add() each of its text, as often as it occurs, in the order
  /// of first sight, which is the order of summation; then ask, with a ChunkText whose text is empty.
  void add(std::uint32_t token, std::uint32_t times) {
    if (counts_[token] == 0) ids_.push_back(token);
    counts_[token] += times;
  }
  bool query(std::string_view text, std::span<float> out);

 private:
  enum class Weight { kLogarithmic, kLinear };

  void count(std::string_view text);
  /// The normalised bag of what has been counted, which is forgotten. False, and zeros, for an empty bag.
  bool take_bag(Weight weight, std::span<float> bag);

  const Model& model_;
  std::vector<std::uint32_t> counts_;  ///< by token; zero outside of ids_
  std::vector<std::uint32_t> ids_;
  std::vector<float> weights_;
  std::vector<float> bag_;
  std::string place_;             ///< of the last path, and its bag: the chunks of a file come one behind the other
  std::vector<float> place_bag_;
};

/// Scales to length 1. False, and zeros, if it has no length.
bool normalise(std::span<float> vector);

}  // namespace cg::embed
