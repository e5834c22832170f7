#pragma once
#include <string_view>

namespace cg::storage {

/// Turns an LMDB or errno code into the one sentence a person needs: the file, the cause, the next step.
/// Throws Error: kFormat for foreign, damaged or newer files, kLimit for full maps and reader tables, else kIo.
/// @param doing what was tried, as in "open" or "commit to"
[[noreturn]] void throw_lmdb(int code, std::string_view doing, std::string_view path);

/// Throws unless code is success (0).
inline void check_lmdb(int code, std::string_view doing, std::string_view path) {
  if (code != 0) throw_lmdb(code, doing, path);
}

}  // namespace cg::storage
