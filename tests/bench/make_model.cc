// make_model TOKENS VECTORS.npy SCALES.npy ORIGIN ROWS OUT: a model file (man/cg-formats.5) from the first ROWS of a table:
// a token a line, int8 vectors, float32 scales, and a text on where it comes from.

#include <fmt/format.h>

#include <bit>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "libcg/base/atomic_file.h"
#include "libcg/base/error.h"
#include "libcg/embed/model.h"
#include "libcg/embed/npy_header.h"

namespace {

std::string content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw cg::Error(cg::ErrorKind::kIo, fmt::format("{}: cannot be read", path));
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    fmt::print(stderr, "usage: make_model TOKENS VECTORS.npy SCALES.npy ORIGIN ROWS OUT\n");
    return 2;
  }
  try {
    const std::string vectors = content(argv[2]);
    const std::string scale_bytes = content(argv[3]);
    const cg::embed::NpyHeader v = cg::embed::parse_npy_header(vectors);
    const cg::embed::NpyHeader s = cg::embed::parse_npy_header(scale_bytes);
    const std::size_t rows = std::strtoul(argv[5], nullptr, 10);
    if (v.type != "|i1" || v.shape.size() != 2 || s.type != "<f4" || s.shape.size() != 1 || s.shape[0] != v.shape[0] ||
        rows > v.shape[0] || vectors.size() != v.size_bytes + v.shape[0] * v.shape[1] || scale_bytes.size() != s.size_bytes + 4 * s.shape[0]) {
      throw cg::Error(cg::ErrorKind::kFormat, "the arrays are not int8 [n, d] and float32 [n], or have fewer rows than wanted");
    }
    std::vector<std::int8_t> table(rows * v.shape[1]);
    std::memcpy(table.data(), vectors.data() + v.size_bytes, table.size());
    std::vector<float> scales(rows);
    std::memcpy(scales.data(), scale_bytes.data() + s.size_bytes, 4 * rows);
    std::vector<std::string> tokens;
    std::ifstream lines(argv[1]);
    for (std::string line; tokens.size() < rows && std::getline(lines, line);) tokens.push_back(line);
    if (tokens.size() != rows) throw cg::Error(cg::ErrorKind::kFormat, "fewer tokens than rows");
    cg::write_file_atomically(argv[6], cg::embed::model_bytes(content(argv[4]), tokens, table, scales, v.shape[1]));
  } catch (const cg::Error& error) {
    fmt::print(stderr, "make_model: {}\n", error.what());
    return 2;
  }
  return 0;
}
