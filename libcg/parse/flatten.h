#pragma once
#include "libcg/parse/syntax.h"

struct TSTree;

namespace cg::parse {

/// Lays a tree flat into out.nodes, without the tokens that the language does not keep; adds to out.error_bytes and sets
/// out.too_deep. Inside of libcg/parse only.
void flatten(const Language& language, const TSTree* tree, Syntax& out);

}  // namespace cg::parse
