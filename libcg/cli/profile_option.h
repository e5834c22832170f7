#pragma once
#include <filesystem>
#include <string_view>

#include "libcg/cli/common_options.h"

namespace cg::cli {

/// --no-profile, for a tool that reads knobs().
void add_profile_option(CLI::App& app, CommonOptions& options);

/// Puts the settings in force that cg-tune proved on this machine for indexes like that in the directory: call it once, before
/// anything reads knobs(). In order: with --no-profile or CG_PROFILE=off nothing; the file that CG_PROFILE names,
/// whatever machine it is from; the active profile of this machine and class of index, if there is one.
/// A profile that cannot be used is passed over with one line on stderr: a tool works without.
void use_profile(const CommonOptions& options, std::string_view tool, const std::filesystem::path& index_directory);

}  // namespace cg::cli
