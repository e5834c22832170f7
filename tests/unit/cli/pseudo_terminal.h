#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "libcg/base/unique_fd.h"
#include "tests/unit/catch.h"

/// A terminal of our own to test on: a pseudo-terminal, whose slave side is what a tool would write to.
struct PseudoTerminal {
  PseudoTerminal() : master(::posix_openpt(O_RDWR | O_NOCTTY)) {
    if (master.get() < 0 || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0) return;
    if (const char* name = ::ptsname(master.get())) slave = cg::UniqueFd(::open(name, O_RDWR | O_NOCTTY));
  }

  /// False in a chroot or container without /dev/pts, where a test that needs one has nothing to say.
  [[nodiscard]] bool exists() const { return slave.get() >= 0; }

  cg::UniqueFd master;
  cg::UniqueFd slave;
};

/// Ends a test that needs a pseudo-terminal where the machine has none, with a word about it.
#define CG_NEEDS_TERMINAL(terminal)                                  \
  if (!(terminal).exists()) {                                        \
    WARN("no pseudo-terminals here (/dev/pts): this is not tested"); \
    return;                                                          \
  }
