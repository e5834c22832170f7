#pragma once

namespace CLI {
class App;
}

namespace cg::cli {

/// --version, --completions, and the hidden --list-options, on the tool itself and not on its verbs. Call it when
/// everything else has been declared or before: they look at the tool only when they are used. Each ends the
/// parsing with its text on standard output and exit status 0 (see run.h).
void add_about_options(CLI::App& app);

}  // namespace cg::cli
