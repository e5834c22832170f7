// SCIP, for tools that read what compilers' indexers write: code search engines, review tools, `scip` itself.
#include "libcg/graph/scip_writer.h"
#include "tools/query/export.h"
#include "tools/query/export_files.h"

namespace cg::tools {

void export_scip(Session& session, cli::Output& output) {
  graph::scip::Writer writer(session.reader());
  output.write(writer.begin(session.place().absolute(""), session.reader().meta("format")));
  for_each_file(session, [&](FileId file) { output.write(writer.document(file)); });
}

}  // namespace cg::tools
