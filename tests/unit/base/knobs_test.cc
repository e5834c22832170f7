#include "libcg/base/knobs.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "libcg/base/error.h"
#include "libcg/base/profile.h"
#include "libcg/base/profile_place.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

using namespace cg;

namespace {

// All sources of libcg and tools but those of the table itself and of the floor that turns the knobs.
std::string sources_that_may_read_knobs() {
  namespace fs = std::filesystem;
  std::string all;
  for (const char* top : {"/libcg", "/tools"}) {
    for (const auto& entry : fs::recursive_directory_iterator(std::string(CG_SOURCE_DIR) + top)) {
      const std::string path = entry.path().string();
      if (!path.ends_with(".cc") && !path.ends_with(".h")) continue;
      if (path.find("/libcg/tune/") != std::string::npos) continue;
      std::ifstream file(path, std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
  }
  return all;
}

}  // namespace

TEST_CASE("every knob of the table has a range around its default, and code that reads it") {
  const std::string sources = sources_that_may_read_knobs();
  std::set<std::string_view> names;
  for (const KnobInfo& knob : all_knobs()) {
    INFO(knob.name);
    REQUIRE(names.insert(knob.name).second);
    REQUIRE(knob.low <= knob.shipped);
    REQUIRE(knob.shipped <= knob.high);
    REQUIRE((knob.step >= 2 || (knob.step == 0 && knob.high - knob.low < 10)));
    REQUIRE(find_knob(knob.name) == &knob);
    REQUIRE(sources.find("knobs()." + std::string(knob.name)) != std::string::npos);
  }
  REQUIRE(find_knob("index_thread") == nullptr);
}

TEST_CASE("a profile comes back from its text, and only what differs is written") {
  Profile profile;
  profile.number = 7;
  profile.replaces = 3;
  profile.machine = "0123456789abcdef";
  profile.index_class = "medium";
  profile.note = "query\n1.2 times";
  profile.knobs.query_chunks = 128;
  const std::string text = profile_text(profile);
  REQUIRE(text.find("set query_chunks 128\n") != std::string::npos);
  REQUIRE(text.find("set index_threads") == std::string::npos);
  const Profile back = parse_profile(text, "here");
  REQUIRE(back.number == 7);
  REQUIRE(back.replaces == 3);
  REQUIRE(back.machine == profile.machine);
  REQUIRE(back.index_class == "medium");
  REQUIRE(back.knobs == profile.knobs);
  REQUIRE(profile_text(back) == text);  // the line feed in the note was made harmless once
}

TEST_CASE("a profile is refused if any bit of it is not as it was written, or its end is missing") {
  Profile profile;
  profile.machine = "0123456789abcdef";
  profile.knobs.page_level = 6;
  const std::string text = profile_text(profile);
  for (std::size_t cut = 0; cut < text.size(); ++cut) REQUIRE_THROWS_AS(parse_profile(text.substr(0, cut), "here"), Error);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string bad = text;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    REQUIRE_THROWS_AS(parse_profile(bad, "here"), Error);
  }
}

TEST_CASE("a profile whose values are out of range is refused, though its check is right") {
  Profile profile;
  profile.knobs.page_level = 99;
  REQUIRE_THROWS_WITH(parse_profile(profile_text(profile), "here"),
                      "here: not a good profile: page_level must be 1 to 19; cg-tune makes a new one");
}

TEST_CASE("the class of an index goes by the bytes of the data file that is live") {
  const TemporaryDirectory index;
  REQUIRE(index_class(index.path()).empty());
  REQUIRE(index_class({}).empty());
  index.write("live", "graph-1.lmdb\n");
  REQUIRE(index_class(index.path()).empty());
  index.write("graph-1.lmdb", "x");
  REQUIRE(index_class(index.path()) == "small");
  std::filesystem::resize_file(index.file("graph-1.lmdb"), (std::uintmax_t{16} << 20) + 1);
  REQUIRE(index_class(index.path()) == "medium");
  std::filesystem::resize_file(index.file("graph-1.lmdb"), (std::uintmax_t{256} << 20) + 1);
  REQUIRE(index_class(index.path()) == "large");
  REQUIRE(machine_key().size() == 16);
  REQUIRE(machine_key() == machine_key());
}
