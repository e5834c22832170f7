#include "libcg/embed/model.h"

#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/embed/encode.h"
#include "libcg/embed/tokenise.h"
#include "tests/unit/catch.h"
#include "tests/unit/simd/every_target.h"

namespace cg::embed {
namespace {

using cg_matchers::Contains;

std::string small_model() {
  const std::vector<std::string> tokens{"parse", "http", "header", "src", "net"};
  std::vector<std::int8_t> table;
  simd::Numbers numbers(9);
  for (std::size_t i = 0; i < tokens.size() * 64; ++i) table.push_back(static_cast<std::int8_t>(numbers.bits()));
  return model_bytes("made for a test", tokens, table, std::vector<float>{0.1F, 0.2F, 0.3F, 0.4F, 0.5F}, 64);
}

double cosine(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
  return sum;
}

TEST_CASE("A model is read back as it was written") {
  const std::string bytes = small_model();
  const Model model = Model::from_bytes(bytes, "small");
  CHECK(model.dim() == 64);
  CHECK(model.size() == 5);
  CHECK(model.origin() == "made for a test");
  CHECK(model.find("net") == 2);  // by the order of their bytes
  CHECK(model.token(2) == "net");
  CHECK(model.token(0) == "header");
  CHECK(model.scale(0) == 0.3F);
  CHECK(model.scale(4) == 0.4F);
  CHECK_FALSE(model.find("head"));
  CHECK_FALSE(model.find(""));
}

TEST_CASE("A model that is opened for questions is the same model") {
  {
    const std::string path = Model::find();
    const Model whole = Model::open(path);
    const Model few = Model::open_for_questions(path);
    CHECK(few.checksum() == whole.checksum());
    CHECK(few.origin() == whole.origin());
    REQUIRE(few.size() == whole.size());
    bool same = true;
    for (std::uint32_t id = 0; id < whole.size(); ++id) {
      const std::string token(whole.token(id));
      same = same && few.find(token) == id && whole.find(token) == id && few.scale(id) == whole.scale(id);
      const std::string other = token + "-";
      same = same && few.find(other) == whole.find(other);
    }
    CHECK(same);
    CHECK_FALSE(few.find(""));
    CHECK_FALSE(few.find("~~~"));
    CHECK_FALSE(few.find(std::string_view("\0", 1)));
  }
}

TEST_CASE("A damaged, foreign or cut model is refused, whichever byte it is") {
  const std::string good = small_model();
  for (std::size_t at = 0; at < good.size(); ++at) {
    // Between the checksum and the table there is nothing that is read.
    if (at >= 40 && at < 64) continue;
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    CHECK_THROWS_AS(Model::from_bytes(bad, "bad"), Error);
    // A question meets it where it is: in what is proved first, or in the vectors of the token that it looks up.
    const auto ask = [&bad] { return Model::for_questions(bad, "bad").find("http"); };
    CHECK_THROWS_AS(ask(), Error);
  }
  for (std::size_t size = 0; size < good.size(); size += 7) CHECK_THROWS_AS(Model::from_bytes(std::string_view(good).substr(0, size), "cut"), Error);
  std::string newer = good;
  newer[8] = 3;
  CHECK_THROWS_WITH(Model::from_bytes(newer, "newer"), Contains("newer") && Contains("version 3"));
}

TEST_CASE("What a question does not use of a model may be damaged") {
  std::vector<std::string> tokens;
  for (char c = 'a'; c <= 'z'; ++c) tokens.emplace_back(1, c);
  std::string bytes = model_bytes("two seals", tokens, std::vector<std::int8_t>(tokens.size() * 64, 7), std::vector<float>(tokens.size(), 1.0F), 64);
  bytes[64 + 20 * 64] = 6;  // of the vector of "u"
  const Model model = Model::for_questions(bytes, "damaged");
  CHECK(model.find("a") == 0);
  CHECK(model.find("p") == 15);
  CHECK_THROWS_WITH(model.find("q"), Contains("damaged"));
  CHECK_THROWS_AS(Model::from_bytes(bytes, "damaged"), Error);
}

TEST_CASE("Vectors are composed as the recipe says, on every target") {
  const Model model = Model::open(Model::find());
  CHECK(model.size() == 28500);
  CHECK(model.dim() == 128);
  const std::string text = "int parse_http_header(const char *line); // parse the header, parse again: xqzzyq";
  const auto bag = [&](std::string_view from, bool linear) {
    std::map<std::uint32_t, int> counts;
    for_each_subtoken(from, [&](std::string_view token) {
      if (const auto id = model.find(token)) ++counts[*id];
    });
    std::vector<double> sum(128);
    for (const auto& [id, n] : counts) {
      const double w = (linear ? n : 1 + std::log(n)) * double{model.scale(id)};
      for (std::size_t i = 0; i < 128; ++i) sum[i] += w * model.table()[id * 128 + i];
    }
    double square = 0;
    for (const double x : sum) square += x * x;
    for (double& x : sum) x /= std::sqrt(square);
    return sum;
  };
  const auto t = bag(text, false);
  const auto p = bag("net/http/parser", false);
  const auto n = bag("parse_http_header", false);
  std::vector<float> expected(128);
  for (std::size_t i = 0; i < 128; ++i) expected[i] = static_cast<float>(t[i] + p[i] + 0.5 * n[i]);
  CHECK(normalise(expected));
  const auto q = bag("parse parse header", true);
  simd::on_every_target([&] {
    Encoder encoder(model);
    std::vector<float> out(128);
    const std::string_view name = "parse_http_header";
    for (int twice = 0; twice < 2; ++twice) {
      REQUIRE(encoder.chunk({text, "src/net/http/parser.cc", {&name, 1}}, out));
      CHECK(cosine(out, expected) > 0.999999);
      REQUIRE(encoder.query("parse parse header", out));
      for (std::size_t i = 0; i < 128; ++i) CHECK(std::abs(double{out[i]} - q[i]) < 1e-6);
    }
    CHECK_FALSE(encoder.query("xqzzyq 中文 !", out));
    CHECK(out == std::vector<float>(128));
    CHECK_FALSE(encoder.query("", out));
  });
}

TEST_CASE("Words of one meaning are nearer than others") {
  const Model model = Model::open(Model::find());
  Encoder encoder(model);
  std::vector<float> a(128);
  std::vector<float> b(128);
  std::vector<float> c(128);
  encoder.query("delete a file", a);
  encoder.query("unlink remove path", b);
  encoder.query("render font glyph", c);
  CHECK(cosine(a, b) > cosine(a, c) + 0.1);
}

}  // namespace
}  // namespace cg::embed
