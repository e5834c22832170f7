#pragma once
#include <cstddef>
#include <memory>

#include "libcg/base/ids.h"
#include "libcg/ingest/file_uses.h"
#include "libcg/ingest/kept_links.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/meaning_change.h"
#include "libcg/ingest/tree_state.h"
#include "libcg/parse/facts.h"

// What relinking in place (relink.h) passes from step to step.

namespace cg::ingest {

/// A file's links with what their names point into.
struct RelinkedFile {
  FileUses uses;
  std::unique_ptr<KeptLinks> kept;  ///< may be null
  LinkedFile links;
};

/// A file that has other contents, or that comes or goes. Files are numbered by path, with those that go and those that come.
struct ChangedFile {
  FileId file = 0;
  const TreeEntry* was = nullptr;  ///< null: it comes
  const TreeEntry* is = nullptr;   ///< null: it goes
  [[nodiscard]] bool stays() const { return was != nullptr && is != nullptr; }
  parse::Facts facts;
  parse::Facts before;
  bool same_uses = false;  ///< and the same meaning
  MeaningChange meaning;
  RelinkedFile linked;
};

/// A file that has not changed, and whose links may have.
struct ConcernedFile {
  FileId file = 0;
  bool bounded = false;  ///< as of its facts
  RelinkedFile linked;
};

}  // namespace cg::ingest
