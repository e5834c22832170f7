#include "libcg/graph/reasons.h"

#include "libcg/base/error.h"
#include "tests/unit/catch.h"

using cg::How;
using cg::graph::Reason;

namespace {

std::vector<Reason> sample() {
  return {{0, {{"self", "", How::kUnresolved, "Store"}, {"self.items", "Store.items", How::kType, "a container of Item"}}},
          {7, {{"self", "", How::kUnresolved, "Store"}}},
          {1023, {{"", "", How::kScope, ""}, {"f()", "f", How::kImport, "Item or Pair"}}}};
}

}  // namespace

TEST_CASE("reasons come back as they were written") {
  CHECK(cg::graph::decode_reasons(cg::graph::encode_reasons(sample())) == sample());
  CHECK(cg::graph::decode_reasons(cg::graph::encode_reasons({})).empty());
}

TEST_CASE("damaged reasons are refused") {
  const std::string bytes = cg::graph::encode_reasons(sample());
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) CHECK_THROWS_AS(cg::graph::decode_reasons(bytes.substr(0, cut)), cg::Error);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string bad = bytes;
    bad[at] = '\xff';
    try {
      static_cast<void>(cg::graph::decode_reasons(bad));  // a changed letter is a letter
    } catch (const cg::Error& error) {
      CHECK(error.kind() == cg::ErrorKind::kFormat);
    }
  }
}
