// Whatever bytes stand where a page should be, decoding them ends in a value or in Error{kFormat}: the frame by PageCodec,
// the raw page by the readers of segments and of names, a value without a page by its seal. The first byte picks the decoder, the rest is its input; for
// a lookup the last bytes are the key, so that the fuzzer can aim at what the page holds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libcg/base/error.h"
#include "libcg/storage/name_block.h"
#include "libcg/storage/name_key.h"
#include "libcg/storage/page_codec.h"
#include "libcg/storage/sealed_value.h"
#include "libcg/storage/segment_page.h"

namespace {

using namespace cg::storage;

/// Touches every byte of a view, so that the sanitizers see it.
std::size_t sum_of(std::string_view bytes) {
  std::size_t sum = 0;
  for (const char c : bytes) sum += static_cast<unsigned char>(c);
  return sum;
}

std::size_t read_frame(std::string_view input) {
  static const PageCodec codec("fuzz", {.max_raw_bytes = std::size_t{1} << 20});
  const std::string raw = codec.decode(input);
  // What decodes must be what some encoder could have been given.
  if (codec.decode(codec.encode(raw)) != raw) std::abort();
  return sum_of(raw);
}

std::size_t read_segment(std::string_view input) {
  const SegmentPage page(input);
  std::size_t sum = page.lower_bound(input.size() > 8 ? static_cast<unsigned char>(input.back()) : 0);
  for (std::size_t i = 0; i < page.size(); ++i) sum += sum_of(page.bytes(i));
  page.check();
  return sum;
}

std::size_t read_names(std::string_view input) {
  const NameBlock block(input);
  NameWalker walker(block);
  std::size_t sum = sum_of(block.first_name());
  if (walker.seek(input.substr(input.size() - input.size() / 4))) sum += sum_of(walker.name());
  for (bool more = walker.first(); more; more = walker.next()) sum += sum_of(walker.name()) + sum_of(walker.payload());
  block.check();
  return sum;
}

std::size_t read_name_key(std::string_view input) {
  const NameKey key = NameKey::parse(input);
  if (key.bytes() != input) std::abort();
  return sum_of(NameKey::probe(input));
}

std::size_t read_sealed(std::string_view input) {
  const std::string_view key = input.substr(0, input.size() / 4);
  const std::string_view value = input.substr(key.size());
  if (unsealed("fuzz", key, sealed("fuzz", key, value)) != value) std::abort();
  const std::string_view bytes = unsealed("fuzz", key, value);
  if (sealed("fuzz", key, bytes) != value) std::abort();
  return sum_of(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    volatile std::size_t sum = 0;
    switch (data[0] % 5) {
      case 0: sum = read_frame(input); break;
      case 1: sum = read_segment(input); break;
      case 2: sum = read_names(input); break;
      case 3: sum = read_name_key(input); break;
      default: sum = read_sealed(input); break;
    }
    static_cast<void>(sum);
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat) std::abort();
  }
  return 0;
}
