#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "libcg/cli/completions.h"
#include "libcg/cli/shell_text.h"

namespace cg::cli {
namespace {

// -x: an argument and no files; -r -F: an argument that is a file.
std::string action(ArgumentKind kind, const std::vector<std::string>& choices) {
  switch (kind) {
    case ArgumentKind::kChoice: return " -x -a " + fish_quoted(joined(choices, " "));
    case ArgumentKind::kFile: return " -r -F";
    case ArgumentKind::kDirectory: return " -x -a '(__fish_complete_directories)'";
    case ArgumentKind::kText: return " -x";
    case ArgumentKind::kFlag: break;
  }
  return "";
}

void append_command(std::string& out, const std::string& start, const CommandModel& command) {
  for (const OptionModel& option : command.options) {
    out += start;
    for (const std::string& name : option.short_names) out += " -s " + name;
    for (const std::string& name : option.long_names) out += " -l " + name;
    out += action(option.argument, option.choices) + " -d " + fish_quoted(option.description) + "\n";
  }
  switch (command.positional) {
    case ArgumentKind::kFile: out += start + " -F\n"; break;
    case ArgumentKind::kDirectory: out += start + " -a '(__fish_complete_directories)'\n"; break;
    case ArgumentKind::kChoice:
      out += start + " -a " + fish_quoted(joined(command.positional_choices, " ")) + "\n";
      break;
    case ArgumentKind::kFlag:
    case ArgumentKind::kText: break;
  }
}

}  // namespace

std::string fish_completion(const CommandModel& tool) {
  std::string out = fmt::format("# fish completion for {0}\ncomplete -c {0} -f\n", tool.name);
  const std::string complete = "complete -c " + tool.name;
  if (tool.verbs.empty()) {
    append_command(out, complete, tool);
    return out;
  }
  const std::string before_verb = complete + " -n __fish_use_subcommand";
  append_command(out, before_verb, tool);
  for (const CommandModel& verb : tool.verbs) {
    out += fmt::format("{} -a {} -d {}\n", before_verb, verb.name, fish_quoted(verb.description));
  }
  for (const CommandModel& verb : tool.verbs) {
    append_command(out, fmt::format("{} -n '__fish_seen_subcommand_from {}'", complete, verb.name), verb);
  }
  return out;
}

}  // namespace cg::cli
