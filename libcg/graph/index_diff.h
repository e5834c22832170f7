#pragma once
#include <functional>

#include "libcg/base/events.h"
#include "libcg/graph/edges.h"
#include "libcg/graph/index_reader.h"
#include "libcg/graph/source_texts.h"
#include "libcg/graph/symbol_pairs.h"

namespace cg::graph {

/// One thing that two indexes of a tree say differently.
struct Difference {
  enum class Change {
    kAdded,
    kRemoved,
    kSignature,  ///< of a symbol: it is declared otherwise; its body may have changed, too
    kBody,       ///< of a symbol: its text, but not its signature and nothing that is a symbol in it
  };
  Change change = Change::kAdded;
  SymbolRef before, after;  ///< of a symbol: where it is; not valid on the side that lacks it
  bool is_edge = false;
  Edge edge;  ///< of an edge: the first of its sites, on the side that has it
};

struct DiffOptions {
  bool symbols = true;
  bool edges = true;
  EdgeFilter filter;  ///< of edges; unbound ones have no target to compare
};

/// One of the indexes, with the texts that it is of.
struct DiffSide {
  IndexReader& reader;
  SourceTexts& texts;
};

/// Calls visit for all differences: by path, in a file by position, at one position what was before first, symbols before
/// edges. An edge is one symbol using another in one way, however often and wherever. A body can be compared only where
/// the text is still the one that was indexed: where not, a warning says so.
/// Error{kFormat} for indexes that different versions of cg have made.
void diff_indexes(DiffSide before, DiffSide after, const DiffOptions& options, EventSink& events,
                  const std::function<void(const Difference&)>& visit);

}  // namespace cg::graph
