#pragma once
#include <cstdint>

// When the process has to be done looking (--timeout). Whatever walks over much asks past_deadline() between two batches (a
// question, a file, a symbol's edges, a block of vectors) and ends with what it has: a batch is never cut in the middle, so
// what is printed is right, and only not all. One clock for all threads, as there is one command; nothing is interrupted.

namespace cg {

/// The work must end `seconds` from now; 0 or less: never, as at the start. Before other threads ask.
void set_deadline(double seconds) noexcept;

/// Whether the time is over. Who is told so must stop: from then on stopped_by_deadline() is true. Some 25 ns with a deadline,
/// one load without.
[[nodiscard]] bool past_deadline() noexcept;

/// Milliseconds that are left, rounded up, for poll(2): -1 without a deadline, 0 when it has passed.
[[nodiscard]] int deadline_left_ms() noexcept;

/// Whether anything was left undone because the time was over: answers are then not all.
[[nodiscard]] bool stopped_by_deadline() noexcept;

}  // namespace cg
