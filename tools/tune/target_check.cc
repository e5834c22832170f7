#include "tools/tune/target_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <system_error>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/base/profile.h"
#include "libcg/bench/run_suite.h"
#include "libcg/bench/scratch_directory.h"
#include "libcg/bench/targets.h"
#include "libcg/simd/target.h"

namespace cg::tools {
namespace {

/// Settings in force here and, by CG_PROFILE, in the tools that are started; then all as it was.
class Everywhere {
 public:
  Everywhere(const Knobs& settings, const std::filesystem::path& file) : knobs_before_(knobs()) {
    if (const char* const named = std::getenv("CG_PROFILE"); named != nullptr) before_ = named;
    had_ = std::getenv("CG_PROFILE") != nullptr;
    Profile profile;
    profile.number = 1;
    profile.note = "under trial";
    profile.knobs = settings;
    write_file_atomically(file, profile_text(profile));
    ::setenv("CG_PROFILE", file.c_str(), 1);
    set_knobs(settings);
    simd::use_settings();
  }
  ~Everywhere() {
    if (had_) {
      ::setenv("CG_PROFILE", before_.c_str(), 1);
    } else {
      ::unsetenv("CG_PROFILE");
    }
    set_knobs(knobs_before_);
    simd::use_settings();
  }
  Everywhere(const Everywhere&) = delete;
  Everywhere& operator=(const Everywhere&) = delete;

 private:
  Knobs knobs_before_;
  std::string before_;
  bool had_ = false;
};

std::vector<bench::Judgement> judged(const std::filesystem::path& index, const std::vector<std::string>& suites, const Knobs& settings, EventSink& events) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const bench::ScratchDirectory scratch;
  const Everywhere in_force(settings, scratch.path() / "profile");
  std::string run;
  const bool good = bench::run_suite(index, {.suites = suites, .tools = self.parent_path(), .targets_only = true}, events, [&](std::string_view line) { run += line; });
  if (!good) throw Error(ErrorKind::kIo, fmt::format("{}: it changed while the targets were measured; nothing is kept: tune again", index.string()));
  return bench::judge(bench::parse_targets(bench::default_targets(), "default targets"), bench::parse_run(run, "the validation"));
}

}  // namespace

std::vector<std::string> lost_targets(const std::filesystem::path& index, const std::vector<std::string>& operations, const Knobs& old_settings,
                                      const Knobs& new_settings, EventSink& events) {
  std::vector<std::string> suites;
  for (const std::string& operation : operations) {
    if (operation == "query") suites.insert(suites.end(), {"query.cold", "concurrent"});
    if (operation == "search") suites.insert(suites.end(), {"search.context", "search.vector"});
  }
  std::vector<std::string> lost;
  if (suites.empty()) return lost;
  // What is met now cannot have been lost, and the old settings may be slow ones: they are asked for what is missed, and no more.
  std::set<std::string> missed;
  std::set<std::string> in_doubt;
  for (const bench::Judgement& after : judged(index, suites, new_settings, events)) {
    if (after.reached != bench::Reached::kMissed) continue;
    missed.insert(after.target.metric);
    for (const std::string& suite : suites) {
      if (after.target.benchmark.starts_with(suite)) in_doubt.insert(suite);
    }
  }
  if (missed.empty()) return lost;
  for (const bench::Judgement& before : judged(index, {in_doubt.begin(), in_doubt.end()}, old_settings, events)) {
    if (before.reached == bench::Reached::kMet && missed.contains(before.target.metric)) lost.push_back(before.target.metric);
  }
  return lost;
}

}  // namespace cg::tools
