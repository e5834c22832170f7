#include "libcg/parse/flatten.h"

#include <tree_sitter/api.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "libcg/parse/language.h"
#include "tests/unit/catch.h"

// flatten() reads tree-sitter's private structures. What it makes of them is compared with what tree-sitter's own cursor
// says, on the fixtures of every language, whole and damaged.

namespace cg::parse {
namespace {

namespace fs = std::filesystem;

void walk(TSTreeCursor* cursor, const Language& language, std::uint32_t parent, std::uint32_t depth, Syntax& out) {
  const TSNode node = ts_tree_cursor_current_node(cursor);
  const TSSymbol symbol = ts_node_symbol(node);
  const bool error = symbol == static_cast<TSSymbol>(-1);
  if (depth > 1 && !error && !language.keeps(symbol)) return;
  const std::size_t at = out.nodes.size();
  Node n;
  n.symbol = symbol;
  n.field = ts_tree_cursor_current_field_id(cursor);
  n.start = ts_node_start_byte(node);
  n.end = ts_node_end_byte(node);
  n.parent = parent;
  if (error) out.error_bytes += n.end - n.start;
  out.nodes.push_back(n);
  if (depth >= kMaxDepth) {
    out.too_deep = true;
  } else if (ts_tree_cursor_goto_first_child(cursor)) {
    do {
      walk(cursor, language, static_cast<std::uint32_t>(at), depth + 1, out);
    } while (ts_tree_cursor_goto_next_sibling(cursor));
    ts_tree_cursor_goto_parent(cursor);
  }
  out.nodes[at].next = static_cast<std::uint32_t>(out.nodes.size());
}

void compare(const Language& language, const std::string& source) {
  const std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser(ts_parser_new(), &ts_parser_delete);
  REQUIRE(ts_parser_set_language(parser.get(), language.grammar()));
  const std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
      ts_parser_parse_string(parser.get(), nullptr, source.data(), static_cast<std::uint32_t>(source.size())), &ts_tree_delete);
  REQUIRE(tree != nullptr);
  Syntax actual;
  flatten(language, tree.get(), actual);
  Syntax expected;
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree.get()));
  walk(&cursor, language, 0, 1, expected);
  ts_tree_cursor_delete(&cursor);
  REQUIRE(actual.nodes.size() == expected.nodes.size());
  REQUIRE(actual.error_bytes == expected.error_bytes);
  REQUIRE(actual.too_deep == expected.too_deep);
  std::size_t same = 0;
  while (same < actual.nodes.size()) {
    const Node& a = actual.nodes[same];
    const Node& e = expected.nodes[same];
    if (a.symbol != e.symbol || a.field != e.field || a.start != e.start || a.end != e.end || a.next != e.next || a.parent != e.parent) break;
    ++same;
  }
  REQUIRE(same == actual.nodes.size());
}

TEST_CASE("the flat tree is what tree-sitter's cursor walks over, in every language") {
  std::mt19937 random(5);
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(CG_TESTDATA) / "languages")) {
    if (!entry.is_regular_file() || entry.path().extension() == ".facts") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::string source{std::istreambuf_iterator<char>(in), {}};
    const std::size_t number = detect_language(entry.path().string(), source);
    if (number == kNoLanguage) continue;
    INFO(entry.path().string());
    compare(language(number), source);
    for (int round = 0; round < 6 && !source.empty(); ++round) {  // errors, missing tokens, a lost end
      std::string hurt = source.substr(0, source.size() - random() % (source.size() / 4 + 1));
      for (int i = 0; i < 8; ++i) hurt[random() % hurt.size()] = "(){};\"x\n"[random() % 8];
      compare(language(number), hurt);
    }
    ++files;
  }
  REQUIRE(files >= 20);
}

TEST_CASE("what is nested too deeply ends at the same place") {
  const Language& c = language(language_of_name("c"));
  for (const int depth : {100, 300, 2000}) {
    compare(c, "int x = " + std::string(static_cast<std::size_t>(depth), '(') + "1" + std::string(static_cast<std::size_t>(depth), ')') + ";");
  }
  compare(c, "");
  compare(c, "\n\n  // only a comment\n");
}

}  // namespace
}  // namespace cg::parse
