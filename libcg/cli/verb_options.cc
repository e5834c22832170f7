#include "libcg/cli/verb_options.h"

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

// CLI11 knows an option at the tool or at the verb. At both, it would have two of it, and a verb without it would seem to take it. So
// the line is put in order before it is read.

namespace cg::cli {
namespace {

/// "--limit" of "--limit=3", "-n" of "-n3".
std::string spelling(std::string_view argument) {
  return std::string(argument.starts_with("--") ? argument.substr(0, argument.find('=')) : argument.substr(0, 2));
}

const CLI::Option* option_of_a_verb(const std::vector<const CLI::App*>& verbs, const std::string& name) {
  for (const CLI::App* verb : verbs) {
    if (const CLI::Option* option = verb->get_option_no_throw(name); option != nullptr) return option;
  }
  return nullptr;
}

}  // namespace

std::vector<const char*> behind_the_verb(const CLI::App& app, int argc, const char* const* argv) {
  const std::vector<const char*> given(argv, argv + argc);
  const std::vector<const CLI::App*> verbs = app.get_subcommands([](const CLI::App*) { return true; });
  if (verbs.empty() || given.empty()) return given;
  std::vector<const char*> line{given.front()};
  std::vector<const char*> of_verb;
  for (std::size_t i = 1; i < given.size(); ++i) {
    const std::string_view text(given[i]);
    if (text == "--") break;
    if (!text.starts_with('-') || text == "-") {  // the verb
      line.push_back(given[i]);
      line.insert(line.end(), of_verb.begin(), of_verb.end());
      line.insert(line.end(), given.begin() + static_cast<std::ptrdiff_t>(i) + 1, given.end());
      return line;
    }
    const std::string name = spelling(text);
    const CLI::Option* own = app.get_option_no_throw(name);
    const CLI::Option* option = own != nullptr ? own : option_of_a_verb(verbs, name);
    std::vector<const char*>& to = own == nullptr && option != nullptr ? of_verb : line;
    to.push_back(given[i]);
    const bool value_follows = option != nullptr && option->get_items_expected_max() > 0 && name.size() == text.size();
    if (value_follows && i + 1 < given.size()) to.push_back(given[++i]);
  }
  return given;
}

}  // namespace cg::cli
