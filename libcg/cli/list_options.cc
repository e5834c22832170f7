#include <fmt/format.h>

#include <iterator>

#include "libcg/cli/completions.h"

namespace cg::cli {
namespace {

void append_lines(std::string& out, const std::string& start, const CommandModel& command) {
  for (const OptionModel& option : command.options) {
    for (const std::string& spelling : option.spellings()) {
      fmt::format_to(std::back_inserter(out), "{} {}\n", start, spelling);
    }
  }
}

}  // namespace

std::string list_options(const CommandModel& tool) {
  std::string out;
  append_lines(out, tool.name, tool);
  for (const CommandModel& verb : tool.verbs) append_lines(out, tool.name + " " + verb.name, verb);
  return out;
}

}  // namespace cg::cli
