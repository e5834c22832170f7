#include "libcg/graph/records.h"

#include <random>

#include "libcg/base/error.h"
#include "tests/unit/catch.h"
#include "tests/unit/graph/sample_index.h"

namespace cg::graph {
namespace {

/// Rows as an indexer would never write them: numbers and texts of every size, in no order.
class RandomRows {
 public:
  explicit RandomRows(std::uint32_t seed) : random_(seed) {}

  std::uint32_t random() { return static_cast<std::uint32_t>(random_()); }
  std::uint32_t number() { return random() >> (random() % 32); }
  std::string text() {
    std::string out(random_() % 4 == 0 ? 0 : random_() % 40, '\0');
    for (char& c : out) c = static_cast<char>(random_());
    return out;
  }
  template <class Enum>
  Enum one_of(int count) {
    return static_cast<Enum>(random() % static_cast<std::uint32_t>(count));
  }
  SymbolRow symbol() {
    SymbolRow row;
    row.kind = one_of<SymbolKind>(kSymbolKinds);
    row.flags = number();
    row.name = text();
    row.owner = text();
    row.container = random_() % 8 == 0 ? kNone : number() / 2;
    row.at = {number() / 2, number()};
    row.start_line = number() / 2;
    row.end_line = row.start_line + number() / 4;
    row.start_byte = number() / 2;
    row.end_byte = row.start_byte + number() / 4;
    return row;
  }
  SiteRow site() {
    SiteRow row;
    row.kind = one_of<EdgeKind>(kEdgeKinds);
    row.how = one_of<How>(kHows);
    row.confidence = static_cast<std::uint8_t>(random_() % 101);
    row.owner = number();
    row.at = {number(), number()};
    row.name = text();
    for (std::uint32_t i = random() % 4; i > 0; --i) row.targets.push_back({number(), number()});
    return row;
  }
  std::vector<IncomingRow> incoming() {
    std::vector<IncomingRow> rows(random_() % 5);
    std::uint32_t file = 0;
    for (IncomingRow& row : rows) {
      file += random() % 3;
      row = {{file, number()}, one_of<EdgeKind>(kEdgeKinds), one_of<How>(kHows),
             static_cast<std::uint8_t>(random_() % 101), {number(), number()}};
    }
    return rows;
  }
  std::size_t count() { return random_() % 20; }

 private:
  std::mt19937 random_;
};

TEST_CASE("every record comes back from its bytes as it went in") {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    RandomRows random(seed);
    std::vector<SymbolRow> symbols(random.count());
    for (SymbolRow& row : symbols) row = random.symbol();
    const std::string symbol_bytes = encode_symbols(symbols);
    REQUIRE(encode_symbols(decode_symbols(symbol_bytes)) == symbol_bytes);
    std::vector<SiteRow> sites(random.count());
    for (SiteRow& row : sites) row = random.site();
    const auto read_sites = decode_sites(7, encode_sites(7, sites));
    REQUIRE(read_sites.size() == sites.size());
    for (std::size_t i = 0; i < sites.size(); ++i) {
      REQUIRE(read_sites[i].targets == sites[i].targets);
      REQUIRE(read_sites[i].at == sites[i].at);
      REQUIRE(read_sites[i].name == sites[i].name);
      REQUIRE(read_sites[i].confidence == sites[i].confidence);
    }
    std::vector<IncomingList> lists;
    std::uint32_t ordinal = 0;
    for (std::size_t i = random.count(); i > 0; --i) lists.push_back({ordinal += 1 + random.number() / 64, random.incoming()});
    const std::string bytes = encode_incoming(lists);
    REQUIRE(encode_incoming(decode_incoming(bytes)) == bytes);
    for (const IncomingList& list : lists) {
      REQUIRE(encode_rows(decode_incoming(bytes, list.ordinal)) == encode_rows(list.rows));
    }
    REQUIRE(decode_incoming(bytes, ordinal + 1).empty());
  }
}

TEST_CASE("bytes that end early or lie are refused and never crash") {
  RandomRows random(1);
  std::vector<SymbolRow> symbols(5);
  for (SymbolRow& row : symbols) row = random.symbol();
  std::vector<SiteRow> sites(5);
  for (SiteRow& row : sites) row = random.site();
  const auto hurt = [](const std::string& whole, auto decode) {
    for (std::size_t size = 0; size < whole.size(); ++size) REQUIRE_THROWS_AS(decode(whole.substr(0, size)), Error);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string bytes = whole;
      for (const unsigned flip : {0x01U, 0x80U, 0xffU}) {
        bytes[at] = static_cast<char>(static_cast<unsigned char>(whole[at]) ^ flip);
        try {
          decode(bytes);
        } catch (const Error& error) {
          REQUIRE(error.kind() == ErrorKind::kFormat);
        }
      }
    }
  };
  hurt(encode_symbols(symbols), [](const std::string& bytes) { static_cast<void>(decode_symbols(bytes)); });
  hurt(encode_sites(3, sites), [](const std::string& bytes) { static_cast<void>(decode_sites(3, bytes)); });
  hurt(encode_rows(RandomRows(9).incoming()), [](const std::string& bytes) { static_cast<void>(decode_rows(bytes)); });
}

TEST_CASE("an index of another format is refused with what to do") {
  SampleIndex index;
  static_cast<void>(index.file("a.py"));
  index.set_meta("format", "999");
  REQUIRE_THROWS_WITH(index.open(), cg_matchers::Contains("format 999") && cg_matchers::Contains("run cg-index"));
}

}  // namespace
}  // namespace cg::graph
