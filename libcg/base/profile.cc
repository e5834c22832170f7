#include "libcg/base/profile.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/base/hash.h"
#include "libcg/base/utf8.h"

namespace cg {
namespace {

constexpr std::string_view kHead = "cg-profile 1\n";
constexpr std::string_view kCheck = "check ";
constexpr std::size_t kCheckBytes = kCheck.size() + 16 + 1;

std::string check_line(std::string_view before) { return fmt::format("{}{:016x}\n", kCheck, hash64(before)); }

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || at != text.data() + text.size()) return std::nullopt;
  return value;
}

// Everything up to the separator, which goes as well.
std::string_view cut(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

// Empty, or what is wrong.
std::string set(Knobs& knobs, std::string_view assignment) {
  const std::string_view name = cut(assignment, ' ');
  const KnobInfo* const knob = find_knob(name);
  if (knob == nullptr) return fmt::format("this version has no setting {}", printable(name));
  const auto value = number(assignment);
  if (!value || *value < knob->low || *value > knob->high) {
    return fmt::format("{} must be {} to {}", name, knob->low, knob->high);
  }
  knobs.*knob->value = *value;
  return {};
}

}  // namespace

std::string profile_text(const Profile& profile) {
  std::string text(kHead);
  text += fmt::format("number {}\nreplaces {}\nmachine {}\nindex {}\nnote {}\n", profile.number, profile.replaces, profile.machine, profile.index_class,
                      printable(profile.note));
  for (const KnobInfo& knob : all_knobs()) {
    if (const std::uint64_t value = profile.knobs.*knob.value; value != knob.shipped) {
      text += fmt::format("set {} {}\n", knob.name, value);
    }
  }
  return text + check_line(text);
}

Profile parse_profile(std::string_view text, std::string_view from) {
  const auto fail = [&](std::string_view what) {
    return Error(ErrorKind::kFormat, fmt::format("{}: not a good profile: {}; cg-tune makes a new one", from, what));
  };
  if (!text.starts_with(kHead)) throw fail("it is of another version, or none at all");
  if (text.size() < kHead.size() + kCheckBytes) throw fail("it is cut off");
  const std::string_view body = text.substr(0, text.size() - kCheckBytes);
  if (text.substr(body.size()) != check_line(body)) throw fail("it is cut off or was changed by hand");
  Profile profile;
  for (std::string_view rest = body.substr(kHead.size()); !rest.empty();) {
    std::string_view line = cut(rest, '\n');
    const std::string_view key = cut(line, ' ');
    std::string wrong;
    if (key == "set") {
      wrong = set(profile.knobs, line);
    } else if (key == "number" || key == "replaces") {
      const auto value = number(line);
      if (value) (key == "number" ? profile.number : profile.replaces) = *value;
      else wrong = fmt::format("its {} is no number", key);
    } else if (key == "machine") {
      profile.machine = line;
    } else if (key == "index") {
      profile.index_class = line;
    } else if (key == "note") {
      profile.note = line;
    } else {
      wrong = fmt::format("this version does not know {}", printable(key));
    }
    if (!wrong.empty()) throw fail(wrong);
  }
  return profile;
}

}  // namespace cg
