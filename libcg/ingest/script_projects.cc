#include "libcg/ingest/script_projects.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "libcg/ingest/path_index.h"

// Node.js: "Modules: Packages" (exports, imports, conditions, subpath patterns); TypeScript: "Modules - Reference" (paths, baseUrl,
// extends). Which condition holds depends on who asks, so all targets are kept and the one that is there wins: published targets
// are build products, which are mostly not in the tree, while a condition for the sources is.

namespace cg::ingest {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 16;               // conditions inside conditions; configurations that extend others
constexpr std::size_t kMaxAliases = 10000;  // of one manifest

/// JSON as tsconfig.json has it: comments, and commas behind the last element.
json parse_relaxed(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      clean += c;
      if (c == '\\' && i + 1 < text.size()) clean += text[++i];
      in_string = c != '"';
    } else if (c == '/' && text.substr(i, 2) == "//") {
      i = std::min(text.find('\n', i), text.size()) - 1;
    } else if (c == '/' && text.substr(i, 2) == "/*") {
      const std::size_t end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 1;
    } else {
      if (c == '}' || c == ']') {
        const std::size_t last = clean.find_last_not_of(" \t\r\n");
        if (last != std::string::npos && clean[last] == ',') clean.erase(last, 1);
      }
      clean += c;
      in_string = c == '"';
    }
  }
  return json::parse(clean, nullptr, false);
}

void add(std::vector<PathAlias>& to, std::string_view pattern, std::string_view folder, std::string_view target) {
  if (to.size() >= kMaxAliases) return;
  if (auto place = join_path(folder, target)) to.push_back({std::string(pattern), std::move(*place)});
}

/// A target, a list of fallbacks, or conditions: all texts in it.
void add_targets(const json& value, std::string_view pattern, const std::string& folder, std::vector<PathAlias>& to, int depth) {
  if (value.is_string()) add(to, pattern, folder, value.get_ref<const std::string&>());
  if ((value.is_object() || value.is_array()) && depth < kMaxDepth) {
    for (const json& inner : value) add_targets(inner, pattern, folder, to, depth + 1);
  }
}

struct Config {
  std::vector<PathAlias> paths;
  std::vector<std::string> bases;  ///< configurations that it extends
};

Config read_config(std::string_view path, std::string_view text) {
  Config config;
  const json document = parse_relaxed(text);
  if (!document.is_object()) return config;
  const std::string_view folder = folder_of(path);
  const auto extend = [&](const json& base) {
    if (!base.is_string()) return;
    if (auto place = join_path(folder, base.get_ref<const std::string&>())) config.bases.push_back(std::move(*place));
  };
  if (const auto bases = document.find("extends"); bases != document.end()) {
    if (bases->is_array()) {
      for (const json& base : *bases) extend(base);
    } else {
      extend(*bases);
    }
  }
  const auto options = document.find("compilerOptions");
  if (options == document.end() || !options->is_object()) return config;
  std::string root(folder);
  const auto base_url = options->find("baseUrl");
  const bool has_base = base_url != options->end() && base_url->is_string();
  if (has_base) root = join_path(folder, base_url->get_ref<const std::string&>()).value_or(root);
  if (const auto paths = options->find("paths"); paths != options->end() && paths->is_object()) {
    for (const auto& [pattern, targets] : paths->items()) add_targets(targets, pattern, root, config.paths, 0);
  }
  if (has_base) add(config.paths, "*", root, "*");
  return config;
}

}  // namespace

bool is_script_config(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return (name.starts_with("tsconfig") || name.starts_with("jsconfig")) && name.ends_with(".json");
}

std::string read_script_package(std::string_view text, const std::string& folder, ScriptProjects& projects) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return {};
  std::vector<PathAlias> exports;
  if (const auto field = document.find("exports"); field != document.end()) {
    const bool subpaths = field->is_object() && !field->empty() && field->begin().key().starts_with('.');
    if (subpaths) {
      for (const auto& [pattern, targets] : field->items()) add_targets(targets, pattern, folder, exports, 0);
    } else {
      add_targets(*field, ".", folder, exports, 0);
    }
  }
  for (const char* entry : {"source", "module", "main", "types", "typings"}) {
    if (const auto field = document.find(entry); field != document.end()) add_targets(*field, ".", folder, exports, 0);
  }
  if (!exports.empty()) projects.exports.emplace(folder, std::move(exports));
  if (const auto field = document.find("imports"); field != document.end() && field->is_object()) {
    std::vector<PathAlias>& imports = projects.imports[folder];
    for (const auto& [pattern, targets] : field->items()) add_targets(targets, pattern, folder, imports, 0);
  }
  const auto name = document.find("name");
  return name != document.end() && name->is_string() ? name->get<std::string>() : std::string{};
}

void read_script_configs(const std::vector<std::pair<std::string, std::string>>& configs, ScriptProjects& projects) {
  std::map<std::string, Config> known;
  for (const auto& [path, text] : configs) known.emplace(path, read_config(path, text));
  for (const auto& [path, config] : known) {
    const Config* at = &config;
    for (int depth = 0; at->paths.empty() && !at->bases.empty() && depth < kMaxDepth; ++depth) {
      const std::string& base = at->bases.back();  // of several the last one wins
      auto next = known.find(base);
      if (next == known.end()) next = known.find(base + ".json");
      if (next == known.end()) next = known.find(base + "/tsconfig.json");
      if (next == known.end()) break;
      at = &next->second;
    }
    if (at->paths.empty()) continue;
    // A folder's tsconfig.json comes before its tsconfig.build.json and the like.
    std::vector<PathAlias>& paths = projects.paths[std::string(folder_of(path))];
    const bool plain = path.ends_with("tsconfig.json") || path.ends_with("jsconfig.json");
    paths.insert(plain ? paths.begin() : paths.end(), at->paths.begin(), at->paths.end());
  }
}

std::vector<std::string> alias_targets(const std::vector<PathAlias>& aliases, std::string_view spec) {
  std::vector<std::string> targets;
  std::size_t best = 0;
  for (const PathAlias& alias : aliases) {
    const std::string_view pattern = alias.pattern;
    const std::size_t star = pattern.find('*');
    std::size_t weight = spec.size() + 2;  // more than any pattern with a star has
    std::string_view middle;
    if (star == std::string_view::npos) {
      if (pattern != spec) continue;
    } else {
      const std::string_view before = pattern.substr(0, star);
      const std::string_view after = pattern.substr(star + 1);
      if (spec.size() < before.size() + after.size() || !spec.starts_with(before) || !spec.ends_with(after)) continue;
      middle = spec.substr(before.size(), spec.size() - before.size() - after.size());
      weight = before.size() + 1;
    }
    if (weight < best) continue;
    if (weight > best) targets.clear();
    best = weight;
    std::string target = alias.target;
    if (const std::size_t at = target.find('*'); at != std::string::npos) target.replace(at, 1, middle);
    targets.push_back(std::move(target));
  }
  return targets;
}

std::vector<std::string> source_places(std::string_view folder, std::string_view product) {
  static constexpr std::string_view kEndings[] = {".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts"};
  static constexpr std::string_view kOutputs[] = {"dist", "build", "out", "output", "lib", "es", "esm", "cjs", "umd", "types", "module",
                                                  "modules", "node", "browser", "typings", "common", "commonjs"};
  if (!folder.empty() && product.starts_with(folder)) product.remove_prefix(std::min(folder.size() + 1, product.size()));
  for (const std::string_view ending : kEndings) {
    if (product.ends_with(ending)) {
      product.remove_suffix(ending.size());
      break;
    }
  }
  for (std::size_t slash = product.find('/'); slash != std::string_view::npos; slash = product.find('/')) {
    if (std::find(std::begin(kOutputs), std::end(kOutputs), product.substr(0, slash)) == std::end(kOutputs)) break;
    product.remove_prefix(slash + 1);
  }
  std::vector<std::string> places;
  for (const std::string_view root : {"src/", "lib/", "source/", ""}) {
    places.push_back(folder.empty() ? fmt::format("{}{}", root, product) : fmt::format("{}/{}{}", folder, root, product));
  }
  return places;
}

}  // namespace cg::ingest
