#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cg::cli {

/// What an argument stands for, as far as a shell can complete it.
enum class ArgumentKind {
  kFlag,       ///< no argument
  kText,       ///< something only the user knows
  kChoice,     ///< one of OptionModel::choices
  kFile,       ///< the option's type name is FILE or PATH
  kDirectory,  ///< it is DIR or TREE
};

struct OptionModel {
  std::vector<std::string> short_names;  ///< without the dash
  std::vector<std::string> long_names;   ///< without the dashes
  std::string description;
  ArgumentKind argument = ArgumentKind::kFlag;
  std::vector<std::string> choices;

  /// With dashes, short ones first.
  [[nodiscard]] std::vector<std::string> spellings() const;
};

/// A tool, or one of its verbs, as the completions and --list-options see it: what CLI11 was told, without what is
/// hidden (group ""). A verb that falls through to its tool has the tool's options, too. Verbs have no verbs.
struct CommandModel {
  std::string name;
  std::string description;
  std::vector<OptionModel> options;
  ArgumentKind positional = ArgumentKind::kFlag;  ///< of its positional arguments; kFlag: it has none
  std::vector<std::string> positional_choices;
  std::vector<CommandModel> verbs;
};

[[nodiscard]] CommandModel command_model(const CLI::App& app);

}  // namespace cg::cli
