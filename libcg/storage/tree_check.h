#pragma once
#include <string>

namespace cg::storage {

/// Walks every tree page of a data file without LMDB, which would follow a damaged pointer into a crash, and checks all
/// that LMDB relies on: page numbers and kinds, node offsets and sizes, key order, depth, counts, overflow
/// pages in bounds, no page used twice. Values are not looked at; for those see page_check.h. Reads about a hundredth of
/// the file. For a file that nobody is writing.
/// Throws Error: what read_file_header throws, or kFormat naming the file and the page.
void check_trees(const std::string& path);

}  // namespace cg::storage
