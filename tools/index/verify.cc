#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <utility>

#include "libcg/base/error.h"
#include "libcg/cli/exit_codes.h"
#include "libcg/cli/output.h"
#include "libcg/storage/environment.h"
#include "libcg/storage/index_build.h"
#include "libcg/storage/page_check.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/schema.h"
#include "libcg/storage/transaction.h"
#include "tools/index/index_command.h"

namespace cg::tools {

/// One line a table: name, pages, records, compressed and raw bytes, damaged pages; then a line for each damage.
int run_verify(const std::string& directory) {
  namespace schema = storage::schema;
  const storage::Environment env = storage::open_live_index(directory);
  for (const char* name : {schema::kMeta, schema::kFiles, schema::kPaths, schema::kNames, schema::kSymbols, schema::kTexts,
                           schema::kSites, schema::kReasons, schema::kIncoming, schema::kUnbound}) {
    (void)env.table(name);  // all tables are known before the transaction begins
  }
  const storage::ReadTransaction txn(env);
  cli::Output out;
  std::uint64_t damaged = 0;
  const auto check = [&](const char* name, bool names) {
    const storage::PageCodec codec(name);
    const storage::CheckReport r = names ? storage::check_names(txn, env.table(name), codec)
                                         : storage::check_segments(txn, env.table(name), codec);
    out.write(fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", name, r.pages, r.records, r.stored_bytes, r.raw_bytes, r.damaged_pages));
    for (const std::string& damage : r.damages) fmt::print(stderr, "cg-index: {}: {}\n", name, damage);
    damaged += r.damaged_pages;
  };
  for (const char* name : {schema::kFiles, schema::kSymbols, schema::kTexts, schema::kSites, schema::kReasons, schema::kIncoming}) check(name, false);
  for (const char* name : {schema::kPaths, schema::kNames, schema::kUnbound}) check(name, true);
  out.flush();
  if (damaged > 0) throw Error(ErrorKind::kFormat, fmt::format("{}: {} damaged pages; run cg-index to rebuild it", env.path(), damaged));
  return cli::kExitFound;
}

}  // namespace cg::tools
