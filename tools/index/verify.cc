#include <fmt/format.h>

#include <string>

#include "libcg/base/error.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/ingest/verify_index.h"
#include "tools/index/index_command.h"

namespace cg::tools {

/// One line a table: name, pages, records, compressed and raw bytes, damaged pages. Each damage is said on stderr.
int run_verify(const IndexOptions& options, const std::string& directory) {
  cli::Output out;
  const ingest::VerifySummary summary = ingest::verify_index(directory, [&](const ingest::TableCheck& check) {
    const storage::CheckReport& r = check.report;
    out.write(fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", check.table, r.pages, r.records, r.stored_bytes, r.raw_bytes, r.damaged_pages));
    for (const std::string& damage : r.damages) fmt::print(stderr, "cg-index: {}: {}\n", check.table, damage);
  });
  out.flush();
  if (summary.damaged_pages > 0) {
    throw Error(ErrorKind::kFormat, fmt::format("{}: {} damaged pages; run cg-index --rebuild, and cg-index --rev again for damaged commits",
                                                directory, summary.damaged_pages));
  }
  if (!options.common.quiet) {
    fmt::print(stderr, "cg-index: {}: {} tables, no damage\n",
               summary.generation.empty() ? directory : directory + "/" + summary.generation, summary.tables);
  }
  return cli::kExitFound;
}

}  // namespace cg::tools
