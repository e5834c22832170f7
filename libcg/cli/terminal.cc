#include "libcg/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace cg::cli {
namespace {

std::string_view environment(const char* name) noexcept {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool is_capable_terminal(int fd) noexcept { return is_terminal(fd) && environment("TERM") != "dumb"; }

}  // namespace

bool is_terminal(int fd) noexcept { return ::isatty(fd) == 1; }

bool use_color(When when, int fd) noexcept {
  if (when != When::kAuto) return when == When::kAlways;
  if (!environment("NO_COLOR").empty()) return false;
  if (const auto force = environment("CLICOLOR_FORCE"); !force.empty() && force != "0") return true;
  return is_capable_terminal(fd);
}

bool use_progress(When when, int fd) noexcept {
  return when == When::kAuto ? is_capable_terminal(fd) : when == When::kAlways;
}

int terminal_width(int fd) noexcept {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const auto columns = environment("COLUMNS");
  int width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  return width > 0 && width < 10000 ? width : 80;
}

}  // namespace cg::cli
