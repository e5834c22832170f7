#pragma once
#include <cstdint>

namespace cg {

/// Nanoseconds since some fixed moment; never goes back.
[[nodiscard]] std::int64_t monotonic_ns() noexcept;
/// CPU time of the whole process, user and system, all threads.
[[nodiscard]] std::int64_t cpu_ns() noexcept;
/// CPU time of the calling thread.
[[nodiscard]] std::int64_t thread_cpu_ns() noexcept;

}  // namespace cg
