#include "libcg/ingest/packages.h"

#include <fmt/format.h>

#include <algorithm>

#include "libcg/base/file_read.h"

namespace cg::ingest {
namespace {

constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kMaxDatabaseBytes = std::uint64_t{256} << 20;  // the Linux kernel's has 10 to 30 MB

bool is_compile_commands(std::string_view name) { return name == "compile_commands.json"; }

std::string_view name_of_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// The first line that begins with `key`, without it and without quotes and spaces.
std::string line_value(std::string_view text, std::string_view key, std::string_view section) {
  bool inside = section.empty();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!section.empty() && line.starts_with('[')) inside = line.starts_with(section);
    if (!inside || !line.starts_with(key)) continue;
    line.remove_prefix(key.size());
    if (line.empty() || (line.front() != ' ' && line.front() != '\t' && line.front() != '=')) continue;
    const std::size_t from = line.find_first_not_of(" \t=\"'");
    if (from == std::string_view::npos) continue;
    line.remove_prefix(from);
    return std::string(line.substr(0, line.find_first_of(" \t\"'\r#")));
  }
  return {};
}

}  // namespace

bool is_manifest(std::string_view path) {
  const std::string_view name = name_of_path(path);
  return name == "go.mod" || name == "package.json" || name == "Cargo.toml" || is_compile_commands(name) || is_script_config(path);
}

Packages read_packages(const FileSource& source, const std::string& root, const std::vector<std::string>& manifests, EventSink& events) {
  Packages packages;
  packages.root_name = name_of_path(root);
  std::string text;
  std::vector<std::pair<std::string, std::string>> script_configs;
  for (const std::string& path : manifests) {
    ReadOptions options;
    const std::string_view name = name_of_path(path);
    options.max_bytes = is_compile_commands(name) ? kMaxDatabaseBytes : kMaxManifestBytes;
    if (const ReadStatus status = source.read(path, options, text); status != ReadStatus::kOk) {
      events.event({Severity::kNote, path, fmt::format("package manifest not read: {}", describe(status))});
      continue;
    }
    const std::string folder(folder_of(path));
    if (name == "go.mod") {
      const std::string module = line_value(text, "module", "");
      if (!module.empty()) packages.folders.emplace("go " + module, folder);
    } else if (name == "Cargo.toml") {
      std::string crate = line_value(text, "name", "[package]");
      std::replace(crate.begin(), crate.end(), '-', '_');
      if (!crate.empty()) packages.folders.emplace("cargo " + crate, folder);
    } else if (name == "package.json") {
      const std::string package = read_script_package(text, folder, packages.scripts);
      if (!package.empty()) packages.folders.emplace("npm " + package, folder);
    } else if (is_compile_commands(name)) {
      packages.commands.read(text, path, root, events);
    } else {
      script_configs.emplace_back(path, text);
    }
  }
  read_script_configs(script_configs, packages.scripts);
  return packages;
}

}  // namespace cg::ingest
