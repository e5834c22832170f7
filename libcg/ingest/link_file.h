#pragma once
#include <cstdint>
#include <vector>

#include "libcg/graph/records.h"
#include "libcg/ingest/compiler_word.h"
#include "libcg/ingest/resolver.h"
#include "libcg/parse/facts.h"

namespace cg::ingest {

/// The sites of one file with what they mean, by position. Sites that name nothing of interest (a namespace in front of ::)
/// are left out.
struct LinkedFile {
  std::vector<graph::SiteRow> sites;
  bool bounded = false;  ///< some site had more candidates than are kept
};

/// More candidates than this say nothing; the site is kept under its name alone, as ambiguous.
inline constexpr std::size_t kMaxCandidates = 16;

/// Links the sites of file `file`, whose facts are given, with `resolver` (begin_file is called here). Where `word` (may be null)
/// knows what a site means, that is what it means.
LinkedFile link_file(Resolver& resolver, std::uint32_t file, const parse::Facts& facts, const CompilerWord* word = nullptr);

}  // namespace cg::ingest
