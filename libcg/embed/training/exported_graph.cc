#include "libcg/embed/training/exported_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "libcg/base/error.h"

namespace cg::embed {
namespace {

bool has(std::string_view line, std::string_view text) { return line.find(text) != std::string_view::npos; }

}  // namespace

void ExportedGraph::add_line(std::string_view line) {
  constexpr int kSure = 50;  // percent; below, another definition is as likely meant
  if (line.starts_with("{\"type\":\"edge\"")) {
    // Most lines of an export are edges that say nothing here: they need not be parsed to see that.
    if (!has(line, "\"kind\":\"calls\"") || has(line, "\"how\":\"ambiguous\"") || !has(line, "\"definition_path\":\"")) return;
  }
  try {
    const nlohmann::json record = nlohmann::json::parse(line);
    const std::string& type = record.at("type").get_ref<const std::string&>();
    if (type == "file") {
      files_[record.at("path")].language = record.at("language");
    } else if (type == "symbol") {
      if (record.at("declaration").get<bool>() && record.at("doc").get_ref<const std::string&>().empty()) return;
      files_[record.at("path")].symbols.push_back(
          {record.at("kind"), record.at("name"), record.at("doc"), record.at("line"), record.at("end_line")});
    } else if (type == "edge") {
      if (record.at("confidence").get<int>() < kSure || record.at("definition_path").get_ref<const std::string&>().empty()) return;
      calls_.push_back({record.at("source_definition_path"), record.at("definition_path"), record.at("source_definition_line"),
                        record.at("definition_line")});
    }
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorKind::kFormat, fmt::format("not a line of cg-query export --format=jsonl: {}: {}", line.substr(0, 60), error.what()));
  }
}

std::vector<ExportedCall> ExportedGraph::calls() const {
  std::vector<ExportedCall> calls = calls_;
  std::ranges::sort(calls);
  calls.erase(std::unique(calls.begin(), calls.end()), calls.end());
  return calls;
}

}  // namespace cg::embed
