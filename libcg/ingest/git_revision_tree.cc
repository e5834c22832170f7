#include "libcg/ingest/git_revision_tree.h"

#include <memory>
#include <utility>

#include "libcg/ingest/file_source.h"
#include "libcg/ingest/tree_filter.h"

namespace cg::ingest {

ReadStatus RevisionSource::read(const std::string& path, const ReadOptions& options, std::string& content, FileStamp* stamp) const {
  const ReadStatus status = revision_->read(path, options, content);
  const GitRevision::Entry* entry = revision_->find(path);
  if (stamp != nullptr && entry != nullptr) *stamp = {.size_bytes = entry->size_bytes};
  return status;
}

TreeListing list_revision(const std::string& root, const GitCommit& commit, EventSink& events) {
  const auto revision = std::make_shared<const GitRevision>(root, commit.id);
  TreeListing listing;
  listing.root = root;
  listing.git = true;
  listing.source = std::make_shared<RevisionSource>(revision);
  listing.marks = {{"revision", commit.id}, {"committed", std::to_string(commit.time_s)}, {"subject", commit.subject}};
  TreeFilter filter(*listing.source, events);
  for (const GitRevision::Entry& entry : revision->entries()) {
    if (entry.kind == GitRevision::Kind::kSubmodule) events.note(entry.path, "a submodule: its files are not part of the commit");
    if (entry.kind != GitRevision::Kind::kFile || !filter.keeps(entry.path)) continue;
    listing.files.push_back({entry.path, {.size_bytes = entry.size_bytes}});
  }
  sort_and_deduplicate(listing.files);
  return listing;
}

}  // namespace cg::ingest
