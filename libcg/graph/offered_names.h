#pragma once
#include <string>
#include <string_view>

#include "libcg/graph/index_reader.h"

namespace cg::graph {

/// Whether some module offers a symbol under the name: a package whose entry file imports it (tokio::spawn, flask.Flask), a module that
/// exports all of another (`export *`, `pub use m::*`, `from m import *`) or another as a whole (`export * as m`), over any number of
/// modules; of a macro that Rust exports, its crate. `tail` is the symbol's name with the part behind it that is asked for, joined by '/'.
[[nodiscard]] bool is_offered_as(IndexReader& reader, SymbolRef symbol, const std::string& tail, std::string_view name);

}  // namespace cg::graph
