#include "libcg/storage/lmdb_error.h"

#include <fmt/format.h>
#include <lmdb.h>

#include <cerrno>

#include "libcg/base/error.h"

namespace cg::storage {

void throw_lmdb(int code, std::string_view doing, std::string_view path) {
  const auto fail = [&](ErrorKind kind, std::string_view cause) {
    throw Error(kind, fmt::format("{}: cannot {} the index: {}", path, doing, cause));
  };
  switch (code) {
    case MDB_INVALID: fail(ErrorKind::kFormat, "the file is not a cg index; run cg-index to build one"); break;
    case MDB_VERSION_MISMATCH:
      fail(ErrorKind::kFormat, "it was written by another version; upgrade cg, or run cg-index to rebuild it");
      break;
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND: fail(ErrorKind::kFormat, "the file is damaged; run cg-index to rebuild it"); break;
    case MDB_MAP_FULL:
      fail(ErrorKind::kLimit,
           "it has outgrown the address space reserved for it; raise the limit (ulimit -v) and run cg-index again");
      break;
    case MDB_READERS_FULL: fail(ErrorKind::kLimit, "too many readers at once; wait for some to end"); break;
    case MDB_DBS_FULL:
      fail(ErrorKind::kFormat,
           "it names more tables than this version knows; upgrade cg, or run cg-index to rebuild it");
      break;
    case ENOENT: fail(ErrorKind::kIo, "there is no such file; run cg-index to build it"); break;
    case EACCES:
    case EPERM:
      fail(ErrorKind::kIo, "permission denied; check the owner and mode of the file and its directory");
      break;
    case EROFS: fail(ErrorKind::kIo, "the file system is read-only; choose another place with --index"); break;
    case ENOSPC: fail(ErrorKind::kIo, "the disk is full; free some space and run cg-index again"); break;
    case ENOMEM: fail(ErrorKind::kLimit, "the system gave no memory to map it; raise the limit (ulimit -v)"); break;
    default: break;
  }
  throw Error(ErrorKind::kIo, fmt::format("{}: cannot {} the index: {}; if this persists, run cg-index to rebuild it",
                                          path, doing, mdb_strerror(code)));
}

}  // namespace cg::storage
