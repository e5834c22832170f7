#include "libcg/bench/machine_load.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <string>

#include "libcg/base/file_read.h"

namespace cg::bench {
namespace {

double seconds_of(const rusage& usage) {
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

LoadWatch::LoadWatch() : start_(read()) {}

// The first line of /proc/stat: "cpu user nice system idle iowait irq softirq steal guest guest_nice", in ticks; the guest
// columns are counted within user and nice already.
LoadWatch::Ticks LoadWatch::read() {
  Ticks ticks;
  std::string text;
  if (read_file("/proc/stat", {}, text) == ReadStatus::kOk && text.starts_with("cpu ")) {
    std::array<std::uint64_t, 8> columns{};
    const char* at = text.data() + 4;
    const char* const end = text.data() + text.find('\n');
    for (auto& column : columns) {
      while (at < end && *at == ' ') ++at;
      at = std::from_chars(at, end, column).ptr;
    }
    for (const auto column : columns) ticks.all += column;
    ticks.stolen = columns[7];
    ticks.busy = ticks.all - columns[3] - columns[4] - ticks.stolen;
  }
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    if (::getrusage(who, &usage) == 0) ticks.own_seconds += seconds_of(usage);
  }
  return ticks;
}

MachineLoad LoadWatch::since_start() const {
  const Ticks now = read();
  MachineLoad load;
  if (now.all > start_.all) {
    const auto all = static_cast<double>(now.all - start_.all);
    const double own = (now.own_seconds - start_.own_seconds) * static_cast<double>(::sysconf(_SC_CLK_TCK));
    load.others_share = std::clamp((static_cast<double>(now.busy - start_.busy) - own) / all, 0.0, 1.0);
    load.stolen_share = static_cast<double>(now.stolen - start_.stolen) / all;
  }
  double averages[1];
  if (::getloadavg(averages, 1) == 1) load.load_average = averages[0];
  return load;
}

}  // namespace cg::bench
