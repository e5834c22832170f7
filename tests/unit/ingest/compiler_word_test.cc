#include <protozero/pbf_writer.hpp>
#include <string>
#include <vector>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/scip_fields.h"
#include "libcg/ingest/build.h"
#include "tests/unit/base/temporary_directory.h"
#include "tests/unit/catch.h"

namespace scip = cg::graph::scip;

namespace {

constexpr const char* kTree =
    "class A:\n"
    "    def run(self): pass\n"
    "class B:\n"
    "    def run(self): pass\n"
    "def helper(): pass\n"
    "def go(thing):\n"
    "    \"\xc3\xa9\"; thing.run()\n"
    "    helper()\n";

struct Use {
  std::vector<std::int32_t> range;
  std::string symbol;
  bool definition = false;
};

/// Counts as JavaScript does, in UTF-16.
std::string index_of(const std::vector<Use>& uses, const std::string& path = "a.py") {
  std::string bytes;
  protozero::pbf_writer index(bytes);
  protozero::pbf_writer document(index, scip::index_field::kDocuments);
  document.add_string(scip::document_field::kPath, path);
  document.add_uint32(scip::document_field::kPositionEncoding, 2);
  for (const Use& use : uses) {
    protozero::pbf_writer occurrence(document, scip::document_field::kOccurrences);
    occurrence.add_packed_int32(scip::occurrence_field::kRange, use.range.begin(), use.range.end());
    occurrence.add_string(scip::occurrence_field::kSymbol, use.symbol);
    if (use.definition) occurrence.add_uint32(scip::occurrence_field::kRoles, scip::kDefinition);
  }
  document.commit();
  return bytes;
}

/// "run -> 4 compiler 100" for each call, by position; the number is the line of the definition, or "?" for none.
std::string calls_with(const std::string& scip_bytes) {
  const TemporaryDirectory directory;
  directory.write("a.py", kTree);
  directory.write("index.scip", scip_bytes);
  cg::CollectedEvents events;
  cg::ingest::TreeOptions tree;
  tree.use_git = false;
  cg::ingest::BuildOptions options;
  options.threads = 1;
  options.scip_file = directory.file("index.scip");
  cg::ingest::build_index(cg::ingest::list_tree(directory.path(), tree, events), directory.file(".cg"), options, events);
  cg::graph::IndexReader reader(directory.file(".cg"));
  std::string out;
  for (const cg::graph::SiteRow& site : reader.sites(0)) {
    if (site.kind != cg::EdgeKind::kCalls) continue;
    const std::string line = site.targets.size() == 1 ? std::to_string(reader.symbol(site.targets[0]).at.line) : "?";
    if (!out.empty()) out += ", ";
    out += line + " " + std::string(name_of(site.how)) + " " + std::to_string(site.confidence);
  }
  return out;
}

const Use kDefinesB{{3, 8, 11}, "s . . . a/B#run().", true};
const Use kDefinesHelper{{4, 4, 10}, "s . . . a/helper().", true};

}  // namespace

TEST_CASE("without a compiler's word a method of something unknown is a doubt") {
  CHECK(calls_with(index_of({})) == "? ambiguous 45, 5 scope 99");
}

TEST_CASE("a compiler's word wins, at its own count of characters") {
  CHECK(calls_with(index_of({kDefinesB, {{6, 15, 18}, kDefinesB.symbol}})) == "4 compiler 100, 5 scope 99");
}

TEST_CASE("what a compiler finds outside the tree is no edge, what is local to it says nothing") {
  CHECK(calls_with(index_of({{{7, 4, 10}, "s npm other 1.0 x/helper()."}})) == "? ambiguous 45, ? external 0");
  CHECK(calls_with(index_of({{{7, 4, 10}, "local 3"}})) == "? ambiguous 45, 5 scope 99");
  CHECK(calls_with(index_of({{{4, 15, 19}, "s . . . p.", true}, {{7, 4, 10}, "s . . . p."}})) == "? ambiguous 45, 5 scope 99");
}

TEST_CASE("a compiler's word about other text than that of the tree is not heard") {
  CHECK(calls_with(index_of({kDefinesB, {{6, 14, 17}, kDefinesB.symbol}})) == "? ambiguous 45, 5 scope 99");
  CHECK(calls_with(index_of({kDefinesB, {{6, 15, 19}, kDefinesB.symbol}})) == "? ambiguous 45, 5 scope 99");
  CHECK(calls_with(index_of({{{2, 8, 11}, kDefinesB.symbol, true}, {{6, 15, 18}, kDefinesB.symbol}})) == "? ambiguous 45, 5 scope 99");
  CHECK(calls_with(index_of({{{900000, 8, 11}, kDefinesB.symbol, true}, {{6, 900000, 900003}, kDefinesB.symbol}})) ==
        "? ambiguous 45, 5 scope 99");
  CHECK(calls_with(index_of({kDefinesHelper, {{7, 4, 10}, kDefinesHelper.symbol}}, "../a.py")) == "? ambiguous 45, 5 scope 99");
  CHECK(calls_with(index_of({kDefinesHelper}, "gone.py")) == "? ambiguous 45, 5 scope 99");
}
