#include "libcg/graph/revisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "libcg/base/error.h"
#include "libcg/base/git_revision.h"
#include "libcg/graph/index_reader.h"
#include "libcg/storage/index_build.h"

namespace cg::graph {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFolder = "revs";

bool is_object_name(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// What git calls the commit, if there is a tree to ask it in.
std::string known_to_git(const fs::path& index, const std::vector<Revision>& all, const std::string& name) {
  std::error_code ignored;
  const fs::path absolute = fs::absolute(index, ignored).lexically_normal();
  const fs::path root = all.empty() ? (absolute.has_filename() ? absolute : absolute.parent_path()).parent_path()
                                    : revision_root(index, IndexReader(all.front().directory).meta("root"));
  if (!fs::is_directory(root, ignored)) return {};
  return resolve_commit(root.string(), name).value_or(std::string());
}

}  // namespace

fs::path revision_directory(const fs::path& index, const std::string& commit) { return index / kFolder / commit; }

std::vector<Revision> indexed_revisions(const fs::path& index) {
  std::vector<Revision> all;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(index / kFolder, none)) {
    std::string name = entry.path().filename().string();
    std::error_code ignored;
    if (is_object_name(name) && fs::exists(entry.path() / storage::kGraphNames.pointer, ignored)) all.push_back({std::move(name), entry.path()});
  }
  std::sort(all.begin(), all.end(), [](const Revision& a, const Revision& b) { return a.commit < b.commit; });
  return all;
}

fs::path revision_root(const fs::path& index, const fs::path& recorded) {
  std::error_code ignored;
  const fs::path directory = fs::weakly_canonical(fs::absolute(index, ignored), ignored);
  return !fs::is_directory(recorded, ignored) && directory.filename() == ".cg" ? directory.parent_path() : recorded;
}

Revision find_revision(const fs::path& index, const std::string& name) {
  const std::vector<Revision> all = indexed_revisions(index);
  const std::string commit = is_object_name(name) ? name : known_to_git(index, all, name);
  std::vector<Revision> fitting;
  for (const Revision& revision : all) {
    if (commit.empty() ? !name.empty() && revision.commit.starts_with(name) : revision.commit == commit) fitting.push_back(revision);
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.size() > 1) {
    throw Error(ErrorKind::kUsage, fmt::format("{}: {} indexed commits begin so; write more of it (cg-index --list-revs shows them)", name,
                                               fitting.size()));
  }
  if (commit.empty()) {
    throw Error(ErrorKind::kUsage, fmt::format("{}: neither git nor the index knows such a commit; cg-index --list-revs shows the indexed ones", name));
  }
  throw Error(ErrorKind::kUsage, fmt::format("{}: commit {} is not in the index; run cg-index --rev {}", name, commit.substr(0, 12), name));
}

}  // namespace cg::graph
