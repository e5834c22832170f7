#pragma once
#include <string_view>

namespace cg {

/// Writes every byte, through partial writes and interrupts. False with errno set if the system refuses.
[[nodiscard]] bool write_all(int fd, std::string_view bytes) noexcept;

}  // namespace cg
