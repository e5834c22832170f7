#include "libcg/cli/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "libcg/base/unique_fd.h"
#include "tests/unit/catch.h"
#include "tests/unit/cli/pseudo_terminal.h"

using cg::cli::When;

namespace {

void clear_environment() {
  for (const char* name : {"NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"}) ::unsetenv(name);
  ::setenv("TERM", "xterm", 1);
}

}  // namespace

TEST_CASE("colour follows the option, then the environment, then the terminal") {
  clear_environment();
  const PseudoTerminal terminal;
  CG_NEEDS_TERMINAL(terminal)
  const cg::UniqueFd file(::open("/dev/null", O_WRONLY));
  REQUIRE(cg::cli::is_terminal(terminal.slave.get()));
  CHECK_FALSE(cg::cli::is_terminal(file.get()));

  CHECK(cg::cli::use_color(When::kAuto, terminal.slave.get()));
  CHECK_FALSE(cg::cli::use_color(When::kNever, terminal.slave.get()));
  CHECK_FALSE(cg::cli::use_color(When::kAuto, file.get()));
  CHECK(cg::cli::use_color(When::kAlways, file.get()));
  CHECK(cg::cli::use_progress(When::kAuto, terminal.slave.get()));
  CHECK_FALSE(cg::cli::use_progress(When::kAuto, file.get()));
  CHECK(cg::cli::use_progress(When::kAlways, file.get()));

  ::setenv("CLICOLOR_FORCE", "1", 1);
  CHECK(cg::cli::use_color(When::kAuto, file.get()));
  ::setenv("CLICOLOR_FORCE", "0", 1);
  CHECK_FALSE(cg::cli::use_color(When::kAuto, file.get()));
  ::setenv("CLICOLOR_FORCE", "1", 1);
  ::setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(cg::cli::use_color(When::kAuto, terminal.slave.get()));
  CHECK(cg::cli::use_color(When::kAlways, terminal.slave.get()));

  clear_environment();
  ::setenv("TERM", "dumb", 1);
  CHECK_FALSE(cg::cli::use_color(When::kAuto, terminal.slave.get()));
  CHECK_FALSE(cg::cli::use_progress(When::kAuto, terminal.slave.get()));
  clear_environment();
}

TEST_CASE("width comes from the terminal, else from COLUMNS, else is 80") {
  clear_environment();
  const PseudoTerminal terminal;
  CG_NEEDS_TERMINAL(terminal)
  const winsize size{.ws_row = 25, .ws_col = 123, .ws_xpixel = 0, .ws_ypixel = 0};
  REQUIRE(::ioctl(terminal.slave.get(), TIOCSWINSZ, &size) == 0);
  CHECK(cg::cli::terminal_width(terminal.slave.get()) == 123);
  const cg::UniqueFd file(::open("/dev/null", O_WRONLY));
  CHECK(cg::cli::terminal_width(file.get()) == 80);
  ::setenv("COLUMNS", "64", 1);
  CHECK(cg::cli::terminal_width(file.get()) == 64);
  ::setenv("COLUMNS", "no", 1);
  CHECK(cg::cli::terminal_width(file.get()) == 80);
  clear_environment();
}
