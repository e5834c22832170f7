#pragma once
#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "libcg/graph/index_reader.h"

/// Everything that an index can answer, as text: two indexes of equal dumps answer alike. Stamps are left out, which no
/// answer shows.
inline std::string dump_index(const std::filesystem::path& directory) {
  using namespace cg;
  graph::IndexReader index(directory);
  std::string out;
  const auto rows_text = [](const std::vector<graph::IncomingRow>& rows) {
    std::string text;
    for (const auto& r : rows) {
      text += fmt::format(" {}.{}:{}:{}:{}@{}:{}", r.source.file, r.source.ordinal, static_cast<int>(r.kind), static_cast<int>(r.how),
                          r.confidence, r.at.line, r.at.column);
    }
    return text;
  };
  for (const char* key : {"format", "files", "lines", "bytes", "symbols", "sites", "edges", "unbound"}) {
    out += fmt::format("{} {}\n", key, index.meta(key));
  }
  for (FileId f = 0; f < index.file_count(); ++f) {
    const graph::FileRow row = index.file(f);
    out += fmt::format("file {} {} {} {} {} symbols {} sites {} errors {} {}\n", row.path, row.hash.hex(), row.language, row.separator,
                       row.lines, row.symbols, row.sites, row.error_bytes, row.bounded);
    for (std::uint32_t o = 0; o < row.symbols; ++o) {
      const graph::SymbolRow s = index.symbol({f, o});
      const graph::TextRow t = index.text({f, o});
      out += fmt::format("  symbol {} {} {:x} {} {} in {} at {}:{} lines {}-{} bytes {}-{} '{}' '{}'\n", o, static_cast<int>(s.kind), s.flags,
                         s.name, s.owner, s.container, s.at.line, s.at.column, s.start_line, s.end_line, s.start_byte, s.end_byte,
                         t.signature, t.doc);
      out += fmt::format("    in{}\n", rows_text(index.incoming({f, o})));
    }
    for (const graph::SiteRow& s : index.sites(f)) {
      out += fmt::format("  site {} {} {} in {} at {}:{} '{}' to", static_cast<int>(s.kind), static_cast<int>(s.how), s.confidence, s.owner,
                         s.at.line, s.at.column, s.name);
      for (const SymbolRef t : s.targets) out += fmt::format(" {}.{}", t.file, t.ordinal);
      out += '\n';
    }
    for (const graph::Parameter& p : index.parameters(f)) {
      out += fmt::format("  parameter {} of {} at {}:{}:", p.name, p.owner, p.at.line, p.at.column);
      for (const graph::ParameterUse& use : p.uses) out += fmt::format(" {}@{}:{}", static_cast<int>(use.kind), use.at.line, use.at.column);
      out += '\n';
    }
    for (const graph::Reason& reason : index.reasons(f)) {
      out += fmt::format("  reason of {}:", reason.site);
      for (const graph::ReasonStep& step : reason.steps) {
        out += fmt::format(" '{}' '{}' {} '{}'", step.expression, step.names, static_cast<int>(step.how), step.value);
      }
      out += '\n';
    }
  }
  index.for_each_path("", [&](std::string_view path, FileId id) {
    out += fmt::format("path {} {}\n", path, id);
    return true;
  });
  index.for_each_name("", [&](std::string_view name, const std::vector<graph::DefinitionRow>& rows) {
    out += fmt::format("name {}", name);
    for (const auto& d : rows) out += fmt::format(" {}.{}:{}{}", d.symbol.file, d.symbol.ordinal, static_cast<int>(d.kind), d.declaration ? "d" : "");
    out += '\n';
    return true;
  });
  index.for_each_unbound("", [&](std::string_view name, const std::vector<graph::IncomingRow>& rows) {
    out += fmt::format("unbound {}{}\n", name, rows_text(rows));
    return true;
  });
  return out;
}

/// The lines that only one of two dumps has, the first few of each.
inline std::string dump_difference(const std::string& a, const std::string& b) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      out.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return out;
  };
  std::string out;
  const auto only = [&](const std::vector<std::string>& of, const std::vector<std::string>& not_of, char mark) {
    constexpr int kShown = 12;
    const std::set<std::string> others(not_of.begin(), not_of.end());
    int shown = 0;
    std::string file;
    for (const std::string& line : of) {
      if (line.starts_with("file ")) file = line;
      if (!others.contains(line) && shown++ < kShown) out += fmt::format("{} {}   ({})\n", mark, line, file);
    }
  };
  only(lines(a), lines(b), '-');
  only(lines(b), lines(a), '+');
  return out;
}
