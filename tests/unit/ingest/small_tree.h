#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "libcg/graph/call_graph.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/tested_by.h"
#include "libcg/ingest/build.h"
#include "tests/unit/base/temporary_directory.h"

/// A tree of a few files with its index: what is called from where, as text that a test can be read by.
class SmallTree {
 public:
  SmallTree(std::initializer_list<std::pair<std::string_view, std::string_view>> files) : reader_(build(directory_, files)) {}

  /// What `caller` (a qualified name, "" for the file's own level) in `path` calls at the default confidence: "file:name"s by position
  /// with single spaces between. "file" is the path without its folders and its ending.
  [[nodiscard]] std::string calls(std::string_view path, std::string_view caller) {
    const std::optional<cg::FileId> file = reader_.find_file(path);
    if (!file) return "no such file";
    std::string out;
    for (const cg::graph::Call& call : cg::graph::calls_of_file(reader_, *file)) {
      const std::string from = call.caller.ordinal == 0 ? std::string{} : reader_.qualified_name(call.caller);
      if (from != caller) continue;
      if (!out.empty()) out += ' ';
      out += stem(reader_.file(call.callee.file).path) + ":" + reader_.qualified_name(call.callee);
    }
    return out;
  }

  /// What the line of `path` uses in any way, at the default confidence: "file:name"s by position with single spaces between.
  [[nodiscard]] std::string uses(std::string_view path, std::uint32_t line) {
    const std::optional<cg::FileId> file = reader_.find_file(path);
    if (!file) return "no such file";
    std::string out;
    for (const cg::graph::SiteRow& site : reader_.sites(*file)) {
      if (site.at.line != line || site.confidence < cg::graph::kDefaultConfidence) continue;
      for (const cg::SymbolRef target : site.targets) {
        if (!out.empty()) out += ' ';
        out += stem(reader_.file(target.file).path) + ":" + reader_.qualified_name(target);
      }
    }
    return out;
  }

  /// The definition that `name` leads to from a line of `path`, at the default confidence; of several the first.
  [[nodiscard]] std::optional<cg::SymbolRef> target(std::string_view path, std::uint32_t line, std::string_view name) {
    const std::optional<cg::FileId> file = reader_.find_file(path);
    if (!file) return {};
    for (const cg::graph::SiteRow& site : reader_.sites(*file)) {
      if (site.at.line != line || site.confidence < cg::graph::kDefaultConfidence) continue;
      for (const cg::SymbolRef target : site.targets) {
        const std::string qualified = reader_.qualified_name(target);
        if (qualified == name || qualified.ends_with("." + std::string(name))) return target;
      }
    }
    return {};
  }

  /// Where that definition stands: its line; 0 for none.
  [[nodiscard]] std::uint32_t target_line(std::string_view path, std::uint32_t line, std::string_view name) {
    const std::optional<cg::SymbolRef> found = target(path, line, name);
    return found ? reader_.symbol(*found).at.line : 0;
  }

  /// And its file.
  [[nodiscard]] std::string path_of(std::string_view path, std::uint32_t line, std::string_view name) {
    const std::optional<cg::SymbolRef> found = target(path, line, name);
    return found ? reader_.file(found->file).path : "";
  }

  /// All edges of a kind: "source>target" with single spaces between, by path and position; a file by its path.
  [[nodiscard]] std::string edges(cg::EdgeKind kind) {
    std::string out;
    for (cg::FileId file = 0; file < reader_.file_count(); ++file) {
      for (const cg::graph::SiteRow& site : reader_.sites(file)) {
        if (site.kind != kind) continue;
        for (const cg::SymbolRef target : site.targets) {
          if (!out.empty()) out += ' ';
          out += named({file, site.owner}) + ">" + named(target);
        }
      }
    }
    return out;
  }

  /// The tests that tests_of finds, by name; a file by its path.
  [[nodiscard]] std::string tests(std::string_view path, std::string_view name) {
    std::string out;
    const std::optional<cg::FileId> file = reader_.find_file(path);
    for (std::uint32_t o = 1; file && o < reader_.file(*file).symbols; ++o) {
      const cg::SymbolRef symbol{*file, o};
      if (reader_.qualified_name(symbol) != name) continue;
      for (const cg::graph::Test& test : cg::graph::tests_of(reader_, std::span(&symbol, 1), cg::graph::kDefaultConfidence, 0).tests) {
        out += (out.empty() ? "" : " ") + named(test.symbol) + "/" + std::to_string(test.depth);
      }
    }
    return out;
  }

 private:
  std::string named(cg::SymbolRef ref) { return ref.ordinal == 0 ? reader_.file(ref.file).path : reader_.qualified_name(ref); }

  static std::string stem(std::string_view path) {
    path.remove_prefix(path.rfind('/') + 1);  // npos + 1 is 0
    return std::string(path.substr(0, path.rfind('.')));
  }

  static cg::graph::IndexReader build(const TemporaryDirectory& directory,
                                      std::initializer_list<std::pair<std::string_view, std::string_view>> files) {
    for (const auto& [path, text] : files) directory.write(path, text);
    cg::CollectedEvents events;
    cg::ingest::TreeOptions tree;
    tree.use_git = false;
    cg::ingest::BuildOptions options;
    options.threads = 1;
    const std::string index = directory.file(".cg");
    cg::ingest::build_index(cg::ingest::list_tree(directory.path(), tree, events), index, options, events);
    return cg::graph::IndexReader(index);
  }

  TemporaryDirectory directory_;
  cg::graph::IndexReader reader_;
};
