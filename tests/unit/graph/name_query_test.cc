#include "libcg/graph/name_query.h"

#include "tests/unit/catch.h"
#include "tests/unit/graph/sample_index.h"

namespace cg::graph {
namespace {

struct Shop {
  SampleIndex index;
  FileId other = index.file("app/table.cc", "::", "cpp");
  SymbolRef free_find = index.symbol(other, SymbolKind::kFunction, "find", 7, 9);
  FileId db = index.file("src/db/table.cc", "::", "cpp");
  SymbolRef ns = index.symbol(db, SymbolKind::kNamespace, "db", 1, 90);
  SymbolRef table = index.symbol(db, SymbolKind::kClass, "Table", 10, 40, ns.ordinal);
  SymbolRef find = index.symbol(db, SymbolKind::kMethod, "find", 20, 25, table.ordinal);
  SymbolRef point = index.symbol(db, SymbolKind::kStruct, "Point", 50, 50, ns.ordinal);
  SymbolRef x = index.symbol(db, SymbolKind::kField, "x", 50, 50, point.ordinal);
  SymbolRef slash = index.symbol(db, SymbolKind::kFunction, "operator/", 60, 62, ns.ordinal);
  SymbolRef lambda = index.symbol(db, SymbolKind::kFunction, "<lambda>", 61, 61, slash.ordinal, kAnonymousFlag);
  FileId header = index.file("src/db/table.h", "::", "cpp");
  SymbolRef declared = index.symbol(header, SymbolKind::kMethod, "find", 3, 3, 0, kDeclarationFlag, "db::Table");
  SymbolRef only_declared = index.symbol(header, SymbolKind::kFunction, "elsewhere", 4, 4, 0, kDeclarationFlag);
  IndexReader reader = index.open();
  TreePlace place{index.directory().path(), index.directory().path() + "/src"};

  Resolution ask(std::string_view question, NameOptions options = {}) {
    return resolve_name(reader, place, question, options);
  }
  std::vector<SymbolRef> symbols(std::string_view question) { return ask(question).symbols; }
};

using Symbols = std::vector<SymbolRef>;

TEST_CASE("a name is found by itself and by every suffix of its qualified name, whatever the separator") {
  Shop shop;
  for (const char* name : {"Table.find", "Table::find", "db.Table#find", "db::Table::find", "db/Table/find"}) {
    INFO(name);
    REQUIRE(shop.symbols(name) == Symbols{shop.find});
  }
  REQUIRE(shop.symbols("Table") == Symbols{shop.table});
  REQUIRE(shop.symbols("operator/") == Symbols{shop.slash});
  REQUIRE(shop.symbols("db::operator/") == Symbols{shop.slash});
  REQUIRE(shop.symbols("able::find").empty());
  REQUIRE(shop.symbols("find.Table").empty());
  REQUIRE(shop.symbols("fin").empty());
  REQUIRE(shop.symbols("").empty());
}

TEST_CASE("a name is found by its module where files are modules") {
  SampleIndex index;
  const FileId package = index.file("json/__init__.py", ".", "python");
  const SymbolRef load = index.symbol(package, SymbolKind::kFunction, "load", 1, 2);
  const FileId c = index.file("json/decoder.c", "::", "c");
  index.symbol(c, SymbolKind::kFunction, "seek", 1, 2);
  const FileId decoder = index.file("json/decoder.py", ".", "python");
  const SymbolRef scan = index.symbol(decoder, SymbolKind::kFunction, "scan", 1, 2);
  const FileId ast = index.file("regex-syntax/src/ast/mod.rs", "::", "rust");
  const SymbolRef span = index.symbol(ast, SymbolKind::kStruct, "Span", 1, 9);
  const SymbolRef split = index.symbol(ast, SymbolKind::kMethod, "split", 3, 4, span.ordinal);
  IndexReader reader = index.open();
  const TreePlace place{index.directory().path(), index.directory().path()};
  const auto found = [&](std::string_view question) { return resolve_name(reader, place, question).symbols; };
  REQUIRE(found("decoder.scan") == Symbols{scan});
  REQUIRE(found("json.decoder.scan") == Symbols{scan});
  REQUIRE(found("json.load") == Symbols{load});
  REQUIRE(found("regex_syntax::ast::Span::split") == Symbols{split});
  REQUIRE(found("json.scan").empty());
  REQUIRE(found("coder.scan").empty());
  REQUIRE(found("decoder.seek").empty());  // files of C are no modules
}

TEST_CASE("several definitions come by path, and are said to be several") {
  Shop shop;
  const Resolution both = shop.ask("find");
  REQUIRE(both.symbols == Symbols{shop.free_find, shop.find});
  REQUIRE(both.ambiguous);
  REQUIRE_FALSE(shop.ask("Table.find").ambiguous);
}

TEST_CASE("declarations give way to the definition of the same thing only") {
  Shop shop;
  REQUIRE(shop.ask("Table.find", {.declarations = true}).symbols == Symbols{shop.find, shop.declared});
  REQUIRE_FALSE(shop.ask("Table.find", {.declarations = true}).ambiguous);
  REQUIRE(shop.symbols("elsewhere") == Symbols{shop.only_declared});
}

TEST_CASE("a declaration is kept where only something else of that name is defined") {
  SampleIndex index;
  const FileId header = index.file("a.h", "::", "cpp");
  const SymbolRef declared = index.symbol(header, SymbolKind::kMethod, "run", 1, 1, 0, kDeclarationFlag, "Engine");
  const FileId source = index.file("b.cc", "::", "cpp");
  const SymbolRef defined = index.symbol(source, SymbolKind::kMethod, "run", 1, 3, 0, 0, "Motor");
  IndexReader reader = index.open();
  const TreePlace place(index.directory().path(), index.directory().path());
  REQUIRE(resolve_name(reader, place, "run").symbols == Symbols{declared, defined});
}

TEST_CASE("path:line is the innermost named symbol around the line, and a whole line is its outermost") {
  Shop shop;
  REQUIRE(shop.symbols("db/table.cc:22") == Symbols{shop.find});
  REQUIRE(shop.symbols("db/table.cc:22:14") == Symbols{shop.find});
  REQUIRE(shop.symbols("db/table.cc:30") == Symbols{shop.table});
  REQUIRE(shop.symbols("db/table.cc:50") == Symbols{shop.point});
  REQUIRE(shop.symbols("db/table.cc:61") == Symbols{shop.slash});
  REQUIRE(shop.symbols("db/table.cc:95") == Symbols{{shop.db, 0}});
  REQUIRE(shop.symbols("db/table.cc:101").empty());
  REQUIRE(shop.symbols("db/table.cc:0").empty());
}

TEST_CASE("a path is one from here, one of the tree, or an ending that fits one file") {
  Shop shop;
  REQUIRE(shop.symbols("db/table.cc:find") == Symbols{shop.find});
  REQUIRE(shop.symbols("src/db/table.cc:Table::find") == Symbols{shop.find});
  REQUIRE(shop.symbols("../app/table.cc:find") == Symbols{shop.free_find});
  REQUIRE(shop.symbols(shop.index.directory().path() + "/app/table.cc:find") == Symbols{shop.free_find});
  REQUIRE(shop.symbols("table.h:find") == Symbols{shop.declared});
  REQUIRE(shop.symbols("table.h") == Symbols{{shop.header, 0}});
  const Resolution unclear = shop.ask("table.cc:find");
  REQUIRE(unclear.symbols.empty());
  REQUIRE(unclear.other_files == std::vector<std::string>{"app/table.cc", "src/db/table.cc"});
  REQUIRE(shop.symbols("able.h:find").empty());
}

TEST_CASE("one thing in several pieces is not ambiguous") {
  SampleIndex index;
  const FileId file = index.file("a.cc", "::", "cpp");
  index.symbol(file, SymbolKind::kNamespace, "space", 1, 9);
  index.symbol(file, SymbolKind::kNamespace, "space", 10, 19);
  index.symbol(file, SymbolKind::kFunction, "either", 20, 29, 0, kConditionalFlag);
  index.symbol(file, SymbolKind::kFunction, "either", 30, 39, 0, kConditionalFlag);
  const SymbolRef car = index.symbol(file, SymbolKind::kClass, "Car", 40, 60);
  index.symbol(file, SymbolKind::kConstructor, "Car", 41, 42, car.ordinal);
  index.symbol(file, SymbolKind::kFunction, "twice", 70, 71);
  index.symbol(file, SymbolKind::kFunction, "twice", 80, 81);
  IndexReader reader = index.open();
  const TreePlace place(index.directory().path(), index.directory().path());
  for (const char* name : {"space", "either", "Car"}) {
    INFO(name);
    REQUIRE(resolve_name(reader, place, name).symbols.size() == 2);
    REQUIRE_FALSE(resolve_name(reader, place, name).ambiguous);
  }
  REQUIRE(resolve_name(reader, place, "twice").ambiguous);
}

}  // namespace
}  // namespace cg::graph
