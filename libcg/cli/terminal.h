#pragma once

namespace cg::cli {

/// The answer to --color and --progress.
enum class When { kAuto, kAlways, kNever };

[[nodiscard]] bool is_terminal(int fd) noexcept;

/// Whether to colour what goes to fd. kAuto: not if NO_COLOR is set (no-color.org); yes if CLICOLOR_FORCE is set
/// and not "0" (bixense.com/clicolors); else on a terminal that is not TERM=dumb.
[[nodiscard]] bool use_color(When when, int fd) noexcept;

/// Whether to draw a progress bar on fd. kAuto: on a terminal that is not TERM=dumb.
[[nodiscard]] bool use_progress(When when, int fd) noexcept;

/// Columns of the terminal behind fd; else $COLUMNS; else 80.
[[nodiscard]] int terminal_width(int fd) noexcept;

}  // namespace cg::cli
