#include <fmt/format.h>

#include <utility>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/profile_place.h"
#include "libcg/bench/fingerprint.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/cli/record_writer.h"
#include "tools/tune/tune_command.h"

namespace cg::tools {

int print_status(const TuneOptions& options, const TunePlace& place) {
  cli::Output output;
  cli::RecordWriter records(output, cli::record_style(options.common), {"setting", "value", "shipped"});
  const auto active = place.store.active();
  const auto say = [&](std::string_view name, std::string_view value) { records.write({name, value, ""}); };
  say("machine", place.machine);
  say("processor", bench::read_fingerprint().text());
  say("index", place.index_class);
  say("profile", active ? std::to_string(active->number) : "none");
  if (active) say("note", active->note);
  if (active && active->machine != place.machine) say("warning", "proved on another machine: it is not used");
  const Knobs in_force = active ? active->knobs : Knobs{};
  for (const KnobInfo& knob : all_knobs()) records.write({knob.name, in_force.*knob.value, knob.shipped});
  records.finish();
  return cli::kExitFound;
}

int print_history(const TuneOptions& options, const TunePlace& place) {
  cli::Output output;
  cli::RecordWriter records(output, cli::record_style(options.common), {"number", "replaced", "in_force", "note"});
  std::uint64_t now = 0;
  try {
    if (const auto active = place.store.active()) now = active->number;
  } catch (const Error&) {
    // A damaged one is in force nowhere.
  }
  for (const Profile& profile : place.store.history()) {
    records.write({profile.number, profile.replaces, profile.number == now, profile.note});
  }
  return records.finish().total == 0 ? cli::kExitNothing : cli::kExitFound;
}

int roll_back(const TunePlace& place, cli::ProgressBar& messages) {
  if (!std::filesystem::exists(place.store.directory() / kActiveProfile)) {
    messages.warning({}, "nothing to roll back: the settings in force are those that were shipped");
    return cli::kExitNothing;
  }
  tune::ProfileStore store(place.store.directory());
  const auto before = store.roll_back();
  cli::Output output;
  output.write(before ? fmt::format("profile {} is in force again\n", before->number)
                      : std::string("the settings that were shipped are in force again\n"));
  output.flush();
  return cli::kExitFound;
}

int export_active(const TunePlace& place, cli::ProgressBar& messages) {
  const std::string text = place.store.active_text();
  if (text.empty()) {
    messages.warning({}, "nothing to export: the settings in force are those that were shipped");
    return cli::kExitNothing;
  }
  cli::Output output;
  output.write(text);
  output.flush();
  return cli::kExitFound;
}

int import_profile(const TuneOptions& options, TunePlace& place, cli::ProgressBar& messages) {
  constexpr std::uint64_t kMaxBytes = std::uint64_t{64} << 10;
  std::string text;
  if (const ReadStatus status = read_file(options.import_file, {.max_bytes = kMaxBytes}, text); status != ReadStatus::kOk) {
    throw Error(ErrorKind::kIo, fmt::format("{}: {}; name a file that cg-tune --export wrote", options.import_file, describe(status)));
  }
  Profile profile = parse_profile(text, options.import_file);
  if (profile.machine != place.machine || profile.index_class != place.index_class) {
    throw Error(ErrorKind::kUsage, fmt::format("{}: it was proved on machine {} for {} indexes, this is machine {} and a {} one; run cg-tune here",
                                               options.import_file, profile.machine, profile.index_class, place.machine, place.index_class));
  }
  const Profile kept = place.store.keep(std::move(profile));
  messages.note({}, fmt::format("profile {} is in force", kept.number));
  return cli::kExitFound;
}

}  // namespace cg::tools
