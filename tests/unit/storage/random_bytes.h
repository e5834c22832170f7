#pragma once
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

/// Test data from a fixed seed: the same on every machine, because the distributions are our own.
class RandomBytes {
 public:
  explicit RandomBytes(std::uint64_t seed) : engine_(seed) {}

  /// From 0 to below - 1.
  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  std::uint64_t any() { return engine_(); }
  /// Letters out of so many: 256 does not compress, 4 compresses four times.
  std::string text(std::size_t size, std::uint64_t letters) {
    std::string out(size, '\0');
    for (char& c : out) c = static_cast<char>(static_cast<unsigned char>(below(letters) + (letters <= 26 ? 'a' : 0)));
    return out;
  }

 private:
  std::mt19937_64 engine_;
};
