#pragma once
#include <string>
#include <string_view>

#include "libcg/cli/output.h"
#include "tools/query/session.h"

namespace cg::tools {

// One function a format; each writes the whole index, by path and position, with paths relative to the tree's root, so that
// the same tree gives the same bytes wherever it lies. Progress is reported by file.

/// caller_path, caller_line, caller, callee_path, callee_line, callee, site_line.
void export_calls(Session& session, cli::Output& output);
/// path, line, kind, name; declarations only of what nothing else defines.
void export_defs(Session& session, cli::Output& output);
/// path, line, name, def_path, def_line: sites with one target.
void export_refs(Session& session, cli::Output& output);
/// Everything: a line for each file, symbol and edge (candidates included), with "type" first.
void export_jsonl(Session& session, cli::Output& output);
/// All edges of default confidence (RFC 4180, with a header).
void export_csv(Session& session, cli::Output& output);
/// The call graph for Graphviz, and as GraphML.
void export_dot(Session& session, cli::Output& output);
void export_graphml(Session& session, cli::Output& output);
/// A SCIP index (protobuf) with the definitions, and the uses of default confidence.
void export_scip(Session& session, cli::Output& output);
/// A sorted tags file in the extended format of ctags.
void export_ctags(Session& session, cli::Output& output);

}  // namespace cg::tools
