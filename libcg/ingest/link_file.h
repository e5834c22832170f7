#pragma once
#include <cstdint>
#include <vector>

#include "libcg/graph/reasons.h"
#include "libcg/graph/records.h"
#include "libcg/ingest/compiler_word.h"
#include "libcg/ingest/file_uses.h"
#include "libcg/ingest/kept_links.h"
#include "libcg/ingest/resolver.h"

namespace cg::ingest {

/// The sites of one file with what they mean, by position. Sites that name nothing of interest (a namespace in front of ::)
/// are left out.
struct LinkedFile {
  std::vector<graph::SiteView> sites;  ///< their names are those of the FileUses, their targets lie in `targets`
  std::vector<SymbolRef> targets;
  std::vector<graph::Reason> reasons;  ///< of calls of members, by the number of their site
  bool bounded = false;  ///< some site had more candidates than are kept
};

/// More candidates than this say nothing; the site is kept under its name alone, as ambiguous.
inline constexpr std::size_t kMaxCandidates = 16;

/// Links the sites of file `file`, whose uses are given, with `resolver` (begin_file is called here). Where `word` (may be null)
/// knows what a site means, that is what it means; what `kept` (may be null) has is not asked for, and must outlive the result.
LinkedFile link_file(Resolver& resolver, std::uint32_t file, const FileUses& uses, const CompilerWord* word = nullptr,
                     const KeptLinks* kept = nullptr);

}  // namespace cg::ingest
