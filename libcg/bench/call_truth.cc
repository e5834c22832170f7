#include "libcg/bench/call_truth.h"

#include <algorithm>
#include <array>
#include <limits>

#include "libcg/bench/tab_table.h"

namespace cg::bench {
namespace {

constexpr auto kNoEnd = std::numeric_limits<std::uint32_t>::max();

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

/// Whether the note says that the callee's name does not stand in the text of the call: such an edge is right to have and no
/// fault to lack.
bool is_hidden(std::string_view note) {
  static constexpr std::array<std::string_view, 8> kParts{"macro", "candidate", "ctor-implicit", "operator", "conversion", "default-ctor", "via-type", "jsx"};
  static constexpr std::array<std::string_view, 3> kWords{"super", "this", "tag"};
  return std::any_of(kParts.begin(), kParts.end(), [&](auto part) { return note.find(part) != std::string_view::npos; }) ||
         std::any_of(kWords.begin(), kWords.end(), [&](auto word) { return has_word(note, word); });
}

std::uint32_t first_number(std::string_view sites) {
  std::uint32_t line = 0;
  for (const char c : sites) {
    if (c < '0' || c > '9' || line > kNoEnd / 10 - 1) break;
    line = line * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return line;
}

}  // namespace

std::string_view last_part(std::string_view qualified) {
  while (!qualified.empty() && (qualified.front() == ' ' || qualified.front() == '\t')) qualified.remove_prefix(1);
  while (!qualified.empty() && (qualified.back() == ' ' || qualified.back() == '\t')) qualified.remove_suffix(1);
  if (qualified.ends_with('>')) qualified = qualified.substr(0, qualified.find('<'));
  const std::size_t mark = qualified.find_last_of(".#/");
  std::size_t from = mark == std::string_view::npos ? 0 : mark + 1;
  const std::size_t colons = qualified.rfind("::");
  if (colons != std::string_view::npos) from = std::max(from, colons + 2);
  return qualified.substr(from);
}

CallTruth::CallTruth(const std::filesystem::path& file) {
  const auto beside = [&](const char* name) { return file.parent_path() / name; };
  const auto is_there = [&](const char* name) {
    std::error_code error;
    return std::filesystem::exists(beside(name), error);
  };
  const bool defs = is_there("defs.tsv");
  if (defs) read_defs(beside("defs.tsv"));
  if (is_there("sites.tsv")) read_sites(beside("sites.tsv"));
  if (is_there("refs.tsv")) {
    TabTable(beside("refs.tsv"), {"path"}, 1).for_each([&](const TabTable::Row& row) { files_.emplace(row[0]); });
  }
  if (is_there("skipped.tsv")) {
    TabTable(beside("skipped.tsv"), {"path", "from_line", "to_line"}, 3).for_each([&](const TabTable::Row& row) {
      skipped_[std::string(row[0])].emplace_back(row.number(1), row.number(2));
    });
  }
  read_calls(file);
  if (!defs) {  // the table of calls is all there is to tell what was seen
    for (const auto& [key, row] : edges_) files_.insert(key.caller_path);
  }
}

void CallTruth::read_calls(const std::filesystem::path& file) {
  const TabTable table(file, {"caller_path", "caller_line", "caller", "callee_path", "callee_line", "callee", "note", "sites", "site_line"}, 6);
  table.for_each([&](const TabTable::Row& row) {
    CallKey key{std::string(row[0]), row.number(1), std::string(row[3]), row.number(4), std::string(last_part(row[5]))};
    const std::uint32_t line = row[7].empty() ? first_number(row[8]) : first_number(row[7]);
    Row& known = edges_[std::move(key)];
    // One row that counts is enough.
    known = {std::string(row[2]), std::string(row[5]), line, known.counts || !is_hidden(row[6])};
  });
}

void CallTruth::read_defs(const std::filesystem::path& file) {
  const TabTable table(file, {"path", "line", "name", "start_line", "end_line"}, 3);
  table.for_each([&](const TabTable::Row& row) {
    const std::string path(row[0]);
    Span span{row.number(3), row.number(1), row.number(4)};
    if (span.start == 0) span.start = span.line;
    extents_[{path, span.line}] = {span.start, span.line, span.end == 0 ? kNoEnd : span.end};
    if (span.end == 0) span.end = span.line;
    spans_[{path, std::string(last_part(row[2]))}].push_back(span);
    files_.insert(path);
  });
}

void CallTruth::read_sites(const std::filesystem::path& file) {
  const TabTable table(file, {"path", "line", "name", "status"}, 4);
  table.for_each([&](const TabTable::Row& row) {
    const std::string_view status = row[3];
    const bool told = status != "unknown" && status != "value" && status != "overload-set" && status != "local";
    sites_[{std::string(row[0]), std::string(row[2])}].push_back({row.number(1), told});
    files_.emplace(row[0]);
  });
}

bool CallTruth::skipped(const std::string& path, std::uint32_t line) const {
  const auto ranges = skipped_.find(path);
  return ranges != skipped_.end() && std::any_of(ranges->second.begin(), ranges->second.end(), [&](const auto& range) { return range.first <= line && line <= range.second; });
}

std::uint32_t CallTruth::line_of(const std::string& path, std::uint32_t line, std::string_view name) const {
  const auto known = spans_.find({path, std::string(last_part(name))});
  if (known == spans_.end()) return line;
  const Span* nearest = nullptr;
  for (const Span& span : known->second) {
    if (span.line == line) return line;
    if (span.start <= line && line <= span.line && (nearest == nullptr || span.line - span.start < nearest->line - nearest->start)) nearest = &span;
  }
  return nearest == nullptr ? line : nearest->line;
}

bool CallTruth::cannot_tell(const CallKey& key) const {
  const auto known = sites_.find({key.caller_path, key.callee});
  if (known == sites_.end()) return false;
  const auto extent = extents_.find({key.caller_path, key.caller_line});
  const Span span = extent == extents_.end() ? Span{0, 0, kNoEnd} : extent->second;
  bool any = false;
  for (const Site& site : known->second) {
    if (site.line < span.start || site.line > span.end) continue;
    if (site.told) return false;
    any = true;
  }
  return any;
}

}  // namespace cg::bench
