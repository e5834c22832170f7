#include "libcg/search/token_estimate.h"

#include <string>

#include "tests/unit/catch.h"

namespace cg::search {
namespace {

TEST_CASE("the estimate is near the truth and above it") {
  struct Counted {
    const char* text;
    double truth;  // the larger of what o200k_base and cl100k_base make of it
  };
  const Counted texts[] = {
      {"static int parse_header(const char *text, size_t size) {\n    if (text == NULL || size < 4) return -1;\n    return text[0] << 8 | text[1];\n}\n", 45},
      {"class OrderService:\n    def __init__(self, repository, clock):\n        self._repository = repository\n        self._clock = clock\n\n    def total(self, order_id: int) -> Decimal:\n        return sum(line.price * line.count for line in self._repository.lines(order_id))\n", 60},
      {"export async function fetchUser(id: string, options: RequestOptions = {}): Promise<User> {\n  const response = await client.get(`/users/${id}`, { timeout: 5000, ...options });\n  return UserSchema.parse(response.data);\n}\n", 51},
      {"func (s *Server) Handle(w http.ResponseWriter, r *http.Request) {\n\tif r.Method != http.MethodPost {\n\t\thttp.Error(w, \"method not allowed\", http.StatusMethodNotAllowed)\n\t\treturn\n\t}\n}\n", 48}};
  double estimated = 0, truth = 0;
  for (const Counted& c : texts) {
    const auto estimate = static_cast<double>(estimate_tokens(c.text));
    CHECK(estimate >= 0.85 * c.truth);
    CHECK(estimate <= 1.3 * c.truth);
    estimated += estimate;
    truth += c.truth;
  }
  CHECK(estimated >= truth);
  CHECK(estimated <= 1.15 * truth);
}

TEST_CASE("any bytes have an estimate, and more text has no fewer tokens") {
  CHECK(estimate_tokens("") == 0);
  CHECK(estimate_tokens("x") >= 1);
  std::string all;
  std::size_t before = 0;
  for (int round = 0; round < 3; ++round) {
    for (int c = 0; c < 256; ++c) {
      all += static_cast<char>(c);
      all += " word ";
      const std::size_t now = estimate_tokens(all);
      CHECK(now >= before);
      before = now;
    }
  }
}

}  // namespace
}  // namespace cg::search
