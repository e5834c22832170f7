#include "libcg/embed/vector_file.h"

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/embed/npy_header.h"
#include "tests/unit/catch.h"

namespace cg::embed {
namespace {

using cg_matchers::Contains;

std::string floats(const std::vector<float>& numbers) {
  ByteWriter out;
  for (const float x : numbers) out.u32(std::bit_cast<std::uint32_t>(x));
  return out.take();
}

std::string fvecs(const std::vector<std::vector<float>>& rows) {
  std::string out;
  for (const auto& row : rows) {
    ByteWriter dim;
    dim.u32(static_cast<std::uint32_t>(row.size()));
    out += dim.take() + floats(row);
  }
  return out;
}

std::vector<float> row(const VectorRows& rows, std::size_t number, bool zeros = false) {
  std::vector<float> out(rows.dim());
  rows.read(number, out, zeros);
  return out;
}

TEST_CASE("Rows of each type are read") {
  const std::string f4 = npy_header("<f4", 2, 3) + floats({1, -2, 0.5F, 4, 5, 6});
  const VectorRows a = VectorRows::parse(f4, VectorFormat::kNpy, "a");
  CHECK(f4.size() % 8 == 0);
  CHECK(a.count() == 2);
  CHECK(row(a, 0) == std::vector<float>{1, -2, 0.5F});
  CHECK(row(a, 1) == std::vector<float>{4, 5, 6});

  // 1, -2, the least and the greatest of binary16.
  const std::string f2 = npy_header("<f2", 1, 4) + std::string("\x00\x3c\x00\xc0\x01\x00\xff\x7b", 8);
  const VectorRows halves = VectorRows::parse(f2, VectorFormat::kNpy, "h");
  CHECK(row(halves, 0) == std::vector<float>{1, -2, 0x1p-24F, 65504});

  const std::string i1 = npy_header("|i1", 1, 3) + "\x01\xff\x80";
  CHECK(row(VectorRows::parse(i1, VectorFormat::kNpy, "i"), 0) == std::vector<float>{1, -1, -128});

  const std::string f = fvecs({{1, 2}, {3, 4}});
  CHECK(row(VectorRows::parse(f, VectorFormat::kFvecs, "f"), 1) == std::vector<float>{3, 4});
  const std::string b = std::string("\x02\0\0\0\x01\xff", 6);
  CHECK(row(VectorRows::parse(b, VectorFormat::kBvecs, "b"), 0) == std::vector<float>{1, 255});
}

TEST_CASE("What is no file of vectors is refused with its cause") {
  const auto refused = [](const std::string& bytes, VectorFormat format, const std::string& why) {
    CHECK_THROWS_WITH(VectorRows::parse(bytes, format, "file"), Contains("file: ") && Contains(why));
  };
  const auto npy = VectorFormat::kNpy;
  refused("", npy, "magic");
  refused("\x93NUMPY", npy, "cut off");
  refused(npy_header("<f4", 2, 3), npy, "ends in row 0");
  refused(npy_header("<f4", 2, 3) + floats({1, 2, 3, 4}), npy, "ends in row 1");
  refused(npy_header("<f4", 1, 1) + floats({1, 2}), npy, "behind its last row");
  refused(npy_header("<f8", 1, 1) + floats({1, 2}), npy, "'<f8'");
  refused(npy_header(">f4", 1, 1) + floats({1}), npy, "'>f4'");
  refused(npy_header("<f4", 0, 3), npy, "no vector");
  refused(npy_header("<f4", 3, 0), npy, "dimension 0");
  refused(npy_header("<f4", std::size_t{1} << 62U, 4), npy, "truncated");
  std::string fortran = npy_header("<f4", 2, 2) + floats({1, 2, 3, 4});
  fortran.replace(fortran.find("False"), 5, "True ");
  refused(fortran, npy, "Fortran");
  refused("", VectorFormat::kFvecs, "no vector");
  refused("\x02", VectorFormat::kFvecs, "truncated inside row 0");
  refused(fvecs({{1, 2}, {3, 4}}).substr(0, 20), VectorFormat::kFvecs, "truncated inside row 1");
  refused(fvecs({{1, 2}, {3}}), VectorFormat::kFvecs, "truncated inside row 1");
  refused(fvecs({{1, 2}, {1}, {3, 4}}), VectorFormat::kFvecs, "row 1: dimension 1");
}

TEST_CASE("A row that is no direction is refused by its number") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  const std::string bytes = fvecs({{1, 2}, {3, nan}, {-infinite, 1}, {0, -0.0F}});
  const VectorRows rows = VectorRows::parse(bytes, VectorFormat::kFvecs, "f");
  CHECK_THROWS_WITH(row(rows, 1), Contains("row 1: not a number in column 1"));
  CHECK_THROWS_WITH(row(rows, 2), Contains("row 2: an infinity in column 0"));
  CHECK_THROWS_WITH(row(rows, 3), Contains("row 3: nothing but zeros"));
  CHECK(row(rows, 3, true) == std::vector<float>{0, 0});
  const std::string uneven = fvecs({{1, 2}, {3, 4}, {5, 6}}).replace(12, 1, "\x03");
  CHECK_THROWS_WITH(row(VectorRows::parse(uneven, VectorFormat::kFvecs, "u"), 1), Contains("row 1: dimension 3"));
}

}  // namespace
}  // namespace cg::embed
