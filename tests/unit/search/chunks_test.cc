#include "libcg/search/chunks.h"

#include <algorithm>
#include <bit>
#include <random>
#include <string>

#include "libcg/embed/quantise.h"
#include "libcg/parse/extract.h"
#include "libcg/parse/language.h"
#include "libcg/search/chunk_vectors.h"
#include "libcg/search/file_terms.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

parse::Facts facts_of(const char* language, std::string_view text) {
  parse::Parser parser;
  parse::Syntax syntax;
  return parse::extract(parse::language_of_name(language), "x", text, parser, syntax);
}

/// Both parts of counting, as a worker has them.
struct Counting {
  FileWords words{nullptr};
  TermCounter terms;
};

std::string count_terms(Counting& counting, std::string_view text) {
  const parse::Facts facts = facts_of("c", text);
  const std::vector<Chunk> chunks = cut_into_chunks(text, facts);
  counting.words.read(text, facts, chunks);
  return counting.terms.count(counting.words, facts, chunks);
}

std::string function(const std::string& name, int lines) {
  std::string out = "// What " + name + " does.\nint " + name + "(int a) {\n";
  for (int i = 0; i < lines; ++i) out += "  a += " + std::to_string(i) + ";  // a line among others\n";
  return out + "  return a;\n}\n\n";
}

TEST_CASE("chunks cover the file in order and keep to their bounds") {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    std::string text;
    for (unsigned i = 0, n = static_cast<unsigned>(random() % 12); i < n; ++i) text += function("f" + std::to_string(i), static_cast<int>(random() % 150));
    const auto chunks = cut_into_chunks(text, facts_of("c", text));
    std::uint32_t at = 0;
    std::uint32_t line = 1;
    for (const Chunk& c : chunks) {
      CHECK(c.start_byte == at);
      CHECK(c.end_byte > c.start_byte);
      CHECK(c.end_byte - c.start_byte <= kMostChunkBytes + kLeastChunkBytes / 4);
      CHECK(c.start_line == line);
      CHECK(c.end_line >= c.start_line);
      line = c.end_line + 1;
      at = c.end_byte;
    }
    CHECK(at == text.size());
  }
}

TEST_CASE("a chunk begins with the comment of its definition") {
  const std::string text = function("first", 30) + function("second", 30);
  const auto chunks = cut_into_chunks(text, facts_of("c", text));
  REQUIRE(chunks.size() == 2);
  CHECK(text.substr(chunks[1].start_byte).starts_with("// What second does."));
}

TEST_CASE("a line without end and without definitions is cut all the same") {
  const std::string text(10'000, 'x');
  const auto chunks = cut_into_chunks(text, facts_of("c", text));
  CHECK(chunks.size() >= 4);
  CHECK(chunks.back().end_byte == text.size());
  CHECK(cut_into_chunks("", facts_of("c", "")).empty());
}

/// `count` macros a line, as generated headers of devices have them.
std::string registers(int count, const std::string& behind = "") {
  std::string out;
  for (int i = 0; i < count; ++i) out += "#define mmVGA_CRTC" + std::to_string(i) + "_FRAME_START 0x" + std::to_string(1000 + i) + behind + "\n";
  return out;
}

TEST_CASE("a long table of names is cut into large chunks, and code around it as ever") {
  const std::string text = function("before", 30) + registers(3000) + function("after", 30);
  const auto chunks = cut_into_chunks(text, facts_of("c", text));
  std::size_t tables = 0;
  std::uint32_t at = 0;
  for (const Chunk& c : chunks) {
    CHECK(c.start_byte == at);
    CHECK(c.end_byte - c.start_byte <= (c.table ? kMostTableBytes : kMostChunkBytes + kLeastChunkBytes / 4));
    if (c.table) ++tables;
    at = c.end_byte;
  }
  CHECK(at == text.size());
  CHECK(tables == registers(3000).size() / kMostTableBytes + 1);
  CHECK(chunks.size() <= tables + 3);
  CHECK_FALSE(chunks.front().table);
}

TEST_CASE("a short table, and one whose lines are explained, is cut as anything is") {
  for (const std::string& text : {registers(100), registers(1000, "  /* where the beam starts */"), function("f", 600)}) {
    for (const Chunk& c : cut_into_chunks(text, facts_of("c", text))) CHECK_FALSE(c.table);
  }
}

TEST_CASE("of a table of names, the parts are counted and not the names") {
  Counting counter;
  const FileTerms terms = decode_terms(count_terms(counter, registers(1000)));
  const auto has = [&](std::string_view term) {
    return std::any_of(terms.terms.begin(), terms.terms.end(), [&](const TermPostings& t) { return t.term == term; });
  };
  CHECK(has("crtc"));
  CHECK(has("fram"));
  CHECK_FALSE(has("mmvgacrtc7framestart"));
  const FileTerms few = decode_terms(count_terms(counter, registers(10)));
  CHECK(std::any_of(few.terms.begin(), few.terms.end(), [](const TermPostings& t) { return t.term == "mmvgacrtc7framestart"; }));
}

TEST_CASE("terms are counted by the kind of text they are in") {
  const std::string text = "/* Connects the socket. */\nint open_socket(int port) { return port; }\n";
  Counting counter;
  const std::string bytes = count_terms(counter, text);
  const FileTerms terms = decode_terms(bytes);
  REQUIRE(terms.chunks.size() == 1);
  CHECK(terms.chunks[0].start_line == 1);
  CHECK(terms.chunks[0].end_line == 2);
  const auto counts = [&](std::string_view term) -> std::array<std::uint8_t, kTextFields> {
    for (const TermPostings& t : terms.terms) {
      if (t.term == term) return t.postings.at(0).counts;
    }
    return {};
  };
  CHECK(counts("connect") == std::array<std::uint8_t, 3>{0, 1, 0});
  CHECK(counts("socket") == std::array<std::uint8_t, 3>{1, 1, 2});  // the name of a function counts twice
  CHECK(counts("opensocket") == std::array<std::uint8_t, 3>{1, 0, 2});
  CHECK(counts("port") == std::array<std::uint8_t, 3>{2, 0, 0});
  CHECK(counts("absent") == std::array<std::uint8_t, 3>{0, 0, 0});
}

TEST_CASE("what was counted before makes no difference") {
  const std::string one = function("alpha", 20), two = function("beta_gamma", 50);
  Counting fresh, used;
  (void)count_terms(used, one);
  const std::string expected = count_terms(fresh, two);
  const FileTerms a = decode_terms(expected);
  const std::string second = count_terms(used, two);
  const FileTerms b = decode_terms(second);
  REQUIRE(a.terms.size() == b.terms.size());
  for (std::size_t i = 0; i < a.terms.size(); ++i) {
    CHECK(a.terms[i].term == b.terms[i].term);
    REQUIRE(a.terms[i].postings.size() == b.terms[i].postings.size());
    for (std::size_t p = 0; p < a.terms[i].postings.size(); ++p) {
      CHECK(a.terms[i].postings[p].chunk == b.terms[i].postings[p].chunk);
      CHECK(a.terms[i].postings[p].counts == b.terms[i].postings[p].counts);
    }
  }
}

TEST_CASE("the vector of a chunk is that of its text, however it was counted") {
  const std::vector<std::string> vocabulary{"socket", "open", "port", "connect", "the"};
  std::vector<std::int8_t> table(vocabulary.size() * 64);
  std::mt19937 random(5);
  for (std::int8_t& x : table) x = static_cast<std::int8_t>(random() % 255 - 127);
  const std::string bytes_of_model = embed::model_bytes("test", vocabulary, table, std::vector<float>(5, 0.01F), 64);
  const embed::Model model = embed::Model::from_bytes(bytes_of_model, "test");
  const std::string text = "/* Connects the socket: opens a Port, a p\xc3\xb6rt_open, an OPENPort2Connect. */\nint openSocket(int port) { return port + open(port); }\n" + function("port", 80) + function("connect", 80);
  const parse::Facts facts = facts_of("c", text);
  const std::vector<Chunk> chunks = cut_into_chunks(text, facts);
  REQUIRE(chunks.size() > 1);
  FileWords words(&model);
  words.read(text, facts, chunks);
  ByteWriter got, expected;
  ChunkEncoder(model).encode("net/socket.c", words, facts, chunks, got);
  embed::Encoder encoder(model);
  std::vector<float> vector(64);
  std::vector<std::int8_t> bytes(64);
  for (const Chunk& c : chunks) {
    std::vector<std::string_view> names;
    for (const parse::Symbol& s : facts.symbols) {
      if (s.kind == SymbolKind::kFunction && s.at.line >= c.start_line && s.at.line <= c.end_line) names.push_back(facts.names[s.name]);
    }
    encoder.chunk({std::string_view(text).substr(c.start_byte, c.end_byte - c.start_byte), "net/socket.c", names}, vector);
    const float scale = embed::quantise(vector, bytes);
    expected.u32(std::bit_cast<std::uint32_t>(scale));
    expected.raw({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  CHECK(got.view() == expected.view());
}

}  // namespace
}  // namespace cg::search
