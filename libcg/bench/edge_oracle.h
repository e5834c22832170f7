#pragma once
#include <functional>
#include <string>
#include <vector>

#include "libcg/base/events.h"
#include "libcg/bench/call_truth.h"
#include "libcg/bench/judged_edges.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/scip_places.h"

namespace cg::bench {

// The edges of an index, judged. Everything that it states is judged, at any confidence, and what is missing comes behind; whether an
// edge that is there but less sure than `min_confidence` counts as missing is for score_edges() to say, so edges that should be
// found are in the list once. Files come in the order of their ids.

/// Call edges against a table. An edge is what two definitions have with each other: of several calls the surest stands for all.
[[nodiscard]] std::vector<JudgedEdge> judge_calls(graph::IndexReader& reader, const CallTruth& truth, EventSink& events);

/// Uses of names, of all kinds, against a compiler's index in SCIP: place by place. Right is a target at a definition of what the
/// compiler says stands there; wrong is one when it stands elsewhere, or in no document at all. Not judged are places of which the
/// compiler says nothing, and symbols whose definition has no name in the text (a file as a module). In recall is every use of a
/// symbol that is defined with a name in the tree and known outside its function. Files that `stale` is true for are left out.
[[nodiscard]] std::vector<JudgedEdge> judge_uses(graph::IndexReader& reader, const graph::scip::Places& places,
                                                 const std::function<bool(FileId)>& stale, EventSink& events);

}  // namespace cg::bench
