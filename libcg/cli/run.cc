#include "libcg/cli/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"
#include "libcg/base/utf8.h"
#include "libcg/base/write_all.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/verb_options.h"

namespace cg::cli {
namespace {

// What a shell reports for a program that SIGPIPE ended.
constexpr int kExitClosed = 128 + SIGPIPE;

int fail(const CLI::App& app, std::string_view message) {
  const std::string line = fmt::format("{}: {}\n", app.get_name(), printable(message));
  static_cast<void>(write_all(STDERR_FILENO, line));
  return kExitError;
}

// A verb that falls through takes its tool's options as well, which CLI11's own help of the verb does not say.
std::string help_of(const CLI::App& app) {
  std::string text = app.help();
  const auto verbs = app.get_subcommands();
  const auto formatter = std::dynamic_pointer_cast<CLI::Formatter>(app.get_formatter());
  if (verbs.empty() || !verbs.back()->get_fallthrough() || !formatter) return text;
  const CLI::App* verb = verbs.back();
  const auto inherited = app.get_options([verb](const CLI::Option* option) {
    if (option->get_group().empty() || !option->nonpositional()) return false;
    for (const std::string& name : option->get_lnames()) {
      if (verb->get_option_no_throw("--" + name) != nullptr) return false;
    }
    return true;
  });
  if (!inherited.empty()) text += formatter->make_group("Options of every verb", false, inherited);
  return text;
}

void print(std::string_view text) {
  Output output;
  output.write(text);
  if (!text.ends_with('\n')) output.write("\n");
  output.flush();
}

// Some filesystems (NFS, quotas) report a failed write only at close. Closing a copy asks them, and leaves
// standard output usable.
void check_output() {
  const int copy = ::dup(STDOUT_FILENO);
  if (copy < 0) return;  // it was closed from the start; whoever wrote has been told
  if (::close(copy) != 0) {
    throw Error(ErrorKind::kIo, fmt::format("standard output: cannot write: {}", errno_text(errno)));
  }
}

// CLI11 takes "[a,b]" for a list and drops the brackets, which would turn the pattern "[ab][cd]" into another one. It
// cannot be told not to for arguments that may be many, so they are refused rather than misread.
void refuse_brackets(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view text(argv[i]);
    if (text.size() < 2 || text.front() != '[' || text.back() != ']') continue;
    throw Error(ErrorKind::kUsage, fmt::format("{}: an argument in brackets would be taken for a list; write {} on "
                                               "standard input (-), or ./{} for a file", text, text, text));
  }
}

int parse_and_run(int argc, const char* const* argv, CLI::App& app, const std::function<int()>& body) {
  refuse_brackets(argc, argv);
  try {
    const std::vector<const char*> line = behind_the_verb(app, argc, argv);
    app.parse(static_cast<int>(line.size()), line.data());
  } catch (const CLI::CallForHelp&) {
    print(help_of(app));
    return kExitFound;
  } catch (const CLI::CallForVersion& text) {
    print(text.what());
    return kExitFound;
  } catch (const CLI::ParseError& error) {
    return fail(app, fmt::format("{} (see {} --help)", error.what(), app.get_name()));
  }
  const int status = body();
  check_output();
  return status;
}

}  // namespace

int run(int argc, const char* const* argv, CLI::App& app, const std::function<int()>& body) {
  try {
    return parse_and_run(argc, argv, app, body);
  } catch (const OutputClosed&) {
    return kExitClosed;
  } catch (const Error& error) {
    return fail(app, error.what());
  } catch (const std::bad_alloc&) {
    return fail(app, "out of memory");
  } catch (const std::exception& error) {
    return fail(app, fmt::format("internal error: {}", error.what()));
  }
}

}  // namespace cg::cli
