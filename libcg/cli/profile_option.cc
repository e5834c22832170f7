#include "libcg/cli/profile_option.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/profile.h"
#include "libcg/base/profile_place.h"
#include "libcg/base/utf8.h"
#include "libcg/base/write_all.h"

namespace cg::cli {
namespace {

// A profile with every knob set has 600 bytes.
constexpr std::uint64_t kMaxProfileBytes = std::uint64_t{64} << 10;

std::string active_path(const std::filesystem::path& index_directory) {
  const std::string of_index = index_class(index_directory);
  const std::filesystem::path root = profile_root();
  if (of_index.empty() || root.empty()) return {};
  return (profile_directory(root, machine_key(), of_index) / kActiveProfile).string();
}

}  // namespace

void add_profile_option(CLI::App& app, CommonOptions& options) {
  app.add_flag("--no-profile", options.no_profile, "Use the settings that were shipped, not those that cg-tune found");
}

void use_profile(const CommonOptions& options, std::string_view tool, const std::filesystem::path& index_directory) {
  const char* const named = std::getenv("CG_PROFILE");
  const std::string_view wish = named == nullptr ? "" : named;
  if (options.no_profile || wish == "off") return;
  const std::string path = wish.empty() ? active_path(index_directory) : std::string(wish);
  if (path.empty()) return;
  std::string complaint;
  std::string text;
  const ReadStatus status = read_file(path, {.max_bytes = kMaxProfileBytes}, text);
  if (status == ReadStatus::kVanished && wish.empty()) return;  // nobody has tuned here
  if (status != ReadStatus::kOk) {
    complaint = fmt::format("{}: {}", path, describe(status));
  } else {
    try {
      const Profile profile = parse_profile(text, path);
      if (wish.empty() && profile.machine != machine_key()) {
        complaint = fmt::format("{}: it was proved on another machine; cg-tune makes a new one", path);
      } else {
        set_knobs(profile.knobs);
      }
    } catch (const Error& error) {
      complaint = error.what();
    }
  }
  if (complaint.empty()) return;
  const std::string line = fmt::format("{}: {} (going on with the settings that were shipped)\n", tool, printable(complaint));
  static_cast<void>(write_all(STDERR_FILENO, line));
}

}  // namespace cg::cli
