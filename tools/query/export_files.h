#pragma once
#include "tools/query/session.h"

namespace cg::tools {

/// Calls visit(file) for every file by path, and reports progress.
template <class Visit>
void for_each_file(Session& session, Visit&& visit) {
  const std::uint32_t count = session.reader().file_count();
  for (FileId file = 0; file < count; ++file) {
    visit(file);
    session.messages().progress({"exporting", file + std::uint64_t{1}, count});
  }
}

}  // namespace cg::tools
