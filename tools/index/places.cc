#include "tools/index/places.h"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/ingest/facts_place.h"
#include "libcg/ingest/tree_files.h"

namespace cg::tools {
namespace fs = std::filesystem;

Places places(const IndexOptions& options) {
  Places p;
  std::string index = options.common.index;
  if (index.empty()) {
    if (const char* env = std::getenv("CG_INDEX"); env != nullptr) index = env;
  }
  p.tree = options.tree;
  if (p.tree.empty()) {
    std::error_code ignored;
    p.tree = ".";
    if (index.empty()) {
      for (fs::path at = fs::current_path(ignored);; at = at.parent_path()) {
        if (fs::exists(at / ".cg", ignored)) p.tree = at.string();
        if (p.tree != "." || at == at.parent_path()) break;
      }
    }
  }
  p.tree = ingest::canonical_root(p.tree);
  p.index = index.empty() ? fs::path(p.tree) / ".cg" : fs::path(index);
  return p;
}

void make_index_folder(const fs::path& index) {
  std::error_code ec;
  fs::create_directories(index, ec);
  if (ec) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be made: {}; name another place with --index", index.string(), ec.message()));
  if (!fs::exists(index / ".gitignore", ec)) write_file_atomically((index / ".gitignore").string(), "*\n");
}

fs::path facts_folder(const IndexOptions& options, const std::string& tree) {
  if (options.facts_store.empty()) return {};
  if (options.facts_store == "git") return ingest::shared_facts_of_git(tree);
  std::error_code ec;
  const fs::path absolute = fs::absolute(options.facts_store, ec);
  return (ec ? fs::path(options.facts_store) : absolute).lexically_normal();
}

}  // namespace cg::tools
