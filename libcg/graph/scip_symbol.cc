#include "libcg/graph/scip_symbol.h"

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/utf8.h"

namespace cg::graph::scip {
namespace {

/// Names that are kept; a large file's are a megabyte, and neighbours refer to each other.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

bool is_simple(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-' || c == '$';
  });
}

/// <identifier>: as it is, or between backticks.
std::string identifier(std::string_view name) {
  if (is_simple(name)) return std::string(name);
  std::string out = "`";
  for (const char c : utf8_text(name)) {
    out += c;
    if (c == '`') out += c;
  }
  return out + '`';
}

std::string path_descriptors(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty()) out += identifier(part) + '/';
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return out;
}

/// What ends a descriptor; a method's is "().", with its number between the brackets.
std::string_view suffix(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kFile:
    case SymbolKind::kModule:
    case SymbolKind::kNamespace: return "/";
    case SymbolKind::kClass:
    case SymbolKind::kStruct:
    case SymbolKind::kUnion:
    case SymbolKind::kEnum:
    case SymbolKind::kInterface:
    case SymbolKind::kTrait:
    case SymbolKind::kImpl:
    case SymbolKind::kTypeAlias: return "#";
    case SymbolKind::kFunction:
    case SymbolKind::kMethod:
    case SymbolKind::kConstructor:
    case SymbolKind::kTest: return "().";
    case SymbolKind::kMacro: return "!";
    case SymbolKind::kEnumMember:
    case SymbolKind::kField:
    case SymbolKind::kVariable:
    case SymbolKind::kConstant: break;
  }
  return ".";
}

}  // namespace

std::string utf8_text(std::string_view text) { return valid_utf8(text) ? std::string(text) : printable(text); }

const std::string& SymbolNames::of(SymbolRef symbol) {
  static const std::string kUnknown;
  const std::vector<std::string>& names = of_file(symbol.file);
  return symbol.ordinal < names.size() ? names[symbol.ordinal] : kUnknown;
}

const std::vector<std::string>& SymbolNames::of_file(FileId file) {
  if (const auto known = files_.find(file); known != files_.end()) return known->second;
  if (bytes_ > kMostBytes) {
    files_.clear();
    bytes_ = 0;
  }
  const FileRow row = reader_.file(file);
  std::vector<std::string> names;
  std::unordered_map<std::string, int> seen;
  names.push_back("cg . . . " + path_descriptors(row.path));
  for (std::uint32_t ordinal = 1; ordinal < row.symbols; ++ordinal) {
    const SymbolRow symbol = reader_.symbol({file, ordinal});
    std::string name = names[symbol.container < ordinal ? symbol.container : 0];
    if (!symbol.owner.empty()) name += identifier(symbol.owner) + '#';
    name += identifier(symbol.name);
    const std::string_view end = suffix(symbol.kind);
    const int number = seen[name + std::string(end)]++;
    if (number == 0) {
      name += end;
    } else if (end == "().") {
      name += fmt::format("(+{}).", number);
    } else {
      name += fmt::format("{}{}:", end, number);
    }
    bytes_ += name.size();
    names.push_back(std::move(name));
  }
  return files_[file] = std::move(names);
}

int kind_number(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kFile: return 16;
    case SymbolKind::kModule: return 29;
    case SymbolKind::kNamespace: return 30;
    case SymbolKind::kImpl:
    case SymbolKind::kClass: return 7;
    case SymbolKind::kStruct: return 49;
    case SymbolKind::kUnion: return 59;
    case SymbolKind::kEnum: return 11;
    case SymbolKind::kEnumMember: return 12;
    case SymbolKind::kInterface: return 21;
    case SymbolKind::kTrait: return 53;
    case SymbolKind::kFunction:
    case SymbolKind::kTest: return 17;
    case SymbolKind::kMethod: return 26;
    case SymbolKind::kConstructor: return 9;
    case SymbolKind::kField: return 15;
    case SymbolKind::kVariable: return 61;
    case SymbolKind::kConstant: return 8;
    case SymbolKind::kMacro: return 25;
    case SymbolKind::kTypeAlias: return 55;
  }
  return 0;
}

std::string language_name(std::string_view language) {
  static constexpr std::pair<std::string_view, std::string_view> kOdd[] = {
      {"bash", "ShellScript"},      {"cpp", "CPP"}, {"csharp", "CSharp"},          {"javascript", "JavaScript"}, {"php", "PHP"},
      {"typescript", "TypeScript"}, {"tsx", "TypeScriptReact"}};
  for (const auto& [ours, theirs] : kOdd) {
    if (language == ours) return std::string(theirs);
  }
  std::string out(language);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace cg::graph::scip
