#pragma once
#include <functional>

namespace CLI {
class App;
}

namespace cg::cli {

/// The frame of every tool's main: parses the command line into what app's options are bound to, runs body, and
/// turns everything that can end it into an exit status and at most one line on stderr ("tool: message").
///
///   body returns              its value (see exit_codes.h)
///   --help, --version, ...    the text on standard output, 0
///   a wrong command line      2, with a hint at --help
///   cg::Error, bad_alloc      2
///   standard output closed    141 in silence, as if SIGPIPE had ended the tool (which it does where not ignored)
///   a failed write to it      2
///
/// app.get_name() is the tool's name. argv is not modified.
[[nodiscard]] int run(int argc, const char* const* argv, CLI::App& app, const std::function<int()>& body);

}  // namespace cg::cli
