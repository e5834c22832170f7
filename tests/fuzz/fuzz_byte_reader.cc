// Drives cg::ByteReader by a program made of the input itself: each byte says what to read next. Whatever comes, a read
// yields a value or throws Error{kFormat}, never reads past the end and never asks for more than the input could hold.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cg::ByteReader reader(std::string_view(reinterpret_cast<const char*>(data), size));
  try {
    while (!reader.done()) {
      const std::size_t before = reader.left();
      switch (reader.u8() % 8) {
        case 0: reader.u32(); break;
        case 1: reader.u64(); break;
        case 2: reader.varint(); break;
        case 3: reader.varint32(); break;
        case 4: reader.signed_varint(); break;
        case 5: reader.raw(reader.u8()); break;
        case 6: {
          // Sanitizers see every byte of the view read.
          std::size_t sum = 0;
          for (const char c : reader.string()) sum += static_cast<unsigned char>(c);
          if (sum > 255 * size) std::abort();
          break;
        }
        default: {
          const std::vector<char> room(reader.count());
          if (room.size() > reader.left()) std::abort();
        }
      }
      if (reader.left() >= before) std::abort();
    }
  } catch (const cg::Error& error) {
    if (error.kind() != cg::ErrorKind::kFormat) std::abort();
  }
  return 0;
}
