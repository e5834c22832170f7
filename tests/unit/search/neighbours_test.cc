#include "libcg/search/neighbours.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libcg/ingest/build.h"
#include "libcg/search/answers.h"
#include "libcg/search/search_pass.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace cg::search {
namespace {

using Files = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// An index of a tree in the folder `root`.
std::string index_of(const TemporaryDirectory& directory, const std::string& root, Files files) {
  for (const auto& [path, text] : files) directory.write(root + "/" + std::string(path), text);
  CollectedEvents events;
  ingest::TreeOptions tree;
  tree.use_git = false;
  const std::string index = directory.file("index");
  SearchPass pass(1, directory.path(), nullptr);
  ingest::BuildOptions options;
  options.threads = 1;
  options.pass = &pass;
  ingest::build_index(ingest::list_tree(directory.file(root), tree, events), index, options, events);
  return index;
}

std::vector<std::string> files_for(const std::string& index, std::string_view text) {
  graph::IndexReader reader(index);
  SearchIndex search(reader);
  Answerer answerer(search);
  std::vector<std::string> out;
  for (const Answer& a : answerer.answer(read_question(text), {})) out.push_back(reader.file(a.file).path);
  return out;
}

const Files kTree = {
    {"a.py", "def cut(text):\n    return text\n"},
    {"b.py", "from a import cut\n\n\ndef first(text):\n    return cut(text)\n\n\ndef second(text):\n    return cut(text)\n"},
    {"c.py", "from a import cut\nfrom b import first\n\n\ndef third(text):\n    return first(cut(text))\n"},
};

TEST_CASE("users are other files, each counted once, however much they use") {
  const TemporaryDirectory directory;
  graph::IndexReader reader(index_of(directory, "tree", kTree));
  const auto users = [&](const char* path) { return reader.users(reader.find_file(path).value()); };
  CHECK(users("a.py") == 2);
  CHECK(users("b.py") == 1);
  CHECK(users("c.py") == 0);
}

TEST_CASE("of a file of several chunks of symbols those who use one of them count, and no file counts itself") {
  const TemporaryDirectory directory;
  std::string many;
  for (int i = 0; i < 600; ++i) many += "def f" + std::to_string(i) + "(x):\n    return x\n\n\n";
  many += "f0(f599(1))\n";
  graph::IndexReader reader(index_of(directory, "tree", {{"many.py", many},
                                                         {"one.py", "from many import f1, f2\n\n\ndef a(x):\n    return f1(f2(x))\n"},
                                                         {"two.py", "from many import f590\n\n\ndef b(x):\n    return f590(x)\n"},
                                                         {"three.py", "from many import f591\n\n\ndef c(x):\n    return f591(x)\n"}}));
  const std::uint32_t users = reader.users(reader.find_file("many.py").value());
  CHECK(users >= 2);
  CHECK(users <= 3);
  CHECK(reader.users(reader.find_file("one.py").value()) == 0);
}

TEST_CASE("lines use the files that define what stands on them, each named once, and not their own") {
  const TemporaryDirectory directory;
  graph::IndexReader reader(index_of(directory, "tree", kTree));
  Neighbours neighbours(reader);
  const FileId a = reader.find_file("a.py").value(), b = reader.find_file("b.py").value(), c = reader.find_file("c.py").value();
  CHECK(neighbours.used_by(c, {{5, 6}}) == std::vector<FileId>{a, b});
  CHECK(neighbours.used_by(b, {{4, 5}, {8, 9}}) == std::vector<FileId>{a});
  CHECK(neighbours.used_by(b, {}).empty());
  CHECK(neighbours.used_by(a, {{1, 2}}).empty());
}

TEST_CASE("the package that a tree is about is called like it") {
  CHECK(Neighbours::home_name("/home/me/Telescope.nvim") == "telescope");
  CHECK(Neighbours::home_name("/home/me/axum/") == "axum");
  CHECK(Neighbours::home_name("/home/me/.hidden") == "hidden");
  CHECK(Neighbours::home_name("/").empty());
  CHECK(Neighbours::home_name("").empty());
  const TemporaryDirectory directory;
  graph::IndexReader reader(index_of(directory, "My-Tool", {{"a.py", "x = 1\n"}}));
  const Neighbours neighbours(reader);
  CHECK(neighbours.is_home("mytool/a.py"));
  CHECK(neighbours.is_home("lib/MyTool/b.py"));
  CHECK_FALSE(neighbours.is_home("mytool.py"));
  CHECK_FALSE(neighbours.is_home("mytools/a.py"));
  CHECK_FALSE(neighbours.is_home("a.py"));
}

TEST_CASE("of two files that say the same, the one that others use comes first") {
  const TemporaryDirectory directory;
  const std::string text = "def trim(text):\n    \"\"\"Trims the blanks of a text.\"\"\"\n    return text\n";
  const std::string index = index_of(directory, "tree", {{"one/blank.py", text},
                                                         {"two/blank.py", text},
                                                         {"use.py", "from two.blank import trim\n\n\ndef run(text):\n    return trim(text)\n"}});
  CHECK(files_for(index, "trims blanks").front() == "two/blank.py");
}

TEST_CASE("what an answering test uses comes before its like") {
  const TemporaryDirectory directory;
  const std::string text = "def trim(text):\n    return text\n";
  const std::string index = index_of(
      directory, "tree",
      {{"one/first.py", text},
       {"two/other.py", text},
       {"tests/test_blank.py", "from two.other import trim\n\n\ndef test_trim():\n    \"\"\"Blanks at both ends go.\"\"\"\n    assert trim(' x ') == 'x'\n"}});
  graph::IndexReader reader(index);
  SearchIndex search(reader);
  Answerer answerer(search);
  const auto answers = answerer.answer(read_question("trim blanks at both ends"), {});
  float shown = 0;
  for (const Answer& a : answers) {
    if (reader.file(a.file).path == "two/other.py") shown = a.signals.tests;
    if (reader.file(a.file).path == "one/first.py") CHECK(a.signals.tests == 0);
  }
  CHECK(shown > 0);
}

}  // namespace
}  // namespace cg::search
