#pragma once
#include <cstdint>
#include <string>

namespace cg::bench {

/// What decides how fast a machine is, as far as it can be asked without privileges. Samples of machines that differ in
/// any of it are not comparable. Texts are empty where the system does not say.
struct Fingerprint {
  std::string cpu_model;
  std::string simd;              ///< the widest vector instructions that the CPU offers: "avx512", "avx2", "neon", ...
  unsigned cores = 0;            ///< online
  unsigned usable_cores = 0;     ///< that this process may run on: affinity and the cgroup's quota, rounded up
  std::uint64_t memory_bytes = 0;
  std::string governor;          ///< of the CPU's frequency: "performance", "powersave", ...
  bool virtualised = false;
  std::string kernel;            ///< of the operating system: "6.1.0-13-amd64"

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
  /// 16 hexadecimal digits that stand for all of it but the kernel, whose patches come by the week.
  [[nodiscard]] std::string id() const;
  /// "AMD EPYC 9R14, avx512, 2 of 8 cores, virtualised", for people.
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] Fingerprint read_fingerprint();

}  // namespace cg::bench
