#include "libcg/bench/scratch_directory.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "libcg/base/errno_text.h"
#include "libcg/base/error.h"

namespace cg::bench {

ScratchDirectory::ScratchDirectory() {
  std::error_code ignored;
  std::string name = (std::filesystem::temp_directory_path(ignored) / "cg-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorKind::kIo, fmt::format("{}: no temporary directory can be made: {}; name another place with TMPDIR", name, errno_text(errno)));
  }
  path_ = name;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace cg::bench
