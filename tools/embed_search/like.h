#pragma once
#include <string_view>

#include "libcg/graph/index_reader.h"
#include "libcg/graph/source_texts.h"
#include "libcg/graph/tree_place.h"
#include "libcg/search/similar_code.h"

namespace cg::tools {

/// The code that --like names: "-" is standard input; else a definition, as cg-query names them, or the lines around a line
/// that is in none. Error{kUsage} if nothing is called that or its file cannot be read; Error{kFormat} for standard input
/// that is no text.
[[nodiscard]] search::Fragment read_fragment(search::SearchIndex& index, const graph::TreePlace& place, graph::SourceTexts& texts,
                                             std::string_view named);

}  // namespace cg::tools
