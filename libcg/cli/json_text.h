#pragma once
#include <string>
#include <string_view>

namespace cg::cli {

/// Appends text as a JSON string (RFC 8259), quotes included. Bytes that are not UTF-8 become U+FFFD each. Beyond
/// what JSON demands, DEL, C1 and bidirectional controls are escaped, so that a terminal never sees them raw, and
/// so are U+2028 and U+2029, which end lines for some readers of JSONL.
void append_json_string(std::string& out, std::string_view text);

}  // namespace cg::cli
