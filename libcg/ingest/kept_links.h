#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "libcg/base/ids.h"
#include "libcg/graph/file_numbers.h"
#include "libcg/graph/reasons.h"
#include "libcg/graph/records.h"
#include "libcg/parse/facts.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {

/// The links of a file as the index has them.
struct StoredLinks {
  std::vector<graph::SiteRow> rows;
  std::vector<graph::Reason> reasons;  ///< by the number of their row
  bool bounded = false;
};
[[nodiscard]] StoredLinks read_links(const storage::Environment& environment, const storage::Transaction& transaction, const graph::FileNumbers& numbers,
                                     FileId file);

/// What an edit has changed for all files.
struct EditedMeaning {
  std::set<std::string, std::less<>> names;                      ///< that may lead elsewhere than before
  std::map<FileId, std::span<const std::uint32_t>> now_of;  ///< by file that has other symbols: see MeaningChange::now_of
};

/// Links of a file that an edit leaves as they are. What a site means is a function of the expression that it stands in, of the
/// symbols in which that is written, and of what the names in it lead to: of where it stands, nothing. So a site whose
/// expression another had before the edit, and none of whose names has changed, means what that one meant. Only the others
/// are to be linked: of an edited file a handful, where all of them would ask for the half of a tree.
///
/// For languages whose definitions have no edges of their own (C), and for sites outside of tests, which are told by what came
/// before them (link_file.cc: add_tested()).
class KeptLinks {
 public:
  /// `stored` are the links of `before`; both facts with their tests marked. Error{kFormat} if they do not fit.
  KeptLinks(FileId file, StoredLinks stored, const parse::Facts& before, const parse::Facts& now, const EditedMeaning& edited);

  /// The rows of the sites of one place, the first of which is given; empty: they are to be linked. Owners and targets are of now.
  struct Rows {
    std::uint32_t from = 0, to = 0;
    bool known = false;
  };
  [[nodiscard]] const Rows& of(std::size_t site) const { return of_site_[site]; }
  [[nodiscard]] const graph::SiteRow& row(std::uint32_t number) const { return stored_.rows[number]; }
  [[nodiscard]] const std::vector<graph::Reason>& reasons() const { return stored_.reasons; }

 private:
  StoredLinks stored_;
  std::vector<Rows> of_site_;
};

/// The end of the sites at the place of one.
[[nodiscard]] inline std::size_t end_of_place(std::span<const parse::Site> sites, std::size_t site) {
  std::size_t end = site + 1;
  while (end < sites.size() && sites[end].at == sites[site].at) ++end;
  return end;
}

}  // namespace cg::ingest
