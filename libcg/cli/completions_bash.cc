#include <fmt/format.h>

#include <iterator>

#include "libcg/cli/completions.h"
#include "libcg/cli/shell_text.h"

namespace cg::cli {
namespace {

// Names of verbs, and spellings of options, are plain words, so they stand unquoted in case patterns and lists.

std::string all_spellings(const CommandModel& command) {
  std::vector<std::string> words;
  for (const OptionModel& option : command.options) {
    for (std::string& spelling : option.spellings()) words.push_back(std::move(spelling));
  }
  return joined(words, " ");
}

std::string action(ArgumentKind kind, const std::vector<std::string>& choices) {
  switch (kind) {
    case ArgumentKind::kChoice: return fmt::format("words={}", posix_quoted(joined(choices, " ")));
    case ArgumentKind::kFile: return "files=-f";
    case ArgumentKind::kDirectory: return "files=-d";
    case ArgumentKind::kFlag:
    case ArgumentKind::kText: break;
  }
  return ":";
}

// "verb:--option" and what its argument is.
void append_arguments(std::string& out, const std::string& verb, const CommandModel& command) {
  for (const OptionModel& option : command.options) {
    if (option.argument == ArgumentKind::kFlag) continue;
    std::vector<std::string> patterns = option.spellings();
    for (std::string& pattern : patterns) pattern.insert(0, verb + ":");
    fmt::format_to(std::back_inserter(out), "    {}) {} ;;\n", joined(patterns, "|"),
                   action(option.argument, option.choices));
  }
}

void append_words(std::string& out, const std::string& verb, const CommandModel& command) {
  std::vector<std::string> verbs;
  for (const CommandModel& one : command.verbs) verbs.push_back(one.name);
  const std::string plain = verbs.empty() ? action(command.positional, command.positional_choices)
                                          : fmt::format("words={}", posix_quoted(joined(verbs, " ")));
  fmt::format_to(std::back_inserter(out), "        {}:-*) words={} ;;\n        {}:*) {} ;;\n", verb,
                 posix_quoted(all_spellings(command)), verb, plain);
}

}  // namespace

std::string bash_completion(const CommandModel& tool) {
  std::vector<std::string> verbs;
  std::string arguments;
  std::string words;
  append_arguments(arguments, "", tool);
  append_words(words, "", tool);
  for (const CommandModel& verb : tool.verbs) {
    verbs.push_back(verb.name);
    append_arguments(arguments, verb.name, verb);
    append_words(words, verb.name, verb);
  }
  const std::string find_verb = verbs.empty() ? std::string()
                                              : fmt::format(R"(  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in
      {}) verb=$word; break ;;
    esac
  done
)",
                                                            joined(verbs, "|"));
  const std::string function = function_name(tool.name);
  return fmt::format(R"(# bash completion for {tool}
{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
  local verb='' word='' words='' files=''
  # bash cuts words at '=': --color=al arrives as three.
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = && COMP_CWORD -ge 2 ]]; then
    previous=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
{find_verb}  case $verb:$previous in
{arguments}    *)
      case $verb:$current in
{words}      esac ;;
  esac
  COMPREPLY=()
  if [[ $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  elif [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$files" -- "$current")
  fi
}}
complete -F {function} {tool}
)",
                     fmt::arg("tool", tool.name), fmt::arg("function", function), fmt::arg("find_verb", find_verb),
                     fmt::arg("arguments", arguments), fmt::arg("words", words));
}

}  // namespace cg::cli
