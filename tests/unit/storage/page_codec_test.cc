#include "libcg/storage/page_codec.h"

#include <vector>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"
#include "tests/unit/storage/random_bytes.h"

namespace cg::storage {
namespace {

std::vector<std::string> code_like_samples(RandomBytes& random) {
  const std::vector<std::string> words = {"return ",        "static int ", "struct list_head *",
                                          "if (ret < 0)\n", "goto out;\n", "unsigned long "};
  std::vector<std::string> samples;
  for (int i = 0; i < 400; ++i) {
    std::string sample;
    for (int j = 0; j < 40; ++j) sample += words[random.below(words.size())] + random.text(4, 26);
    samples.push_back(sample);
  }
  return samples;
}

/// What a damaged frame may do: give back the very page, or say that it is damaged, naming the class.
void require_sound(const PageCodec& codec, std::string_view frame, const std::string& page) {
  try {
    const std::string decoded = codec.decode(frame);
    REQUIRE(decoded == page);
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::kFormat);
    REQUIRE_THAT(error.what(), cg_matchers::Contains("\"symbols\""));
  }
}

TEST_CASE("a page comes back as it was, whatever its size and content") {
  RandomBytes random(1);
  const PageCodec codec("symbols");
  for (const std::size_t size : {0, 1, 2, 100, 127, 128, 4096, 16384, 300000}) {
    for (const std::uint64_t letters : {1, 4, 26, 256}) {
      const std::string page = random.text(size, letters);
      REQUIRE(codec.decode(codec.encode(page)) == page);
    }
  }
}

TEST_CASE("what does not compress is stored with a head of a few bytes") {
  RandomBytes random(2);
  const std::string noise = random.text(5000, 256);
  REQUIRE(PageCodec("symbols").encode(noise).size() <= noise.size() + 8);
  REQUIRE(PageCodec("symbols").encode(std::string(5000, 'a')).size() < 50);
}

TEST_CASE("a dictionary is learnt the same way twice, helps small pages, and is needed to read them") {
  RandomBytes random(3);
  const auto samples = code_like_samples(random);
  const std::string dictionary = train_dictionary(samples, 4096);
  REQUIRE_FALSE(dictionary.empty());
  REQUIRE(train_dictionary(samples, 4096) == dictionary);

  const PageCodec with("symbols", {.level = 3, .dictionary = dictionary});
  const PageCodec without("symbols");
  const std::string page = code_like_samples(random).front();
  const std::string frame = with.encode(page);
  REQUIRE(with.decode(frame) == page);
  REQUIRE(frame.size() * 10 < without.encode(page).size() * 9);
  REQUIRE(with.decode(without.encode(page)) == page);
  REQUIRE_THROWS_WITH(without.decode(frame), cg_matchers::Contains("another dictionary"));
}

TEST_CASE("too few samples give no dictionary") {
  REQUIRE(train_dictionary({}, 4096).empty());
  REQUIRE(train_dictionary(std::vector<std::string>{"a"}, 4096).empty());
}

TEST_CASE("every flipped bit and every truncation of a page is an error or harmless") {
  RandomBytes random(4);
  const std::string dictionary = train_dictionary(code_like_samples(random), 4096);
  const std::string page = code_like_samples(random).front().substr(0, 300);
  const std::string noise = random.text(60, 256);
  const std::vector<PageCodec> codecs = [&] {
    std::vector<PageCodec> all;
    all.emplace_back("symbols", PageCodecOptions{.level = 3, .dictionary = dictionary});
    all.emplace_back("symbols");
    return all;
  }();
  for (const PageCodec& codec : codecs) {
    for (const std::string& raw : {page, noise, std::string()}) {
      const std::string frame = codec.encode(raw);
      for (std::size_t i = 0; i < frame.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
          std::string damaged = frame;
          damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
          require_sound(codec, damaged, raw);
        }
        REQUIRE_THROWS_AS(codec.decode(std::string_view(frame).substr(0, i)), Error);
      }
      REQUIRE_THROWS_AS(codec.decode(frame + "x"), Error);
    }
  }
}

TEST_CASE("a page of one class is not taken for one of another") {
  const std::string frame = PageCodec("sites").encode("the same bytes");
  REQUIRE_THROWS_WITH(PageCodec("symbols").decode(frame),
                      cg_matchers::Contains("\"symbols\" does not match its checksum"));
}

TEST_CASE("a page that claims gigabytes is refused before memory is asked for") {
  const PageCodec codec("symbols", {.max_raw_bytes = 1000});
  REQUIRE_THROWS_WITH(codec.decode(PageCodec("symbols").encode(std::string(1001, 'a'))),
                      cg_matchers::Contains("beyond all bounds"));
  REQUIRE_NOTHROW(codec.encode(std::string(1000, 'a')));
  try {
    static_cast<void>(codec.encode(std::string(1001, 'a')));
    FAIL("should have been refused");
  } catch (const Error& error) {
    REQUIRE(error.kind() == ErrorKind::kLimit);
  }
}

}  // namespace
}  // namespace cg::storage
