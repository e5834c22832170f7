#include "libcg/embed/vector_file.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "libcg/base/error.h"
#include "libcg/embed/npy_header.h"

namespace cg::embed {
namespace {

// A vector longer than this is a damaged header and no vector: the longest published ones have some ten thousand.
constexpr std::size_t kMaxDim = std::size_t{1} << 20U;

std::size_t element_bytes(ElementType type) {
  switch (type) {
    case ElementType::kFloat32: return 4;
    case ElementType::kFloat16: return 2;
    default: return 1;
  }
}

std::uint32_t little_endian_32(const char* at) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) value |= std::uint32_t{static_cast<unsigned char>(at[i])} << (8 * i);
  return value;
}

/// IEEE 754 binary16 to binary32: exact.
float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = std::uint32_t{half} >> 15U << 31U;
  const std::uint32_t exponent = (half >> 10U) & 31U;
  const std::uint32_t fraction = half & 0x3ffU;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000U | (fraction << 13U));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23U) | (fraction << 13U));
  const float small = static_cast<float>(fraction) * 0x1p-24F;
  return sign != 0 ? -small : small;
}

/// One loop a type, without a branch inside: rows are read by the million.
void convert(const char* row, ElementType type, std::span<float> out) {
  switch (type) {
    case ElementType::kFloat32:
      if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(out.data(), row, out.size_bytes());
      } else {
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::bit_cast<float>(little_endian_32(row + 4 * i));
      }
      return;
    case ElementType::kFloat16:
      for (std::size_t i = 0; i < out.size(); ++i) {
        const auto low = static_cast<unsigned char>(row[2 * i]);
        const auto high = static_cast<unsigned char>(row[2 * i + 1]);
        out[i] = half_to_float(static_cast<std::uint16_t>(low | (high << 8U)));
      }
      return;
    case ElementType::kInt8:
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(static_cast<signed char>(row[i]));
      return;
    case ElementType::kUint8:
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(static_cast<unsigned char>(row[i]));
      return;
  }
}

}  // namespace

void VectorRows::fail(const std::string& what) const { throw Error(ErrorKind::kFormat, fmt::format("{}: {}", name_, what)); }

VectorRows VectorRows::parse(std::string_view bytes, VectorFormat format, std::string name) {
  VectorRows rows;
  rows.name_ = std::move(name);
  if (format == VectorFormat::kNpy) {
    NpyHeader header;
    try {
      header = parse_npy_header(bytes);
    } catch (const Error& error) {
      rows.fail(error.what());
    }
    if (header.type == "<f4") rows.type_ = ElementType::kFloat32;
    else if (header.type == "<f2") rows.type_ = ElementType::kFloat16;
    else if (header.type == "|i1") rows.type_ = ElementType::kInt8;
    else rows.fail(fmt::format("numbers of type '{}' are not read; convert them to float32, float16 or int8, little-endian", header.type));
    if (header.shape.size() != 2) rows.fail(fmt::format("an array of {} dimensions; vectors are the rows of one of 2", header.shape.size()));
    rows.count_ = header.shape[0];
    rows.dim_ = header.shape[1];
    // One row or one column reads the same in either order, and NumPy marks such arrays as Fortran's at times.
    if (header.fortran_order && rows.count_ > 1 && rows.dim_ > 1) {
      rows.fail("stored in Fortran's order, by columns; save numpy.ascontiguousarray of it");
    }
    rows.data_ = bytes.substr(header.size_bytes);
  } else {
    rows.type_ = format == VectorFormat::kFvecs ? ElementType::kFloat32 : ElementType::kUint8;
    rows.prefix_bytes_ = 4;
    rows.data_ = bytes;
    if (!bytes.empty() && bytes.size() < 4) rows.fail("truncated inside row 0");
    if (!bytes.empty()) rows.dim_ = little_endian_32(bytes.data());
  }
  if (rows.data_.empty() && rows.prefix_bytes_ != 0) rows.fail("there is no vector in it");
  if (rows.dim_ == 0 || rows.dim_ > kMaxDim) rows.fail(fmt::format("row 0: a vector of dimension {}; 1 to {} are read", rows.dim_, kMaxDim));
  rows.stride_bytes_ = rows.prefix_bytes_ + rows.dim_ * element_bytes(rows.type_);
  const std::size_t whole = rows.data_.size() / rows.stride_bytes_;
  const bool rest = rows.data_.size() % rows.stride_bytes_ != 0;
  if (rows.prefix_bytes_ != 0) {
    rows.count_ = whole;
    // What looks cut off may be a row of another dimension: reading the rows in turn finds which.
    if (rest) {
      for (std::size_t row = 0; row < whole; ++row) {
        const std::uint32_t dim = little_endian_32(rows.data_.data() + row * rows.stride_bytes_);
        if (dim != rows.dim_) rows.fail(fmt::format("row {}: dimension {}, where row 0 has {}", row, dim, rows.dim_));
      }
      rows.fail(fmt::format("truncated inside row {}", whole));
    }
  } else {
    if (rows.count_ == 0) rows.fail("there is no vector in it");
    if (whole < rows.count_) rows.fail(fmt::format("truncated: {} rows by its header, the file ends in row {}", rows.count_, whole));
    if (whole > rows.count_ || rest) rows.fail(fmt::format("{} bytes behind its last row", rows.data_.size() - rows.count_ * rows.stride_bytes_));
  }
  return rows;
}

void VectorRows::read(std::size_t row, std::span<float> out, bool zeros_allowed) const {
  const char* at = data_.data() + row * stride_bytes_;
  if (prefix_bytes_ != 0) {
    const std::uint32_t dim = little_endian_32(at);
    if (dim != dim_) fail(fmt::format("row {}: dimension {}, where row 0 has {}", row, dim, dim_));
    at += prefix_bytes_;
  }
  convert(at, type_, out.first(dim_));
  // The exponent of an infinity, or of what is no number, is all ones: adding one to it overflows into the sign.
  std::uint32_t odd = 0;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < dim_; ++i) {
    const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(out[i]) & 0x7fffffffU;
    odd |= magnitude + 0x00800000U;
    bits |= magnitude;
  }
  if (odd >> 31U != 0) {
    for (std::size_t i = 0; i < dim_; ++i) {
      if (!std::isfinite(out[i])) fail(fmt::format("row {}: {} in column {}", row, std::isnan(out[i]) ? "not a number" : "an infinity", i));
    }
  }
  if (bits == 0 && !zeros_allowed) fail(fmt::format("row {}: nothing but zeros, which has no direction (--metric l2 takes it)", row));
}

VectorFile VectorFile::open(const std::string& path) {
  VectorFile file;
  file.map = MappedFile::open(path);
  const std::string_view bytes = file.map.view();
  VectorFormat format;
  if (bytes.starts_with(kNpyMagic) || path.ends_with(".npy")) format = VectorFormat::kNpy;
  else if (path.ends_with(".fvecs")) format = VectorFormat::kFvecs;
  else if (path.ends_with(".bvecs")) format = VectorFormat::kBvecs;
  else throw Error(ErrorKind::kUsage, fmt::format("{}: not a .npy file, and its name ends neither in .fvecs nor in .bvecs", path));
  file.rows = VectorRows::parse(bytes, format, path);
  return file;
}

}  // namespace cg::embed
