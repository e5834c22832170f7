#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

#include "libcg/graph/index_reader.h"
#include "libcg/ingest/build.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

// Trees whose truth is written into them: a comment `@ dog.speak` (without the space) names the definition of its line, a comment
// `=> dog.speak` says which definitions the calls of its line mean. Lines without such a comment call nothing of the tree.

namespace {

using Call = std::tuple<std::string, std::uint32_t, std::string>;  // path, line, label of the callee

struct Marks {
  std::map<std::pair<std::string, std::uint32_t>, std::string> label_at;
  std::set<Call> calls;
};

void read_marks(const std::string& path, std::istream& in, Marks& marks) {
  std::string line;
  for (std::uint32_t number = 1; std::getline(in, line); ++number) {
    for (const std::string_view comment : {"# ", "-- ", "// "}) {
      if (const auto at = line.find(std::string(comment) + "@"); at != std::string::npos) {
        const std::string label = line.substr(at + comment.size() + 1);
        marks.label_at[{path, number}] = label.substr(0, label.find(' '));
      }
      if (const auto at = line.find(std::string(comment) + "=> "); at != std::string::npos) {
        std::istringstream labels(line.substr(at + comment.size() + 3));
        for (std::string label; labels >> label;) marks.calls.emplace(path, number, label);
      }
    }
  }
}

std::set<Call> calls_of(const std::string& index, const Marks& marks) {
  std::set<Call> out;
  cg::graph::IndexReader reader(index);
  for (cg::FileId file = 0; file < reader.file_count(); ++file) {
    const std::string path = reader.file(file).path;
    for (const cg::graph::SiteRow& site : reader.sites(file)) {
      if (site.kind != cg::EdgeKind::kCalls && site.kind != cg::EdgeKind::kInstantiates) continue;
      if (site.confidence < 50) continue;
      for (const cg::SymbolRef target : site.targets) {
        const std::pair place{reader.file(target.file).path, reader.symbol(target).at.line};
        const auto label = marks.label_at.find(place);
        out.emplace(path, site.at.line, label == marks.label_at.end() ? place.first + ":" + std::to_string(place.second) : label->second);
      }
    }
  }
  return out;
}

std::string listed(const std::set<Call>& calls, const std::set<Call>& without) {
  std::string out;
  for (const Call& call : calls) {
    if (!without.contains(call)) out += "\n  " + std::get<0>(call) + ":" + std::to_string(std::get<1>(call)) + " " + std::get<2>(call);
  }
  return out;
}

}  // namespace

TEST_CASE("marked trees are linked as their comments say") {
  for (const std::string language : {"python", "ruby", "lua", "bash", "rust", "go", "haskell", "elixir", "zig", "c", "cpp", "java", "csharp", "kotlin", "scala", "swift"}) {
    const std::filesystem::path root = std::filesystem::path(CG_SOURCE_DIR) / "testdata/linking" / language;
    Marks marks;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path());
      read_marks(std::filesystem::relative(entry.path(), root).generic_string(), in, marks);
    }
    const TemporaryDirectory directory;
    cg::CollectedEvents events;
    cg::ingest::TreeOptions tree;
    tree.use_git = false;
    const std::string index = directory.file("index");
    cg::ingest::build_index(cg::ingest::list_tree(root.string(), tree, events), index, {}, events);
    const std::set<Call> got = calls_of(index, marks);
    std::size_t right = 0;
    for (const Call& call : got) right += marks.calls.count(call);

    INFO(language << ": missed" << listed(marks.calls, got) << "\nwrong" << listed(got, marks.calls));
    CHECK(marks.calls.size() >= 40);
    CHECK(static_cast<double>(right) >= 0.95 * static_cast<double>(got.size()));
    CHECK(static_cast<double>(right) >= 0.85 * static_cast<double>(marks.calls.size()));
  }
}
