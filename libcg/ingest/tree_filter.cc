#include "libcg/ingest/tree_filter.h"

namespace cg::ingest {
namespace {

/// "" for a path without a slash: the root.
std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

bool TreeFilter::keeps(std::string_view path) {
  const std::string_view parent = parent_of(path);
  if (last_ == nullptr || parent != last_path_) {
    last_path_ = parent;
    last_ = &judge_directory(last_path_);
  }
  return last_->kept && !ignores(last_->rules, path, false);
}

const TreeFilter::Directory& TreeFilter::judge_directory(const std::string& path) {
  if (const auto known = directories_.find(path); known != directories_.end()) return known->second;
  Directory verdict;
  if (!path.empty()) {
    const Directory& parent = judge_directory(std::string(parent_of(path)));
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);  // npos + 1 is 0
    verdict.rules = parent.rules;
    verdict.kept = parent.kept && name != ".git" && name != ".cg" && !ignores(parent.rules, path, true);
  }
  if (verdict.kept) verdict.rules = RuleChain::extend(std::move(verdict.rules), source_, path, ".cgignore", events_);
  return directories_.emplace(path, std::move(verdict)).first->second;
}

}  // namespace cg::ingest
