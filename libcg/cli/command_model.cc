#include "libcg/cli/command_model.h"

#include <CLI/CLI.hpp>
#include <string_view>

namespace cg::cli {
namespace {

// CLI11 keeps validators as functions; what remains readable of IsMember is the "{a,b,c}" in the type name.
std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

ArgumentKind kind_of(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return ArgumentKind::kFlag;
  const std::string type = option.get_type_name();
  if (type.find('{') != std::string::npos) return ArgumentKind::kChoice;
  const std::string word = type.substr(0, type.find_first_of(":( "));
  if (word == "FILE" || word == "PATH") return ArgumentKind::kFile;
  if (word == "DIR" || word == "TREE") return ArgumentKind::kDirectory;
  return ArgumentKind::kText;
}

void add_arguments(const CLI::App& app, CommandModel& model) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    if (!option->nonpositional()) {
      if (model.positional != ArgumentKind::kFlag) continue;  // the first kind stands for all
      model.positional = kind_of(*option);
      model.positional_choices = choices_of(*option);
      continue;
    }
    model.options.push_back({option->get_snames(), option->get_lnames(), option->get_description(), kind_of(*option),
                             choices_of(*option)});
  }
}

bool has_option(const CommandModel& model, const OptionModel& wanted) {
  for (const OptionModel& option : model.options) {
    if (option.spellings() == wanted.spellings()) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> OptionModel::spellings() const {
  std::vector<std::string> names;
  for (const std::string& name : short_names) names.push_back("-" + name);
  for (const std::string& name : long_names) names.push_back("--" + name);
  return names;
}

CommandModel command_model(const CLI::App& app) {
  CommandModel model;
  model.name = app.get_name();
  model.description = app.get_description();
  add_arguments(app, model);
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (verb->get_group().empty()) continue;
    CommandModel verb_model = command_model(*verb);
    if (verb->get_fallthrough()) {
      for (const OptionModel& option : model.options) {
        if (!has_option(verb_model, option)) verb_model.options.push_back(option);
      }
    }
    model.verbs.push_back(std::move(verb_model));
  }
  return model;
}

}  // namespace cg::cli
