#pragma once
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "libcg/ingest/file_rows.h"
#include "libcg/ingest/file_uses.h"
#include "libcg/ingest/imports.h"
#include "libcg/ingest/kept_links.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/tree_heads.h"
#include "libcg/ingest/tree_names.h"

namespace cg::ingest {

/// A file of C to be linked, but for what is kept.
struct NarrowTarget {
  FileId file = 0;
  const parse::Facts* facts = nullptr;  ///< whole ones
  const KeptLinks* kept = nullptr;
  FileUses* uses = nullptr;    ///< of the facts, decoded
  LinkedFile* links = nullptr;  ///< what comes out
};

/// Links some files against a Program of which only those files have been read that define what is asked for. Nobody can say before
/// which these are: a call leads to a function, whose type leads to a structure, whose member has a type. So it is
/// tried: the Program notes the names that it is asked for, the files that define them are read, and all is done again, until
/// no new name is asked for. Then every answer was whole, and the links are those that the whole Program would have given.
class NarrowLinking {
 public:
  /// `heads` has the facts of the targets; `includes` are of the tree.
  NarrowLinking(TreeNames& names, TreeHeads& heads, const Packages& packages, const FileRows& includes);

  /// False if too much would have to be read, or if the whole tree would have to be asked.
  [[nodiscard]] bool link(const std::vector<NarrowTarget>& targets);
  /// Files whose definitions were looked at.
  [[nodiscard]] std::size_t files_read() const { return read_.size(); }

 private:
  void want(const NarrowTarget& target);
  [[nodiscard]] bool take_round(const std::vector<NarrowTarget>& targets, bool& more);
  [[nodiscard]] bool add_program(Program& program);
  [[nodiscard]] bool read_definers(const std::string& name, bool& more);
  [[nodiscard]] bool settle_unknown(const Program& program, bool& more);

  TreeNames& names_;
  TreeHeads& heads_;
  const Packages& packages_;
  const FileRows& includes_;
  std::set<FileId> read_;
  std::set<std::string> mentioned_;  ///< names that the tree has, whether they are read or not
  /// Names without a definition for which it matters whether the tree has them, and whether they have sites.
  std::map<std::string, bool> weighed_;
  std::set<std::string> complete_;   ///< all whose definitions are read
};

}  // namespace cg::ingest
