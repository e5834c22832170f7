#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libcg/base/mmap.h"

namespace cg::embed {

enum class ElementType : std::uint8_t { kFloat32, kFloat16, kInt8, kUint8 };

/// How vectors lie in a file:
///   npy      NumPy's format, versions 1 to 3: float32, float16 or int8, little-endian, C order, two dimensions
///            (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)
///   fvecs    each row an int32 with its dimension, then that many float32 (http://corpus-texmex.irisa.fr/)
///   bvecs    the same with unsigned bytes
enum class VectorFormat : std::uint8_t { kNpy, kFvecs, kBvecs };

/// Rows of numbers in somebody else's bytes. Nothing is trusted: the header is checked by parse(), every row when it is
/// read. Messages name the file and the row, counted from 0.
class VectorRows {
 public:
  VectorRows() = default;
  /// The rows in `bytes`, which must outlive them. `name` is what messages call them. Error{kFormat} for a header that
  /// is none, a type or an order that is not read, no rows or no columns, or a length that does not fit them.
  [[nodiscard]] static VectorRows parse(std::string_view bytes, VectorFormat format, std::string name);

  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  [[nodiscard]] std::size_t dim() const noexcept { return dim_; }
  [[nodiscard]] ElementType type() const noexcept { return type_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// One row as float32, out of dim() elements. Error{kFormat} for another dimension than the first row's, for a number
  /// that is not finite, and, unless zeros are allowed, for a row of nothing but zeros, which has no direction.
  void read(std::size_t row, std::span<float> out, bool zeros_allowed) const;

 private:
  [[noreturn]] void fail(const std::string& what) const;

  std::string_view data_;  ///< from the first row
  std::string name_;
  std::size_t count_ = 0;
  std::size_t dim_ = 0;
  std::size_t stride_bytes_ = 0;
  std::size_t prefix_bytes_ = 0;  ///< of each row, in front of its numbers: its own dimension
  ElementType type_ = ElementType::kFloat32;
};

/// A file of vectors, mapped.
struct VectorFile {
  MappedFile map;
  VectorRows rows;

  /// The format goes by NumPy's magic, else by the name's ending. Error{kIo} if it cannot be opened, Error{kUsage} for
  /// an ending that says nothing, and what VectorRows::parse throws.
  [[nodiscard]] static VectorFile open(const std::string& path);
};

}  // namespace cg::embed
