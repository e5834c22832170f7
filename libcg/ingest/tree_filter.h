#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "libcg/base/events.h"
#include "libcg/ingest/rule_chain.h"

namespace cg::ingest {

/// Applies `.cgignore` to a listing made by somebody else (git), and keeps `.git` and `.cg` out of it. Directories are
/// judged once each, from the root down, because nothing below an ignored directory can be kept.
class TreeFilter {
 public:
  /// `root`: absolute path of the tree. Ignore files that cannot be read are reported.
  TreeFilter(std::string root, EventSink& events) : root_(std::move(root)), events_(events) {}

  /// Whether the file at `path` (relative to the root) belongs to the tree.
  [[nodiscard]] bool keeps(std::string_view path);

 private:
  struct Directory {
    bool kept = true;
    RuleChain::Ptr rules;
  };
  const Directory& judge_directory(const std::string& path);

  std::string root_;
  EventSink& events_;
  std::unordered_map<std::string, Directory> directories_;
  const Directory* last_ = nullptr;  ///< neighbours in a sorted listing share their directory
  std::string last_path_;
};

}  // namespace cg::ingest
