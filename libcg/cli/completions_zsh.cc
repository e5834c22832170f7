#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "libcg/cli/completions.h"
#include "libcg/cli/shell_text.h"

namespace cg::cli {
namespace {

// Inside a specification of _arguments, brackets and colons have meanings.
std::string spec_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action(ArgumentKind kind, const std::vector<std::string>& choices) {
  switch (kind) {
    case ArgumentKind::kChoice: return fmt::format(":argument:({})", joined(choices, " "));
    case ArgumentKind::kFile: return ":file:_files";
    case ArgumentKind::kDirectory: return ":directory:_files -/";
    case ArgumentKind::kText: return ":argument: ";
    case ArgumentKind::kFlag: break;
  }
  return "";
}

// One quoted specification for each spelling: (all spellings)--limit=[text]:argument: . The '+' and '=' allow the
// argument in the same word and in the next.
void append_option(std::string& out, std::string_view indent, const OptionModel& option) {
  const std::vector<std::string> spellings = option.spellings();
  for (const std::string& spelling : spellings) {
    const bool is_long = spelling.starts_with("--");
    const char* joint = option.argument == ArgumentKind::kFlag ? "" : (is_long ? "=" : "+");
    const std::string spec = fmt::format("({}){}{}[{}]{}", joined(spellings, " "), spelling, joint,
                                         spec_text(option.description), action(option.argument, option.choices));
    fmt::format_to(std::back_inserter(out), "{}{} \\\n", indent, posix_quoted(spec));
  }
}

std::string option_lines(const CommandModel& command, std::string_view indent) {
  std::string out;
  for (const OptionModel& option : command.options) append_option(out, indent, option);
  return out;
}

std::string positional_spec(const CommandModel& command) {
  if (command.positional == ArgumentKind::kFlag) return "'*: :'";
  return posix_quoted("*" + action(command.positional, command.positional_choices));
}

}  // namespace

std::string zsh_completion(const CommandModel& tool) {
  // Autoloading from fpath goes by the file's name, _cg-query: the function must have the same.
  const std::string function = "_" + tool.name;
  std::string out = fmt::format("#compdef {}\n# zsh completion for {}\n{}() {{\n", tool.name, tool.name, function);
  const auto add = [&out](std::string_view text) { out += text; };
  if (tool.verbs.empty()) {
    add("  _arguments -s -S \\\n" + option_lines(tool, "    ") + "    " + positional_spec(tool) + "\n");
  } else {
    add("  local context state state_descr line curcontext=$curcontext ret=1\n  typeset -A opt_args\n");
    add("  _arguments -s -S -C \\\n" + option_lines(tool, "    ") + "    '1: :->verb' '*:: :->rest' && ret=0\n");
    add("  case $state in\n    verb)\n      local -a verbs=(\n");
    for (const CommandModel& verb : tool.verbs) {
      add("        " + posix_quoted(verb.name + ":" + spec_text(verb.description)) + "\n");
    }
    add("      )\n      _describe -t verbs verb verbs && ret=0 ;;\n    rest)\n      case $words[1] in\n");
    for (const CommandModel& verb : tool.verbs) {
      add("        " + verb.name + ")\n          _arguments -s -S \\\n" + option_lines(verb, "            ") +
          "            " + positional_spec(verb) + " && ret=0 ;;\n");
    }
    add("      esac ;;\n  esac\n  return ret\n");
  }
  // Autoloaded from fpath, the file is the function's body; sourced, it registers the function.
  add(fmt::format("}}\nif [[ $funcstack[1] == {0} ]]; then\n  {0} \"$@\"\nelse\n  compdef {0} {1}\nfi\n", function,
                  tool.name));
  return out;
}

}  // namespace cg::cli
