#pragma once
#include <string>
#include <string_view>

namespace cg {

/// Replaces the file at path with bytes so that every reader, and every crash, sees the old content or the new one
/// and nothing between: temporary file in the same directory, fsync, rename, fsync of the directory.
/// Error{kIo} naming the path and the system's reason; the old file is then untouched and the temporary gone.
void write_file_atomically(const std::string& path, std::string_view bytes);

}  // namespace cg
