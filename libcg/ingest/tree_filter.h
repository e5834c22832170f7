#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "libcg/base/events.h"
#include "libcg/ingest/file_source.h"
#include "libcg/ingest/rule_chain.h"

namespace cg::ingest {

/// Applies `.cgignore` to a listing made by somebody else (git), and keeps `.git` and `.cg` out of it. Directories are
/// judged once each, from the root down, because nothing below an ignored directory can be kept.
class TreeFilter {
 public:
  /// `source` must outlive it. Ignore files that cannot be read are reported.
  TreeFilter(const FileSource& source, EventSink& events) : source_(source), events_(events) {}

  /// Whether the file at `path` (relative to the root) belongs to the tree.
  [[nodiscard]] bool keeps(std::string_view path);

 private:
  struct Directory {
    bool kept = true;
    RuleChain::Ptr rules;
  };
  const Directory& judge_directory(const std::string& path);

  const FileSource& source_;
  EventSink& events_;
  std::unordered_map<std::string, Directory> directories_;
  const Directory* last_ = nullptr;  ///< neighbours in a sorted listing share their directory
  std::string last_path_;
};

}  // namespace cg::ingest
