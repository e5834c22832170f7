#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cg::embed {

inline constexpr std::string_view kNpyMagic{"\x93NUMPY", 6};

/// What stands in front of an array in a .npy file.
struct NpyHeader {
  std::string type;  ///< as NumPy writes it: "<f4"
  bool fortran_order = false;
  std::vector<std::size_t> shape;
  std::size_t size_bytes = 0;  ///< the data begins here
};

/// Reads it. Error{kFormat} ("not a .npy header: ...") for anything that NumPy would not have written.
[[nodiscard]] NpyHeader parse_npy_header(std::string_view bytes);

/// The header of a C-order array of two dimensions; its size is a multiple of 64, so that rows can be mapped aligned.
[[nodiscard]] std::string npy_header(std::string_view type, std::size_t rows, std::size_t columns);

}  // namespace cg::embed
