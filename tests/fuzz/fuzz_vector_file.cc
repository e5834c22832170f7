// Whatever bytes are taken for a file of vectors or for a model, reading them gives finite numbers or Error{kFormat}. The
// first byte says which: .npy, fvecs, bvecs, or a model.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "libcg/base/error.h"
#include "libcg/embed/model.h"
#include "libcg/embed/vector_file.h"

namespace {

void read_rows(std::string_view bytes, cg::embed::VectorFormat format) {
  const auto rows = cg::embed::VectorRows::parse(bytes, format, "input");
  if (rows.count() == 0 || rows.dim() == 0 || rows.count() > bytes.size()) std::abort();
  std::vector<float> row(rows.dim());
  for (std::size_t n = 0; n < rows.count(); ++n) {
    rows.read(n, row, false);
    bool any = false;
    for (const float x : row) {
      if (!std::isfinite(x)) std::abort();
      any = any || x != 0;
    }
    if (!any) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 4) {
      case 0: read_rows(bytes, cg::embed::VectorFormat::kNpy); break;
      case 1: read_rows(bytes, cg::embed::VectorFormat::kFvecs); break;
      case 2: read_rows(bytes, cg::embed::VectorFormat::kBvecs); break;
      default: {
        const auto few = cg::embed::Model::for_questions(bytes, "input");
        (void)few.find("parse");
        const auto model = cg::embed::Model::from_bytes(bytes, "input");
        for (std::uint32_t id = 0; id < model.size(); ++id) {
          if (model.find(model.token(id)).value_or(model.size()) >= model.size()) std::abort();
        }
      }
    }
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat) std::abort();
  }
  return 0;
}
