#include "libcg/ingest/compile_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

namespace cg::ingest {
namespace {

using nlohmann::json;

bool is_identifier(std::string_view text) {
  const auto part = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 && std::all_of(text.begin(), text.end(), part);
}

/// A place named by a command that runs in `directory`, as a path of the tree; "" is the root. Nothing if it lies outside.
std::optional<std::string> place_in_tree(const std::filesystem::path& root, const std::filesystem::path& directory, std::string_view name) {
  const std::filesystem::path place = (directory / name).lexically_normal().lexically_relative(root);
  std::string out = place.generic_string();
  if (out.ends_with('/')) out.pop_back();
  if (out == ".") return std::string();
  if (out.empty() || out == ".." || out.starts_with("../")) return std::nullopt;
  return out;
}

void add_once(std::vector<std::string>& to, std::string what) {
  if (std::find(to.begin(), to.end(), what) == to.end()) to.push_back(std::move(what));
}

/// Reads the options of one command into a unit.
class CommandReader {
 public:
  CommandReader(const std::filesystem::path& root, const std::filesystem::path& directory, CompileUnit& unit)
      : root_(root), directory_(directory), unit_(unit) {}

  void read(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string_view word = words[i];
      // The value follows in the same word or in the next one.
      const auto value = [&](std::string_view option) -> std::optional<std::string_view> {
        if (!word.starts_with(option)) return std::nullopt;
        if (word.size() > option.size()) return word.substr(option.size());
        if (i + 1 == words.size()) return std::nullopt;
        return words[++i];
      };
      // A longer option comes before the one that it begins with.
      if (const auto folder = value("-iquote")) {
        add(*folder, unit_.quote_folders);
      } else if (const auto system = value("-isystem")) {
        add(*system, system_);
      } else if (const auto after = value("-idirafter")) {
        add(*after, after_);
      } else if (const auto forced = value("-include")) {
        if (word == "-include") add(*forced, unit_.forced);  // -include-pch is another option
      } else if (const auto own = value("-I")) {
        add(*own, unit_.folders);
      } else if (const auto msvc = value("/I")) {
        add(*msvc, unit_.folders);
      } else if (const auto definition = value("-D")) {
        define(*definition);
      }
    }
    for (std::string& folder : system_) add_once(unit_.folders, std::move(folder));
    for (std::string& folder : after_) add_once(unit_.folders, std::move(folder));
  }

 private:
  void add(std::string_view name, std::vector<std::string>& to) {
    if (auto place = place_in_tree(root_, directory_, name)) add_once(to, std::move(*place));
  }
  void define(std::string_view definition) {
    const std::size_t is = definition.find('=');
    if (is == std::string_view::npos) return;
    const std::string_view name = definition.substr(0, is), value = definition.substr(is + 1);
    if (is_identifier(name) && is_identifier(value) && name != value) unit_.names.emplace(name, value);
  }

  const std::filesystem::path& root_;
  const std::filesystem::path& directory_;
  CompileUnit& unit_;
  std::vector<std::string> system_, after_;
};

std::vector<std::string> words_of(const json& entry) {
  std::vector<std::string> words;
  if (const auto arguments = entry.find("arguments"); arguments != entry.end() && arguments->is_array()) {
    for (const json& argument : *arguments) {
      if (argument.is_string()) words.push_back(argument.get<std::string>());
    }
  } else if (const auto command = entry.find("command"); command != entry.end() && command->is_string()) {
    words = split_command(command->get_ref<const std::string&>());
  }
  return words;
}

}  // namespace

std::vector<std::string> split_command(std::string_view command) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (c == '\'') {
      const std::size_t end = std::min(command.find('\'', i + 1), command.size());
      word += command.substr(i + 1, end - i - 1);
      i = end;
      in_word = true;
    } else if (c == '"') {
      in_word = true;
      for (++i; i < command.size() && command[i] != '"'; ++i) {
        const bool escapes = command[i] == '\\' && i + 1 < command.size() && std::string_view("\"\\$`").find(command[i + 1]) != std::string_view::npos;
        if (escapes) ++i;
        word += command[i];
      }
    } else if (c == '\\' && i + 1 < command.size()) {
      word += command[++i];
      in_word = true;
    } else if (c == ' ' || c == '\t' || c == '\n') {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

void CompileCommands::read(std::string_view text, const std::string& path, const std::string& root, EventSink& events) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_array()) {
    events.event({Severity::kNote, path, "not a compilation database: include paths are guessed"});
    return;
  }
  const std::filesystem::path tree(root);
  const std::filesystem::path beside = (tree / path).parent_path();
  for (const json& entry : document) {
    if (!entry.is_object()) continue;
    const auto text_at = [&](const char* key) -> std::string_view {
      const auto at = entry.find(key);
      return at != entry.end() && at->is_string() ? std::string_view(at->get_ref<const std::string&>()) : std::string_view();
    };
    const std::filesystem::path directory = beside / text_at("directory");
    auto file = place_in_tree(tree, directory, text_at("file"));
    if (!file || file->empty()) continue;
    CompileUnit& unit = units_[*file];
    CommandReader(tree, directory, unit).read(words_of(entry));
    for (const auto* folders : {&unit.quote_folders, &unit.folders}) {
      for (const std::string& folder : *folders) {
        if (known_folders_.insert(folder).second) all_folders_.push_back(folder);
      }
    }
  }
}

const CompileUnit* CompileCommands::unit(std::string_view path) const {
  const auto at = units_.find(std::string(path));
  return at == units_.end() ? nullptr : &at->second;
}

}  // namespace cg::ingest
