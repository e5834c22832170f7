#include "libcg/graph/source_texts.h"

namespace cg::graph {

ReadStatus SourceTexts::read(std::string_view tree_path, std::string& text) {
  if (commit_.empty()) return read_file(place_.absolute(tree_path), {}, text);
  if (!revision_) revision_ = std::make_unique<const GitRevision>(place_.absolute(""), commit_);
  return revision_->read(tree_path, {}, text);
}

}  // namespace cg::graph
