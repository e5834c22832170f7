#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/ingest/build.h"
#include "libcg/search/answers.h"
#include "libcg/search/search_pass.h"
#include "libcg/search/likeness.h"
#include "libcg/search/path_traits.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

using Files = std::initializer_list<std::pair<std::string_view, std::string_view>>;

std::string index_of(const TemporaryDirectory& directory, Files files, int threads, bool searchable = true) {
  for (const auto& [path, text] : files) directory.write("tree/" + std::string(path), text);
  CollectedEvents events;
  ingest::TreeOptions tree;
  tree.use_git = false;
  const std::string index = directory.file("index" + std::to_string(threads));
  SearchPass pass(threads, directory.path(), nullptr);
  ingest::BuildOptions options;
  options.threads = threads;
  if (searchable) options.pass = &pass;
  ingest::build_index(ingest::list_tree(directory.file("tree"), tree, events), index, options, events);
  return index;
}

/// "path:first-last symbol", best first.
std::vector<std::string> ask(const std::string& index, std::string_view text, AnswerOptions options = {}) {
  graph::IndexReader reader(index);
  SearchIndex search(reader);
  Answerer answerer(search);
  std::vector<std::string> out;
  for (const Answer& a : answerer.answer(answerer.read(text, options.mode), options)) {
    out.push_back(reader.file(a.file).path + ":" + std::to_string(a.start_line) + "-" + std::to_string(a.end_line) +
                  (a.symbol.valid() ? " " + reader.qualified_name(a.symbol) : ""));
  }
  return out;
}

const Files kTree = {
    {"src/socket.py", "def open_socket(port):\n    \"\"\"Listens for connections.\"\"\"\n    return port\n\n\ndef close(handle):\n    handle.shut()\n"},
    {"src/cfg.py", "class Settings:\n    def load(self, path):\n        return open(path).read()\n"},
    {"src/aof.py", "def rewrite(log):\n    log.flush()\n"},
    {"src/parser.py", "class Parser:\n    def parse(self, text):\n        return text.split()\n"},
    {"tests/test_parser.py", "from src.parser import Parser\n\n\ndef test_parser():\n    parser = Parser()\n    assert parser.parse('parser parse') == ['parser', 'parse']\n"},
};

TEST_CASE("a name finds its definition first, with its lines") {
  const TemporaryDirectory directory;
  const std::string index = index_of(directory, kTree, 1);
  const auto answers = ask(index, "Parser");
  REQUIRE(answers.size() >= 2);
  CHECK(answers[0] == "src/parser.py:1-3 Parser");
  CHECK(answers[1] == "tests/test_parser.py:4-6 test_parser");
  CHECK(ask(index, "open_socket").at(0) == "src/socket.py:1-3 open_socket");
  CHECK(ask(index, "openSocket").at(0) == "src/socket.py:1-3 open_socket");
}

TEST_CASE("a bare name finds what is called so, and not a file with its words in its path") {
  const TemporaryDirectory directory;
  std::string parser = "export function parse(text) {\n  return text;\n}\n";
  for (int i = 0; i < 20; ++i) parser += "// make a parser of headers, then make another parser of headers\n";
  const std::string index = index_of(directory,
                                     {{"src/header_parser.js", parser},
                                      {"src/parser.js", parser + "export class Parser {}\n"},
                                      {"src/core.js", "export class $Parser {\n  run() {}\n}\n"},
                                      {"tests/helpers.js", "function makeHeaderParser() {\n  return null;\n}\nclass Header {}\n"}},
                                     1);
  CHECK(ask(index, "makeHeaderParser").at(0) == "tests/helpers.js:1-3 makeHeaderParser");
  CHECK(ask(index, "Parser").at(0).starts_with("src/parser.js"));
  CHECK(ask(index, "$Parser").at(0) == "src/core.js:1-3 $Parser");
  CHECK(ask(index, "$makeHeaderParser").at(0) == "tests/helpers.js:1-3 makeHeaderParser");
  // One word may stand for a longer name, and then it is not what a test makes for itself.
  CHECK(ask(index, "Header").at(0).starts_with("src/header_parser.js"));
  CHECK(ask(index, "make a parser of headers").at(0).starts_with("src/header_parser.js"));
  CHECK(read_question("$ $$ $_").names == std::vector<std::string>{"$_"});
}

TEST_CASE("a sentence finds by comments, by relatives of words, by abbreviated file names") {
  const TemporaryDirectory directory;
  const std::string index = index_of(directory, kTree, 1);
  CHECK(ask(index, "where is listening for a connection done?").at(0) == "src/socket.py:1-3 open_socket");
  CHECK(ask(index, "the configuration").at(0) == "src/cfg.py:1-3 Settings");
  CHECK(ask(index, "append only file").at(0).starts_with("src/aof.py"));
  CHECK(ask(index, "zebra giraffe").empty());
}

TEST_CASE("questions without words, endless ones and bytes of any kind have answers or none, and no errors") {
  const TemporaryDirectory directory;
  const std::string index = index_of(directory, kTree, 1);
  CHECK(ask(index, "").empty());
  CHECK(ask(index, "?!  \t").empty());
  std::string endless;
  for (int i = 0; i < 20'000; ++i) endless += "parse" + std::to_string(i) + " ";
  CHECK(read_question(endless).words.size() == kMostQueryWords);
  (void)ask(index, endless);
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 37);
  (void)ask(index, bytes);
  CHECK_FALSE(ask(index, "the of").size() > 5);
}

TEST_CASE("filters narrow what is answered") {
  const TemporaryDirectory directory;
  const std::string index = index_of(directory, kTree, 1);
  AnswerOptions options;
  options.paths = {"tests/**"};
  CHECK(ask(index, "Parser", options) == std::vector<std::string>{"tests/test_parser.py:4-6 test_parser"});
  options = {};
  options.kinds = {SymbolKind::kMethod};
  CHECK(ask(index, "parser", options).at(0) == "src/parser.py:2-3 Parser.parse");
  options = {};
  options.languages = {"rust"};
  CHECK(ask(index, "Parser", options).empty());
  options = {};
  options.limit = 1;
  CHECK(ask(index, "parser", options).size() == 1);
}

TEST_CASE("the same answers whatever the threads") {
  const TemporaryDirectory directory;
  const std::string one = index_of(directory, kTree, 1);
  const std::string four = index_of(directory, kTree, 4);
  for (const char* text : {"Parser", "where are connections opened", "load settings", "log"}) CHECK(ask(one, text) == ask(four, text));
}

TEST_CASE("an index without the tables of search is refused with a word of what to do") {
  const TemporaryDirectory directory;
  graph::IndexReader reader(index_of(directory, kTree, 1, false));
  CHECK_THROWS_AS(SearchIndex(reader), Error);
}

TEST_CASE("of files for several systems the one built here is meant, unless another is named") {
  const TemporaryDirectory directory;
  const std::string_view text = "int open_pipe(int flags) {\n  return flags + 1;\n}\n";
  const std::string index = index_of(directory, {{"src/posix/pipe.c", text}, {"src/linux/pipe.c", text}, {"src/aix/pipe.c", text}, {"src/win/pipe.c", text}}, 1);
  const auto answers = ask(index, "open a pipe");
  REQUIRE(answers.size() == 4);
  CHECK(answers[0].starts_with("src/linux/pipe.c"));
  CHECK(answers[1].starts_with("src/posix/pipe.c"));
  CHECK(ask(index, "open a pipe on aix")[0].starts_with("src/aix/pipe.c"));
  CHECK(path_traits("arch/arm64/mm/fault.c").foreign);
  CHECK_FALSE(path_traits("arch/x86/mm/fault.c").foreign);
  CHECK_FALSE(path_traits("mm/fault.c").foreign);
}

TEST_CASE("words that say only that something is done stand behind those that name it") {
  const Question question = read_question("handles timeouts of connections");
  REQUIRE(question.words.size() == 3);
  CHECK(question.words[0].text == "handles");
  CHECK(question.words[1].weight == 1);
  CHECK(question.words[2].weight < 1);
  CHECK(question.words[0].weight < question.words[2].weight / 1.5F);
  CHECK(question.words[0].decay == 1);  // the place it stands in, for meaning
  CHECK(read_question("parse").words.at(0).weight == 1);
  const Question about = read_question("how Vitest finds tests", "vitest");
  REQUIRE(about.words.size() == 3);
  CHECK(about.words[0].weight < about.words[2].weight);
  CHECK(read_question("how Vitest finds tests").words.at(0).weight == 1);
}

TEST_CASE("a name that shortens a word as names of files do is found by the word") {
  const std::string filler = "int alpha(void) { return beta(1) + gamma(2) + delta(3); }\nint epsilon(int zeta) { return zeta; }\n";
  const TemporaryDirectory directory;
  const std::string index = index_of(directory,
                                     {{"src/ctx.c", filler},
                                      {"src/first.c", filler + "int other_open(int a) { return a; }\n"},
                                      {"src/second.c", filler + "int ctx_open(int a) { return a; }\n"}}, 1);
  const auto answers = ask(index, "where is a context opened");
  const auto place = [&](std::string_view name) {
    return std::find_if(answers.begin(), answers.end(), [&](const std::string& a) { return a.find(name) != std::string::npos; }) - answers.begin();
  };
  CHECK(place("second.c") < place("first.c"));
}

TEST_CASE("initials are of words and of their parts") {
  std::vector<std::string> letters;
  for (const Initials& i : initials_of(read_question("WebSocket client"))) letters.push_back(i.letters);
  CHECK(letters == std::vector<std::string>{"ws", "wsc"});
}

TEST_CASE("paths say what they hold") {
  CHECK(path_traits("a/b/c_test.go").test);
  CHECK(path_traits("src/TestThing.java").test);
  CHECK(path_traits("lib/x.spec.ts").test);
  CHECK(path_traits("tests/x.c").test);
  CHECK_FALSE(path_traits("src/test.c").test);
  CHECK_FALSE(path_traits("src/contest.c").test);
  CHECK(path_traits("examples/x.c").example);
  CHECK(path_traits("src/vue.d.ts").dotted);
  CHECK(path_traits("src/vue.d.ts").stem == "vue.d");
  CHECK(path_traits("a/b/c.h").depth == 2);
  CHECK(path_traits(".bashrc").stem == ".bashrc");
  CHECK(path_traits("").stem.empty());
}

TEST_CASE("what is like a word of a file name") {
  CHECK(stem_likeness("configur", "cfg") > 0);
  CHECK(stem_likeness("connect", "conn") > 0);
  CHECK(stem_likeness("malloc", "zmalloc") > 0);
  CHECK(stem_likeness("malloc", "malloc") == 0);
  CHECK(stem_likeness("tree", "trap") == 0);
  CHECK(stem_likeness("us", "use") == 0);
}

/// Filler that chunks of several definitions are made of.
std::string function_of(std::string_view name, std::string_view body) {
  std::string text = "int " + std::string(name) + "(int count) {\n";
  for (int i = 0; i < 6; ++i) text += "  count += step_" + std::to_string(i) + "(count);\n";
  return text + "  " + std::string(body) + "\n  return count;\n}\n\n";
}

TEST_CASE("of the definitions of a file the one is shown whose name says most of the question") {
  const TemporaryDirectory directory;
  const std::string text = function_of("mark_rewritten_log_as_history", "rewritten(log, rewritten_log, background);") +
                           function_of("rewriteAppendOnlyFileBackground", "fork_child();") + function_of("open_append_only_file", "rewritten(aof);") +
                           function_of("close_all", "background_rewrite(background);");
  const std::string index = index_of(directory, {{"src/aof.c", text}}, 1);
  CHECK(ask(index, "where is the aof rewritten in the background").at(0).ends_with(" rewriteAppendOnlyFileBackground"));
  CHECK(ask(index, "open the append only file").at(0).ends_with(" open_append_only_file"));
  CHECK(ask(index, "close everything").at(0).ends_with(" close_all"));
  CHECK(ask(index, "close_all").at(0).ends_with(" close_all"));
}

TEST_CASE("what is defined is shown before what declares it, and each definition once") {
  const TemporaryDirectory directory;
  const std::string text = "int drain_queue(int count);\nint fill_queue(int count);\n\n" + function_of("drain_queue", "drain(queue);") + function_of("fill_queue", "fill(queue);");
  const std::string index = index_of(directory, {{"src/queue.c", text}}, 1);
  const std::string shown = ask(index, "how is a queue drained").at(0);
  CHECK(shown.ends_with(" drain_queue"));
  CHECK_FALSE(shown.starts_with("src/queue.c:1-1 "));
  AnswerOptions all;
  all.all_chunks = true;
  std::vector<std::string> answers = ask(index, "how is a queue drained", all);
  REQUIRE_FALSE(answers.empty());
  CHECK(answers[0] == shown);
  std::sort(answers.begin(), answers.end());
  CHECK(std::adjacent_find(answers.begin(), answers.end()) == answers.end());
}

TEST_CASE("a method is shown whose class says what its name leaves out") {
  const TemporaryDirectory directory;
  std::string text;
  for (const char* type : {"Connection", "Session"}) {
    text += "class " + std::string(type) + ":\n";
    for (const char* method : {"open", "close"}) {
      text += "    def " + std::string(method) + "(self, count):\n";
      for (int i = 0; i < 10; ++i) text += "        count = step_" + std::to_string(i) + "(count)\n";
      text += "        return count\n\n";
    }
  }
  const std::string_view other = "def alpha(count):\n    return beta(count) + gamma(count)\n";  // or all words were in every file
  const std::string index = index_of(directory, {{"src/net.py", text}, {"a.py", other}, {"b.py", other}, {"c.py", other}, {"d.py", other}, {"e.py", other}}, 1);
  CHECK(ask(index, "close a session").at(0).ends_with(" Session.close"));
  CHECK(ask(index, "opening of connections").at(0).ends_with(" Connection.open"));
}

}  // namespace
}  // namespace cg::search
