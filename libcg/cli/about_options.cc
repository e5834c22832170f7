#include "libcg/cli/about_options.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>

#include "libcg/cli/completions.h"

namespace cg::cli {

void add_about_options(CLI::App& app) {
  app.set_version_flag("--version", app.get_name() + " " + CG_VERSION, "Print the version and exit");

  // CLI11 has one exception for "print this and stop, all is well": CallForVersion.
  const std::map<std::string, std::function<std::string(const CommandModel&)>> shells{
      {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};
  app.add_option_function<std::string>(
         "--completions",
         [&app, shells](const std::string& shell) {
           throw CLI::CallForVersion(shells.at(shell)(command_model(app)), 0);
         },
         "Print the completions for a shell and exit")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("SHELL");
  app.add_flag_callback(
         "--list-options", [&app] { throw CLI::CallForVersion(list_options(command_model(app)), 0); },
         "Print every option of every verb and exit")
      ->group("");
}

}  // namespace cg::cli
