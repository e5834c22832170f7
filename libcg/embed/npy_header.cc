#include "libcg/embed/npy_header.h"

#include <fmt/format.h>

#include <charconv>

#include "libcg/base/error.h"

// The header is a literal of a Python dictionary with three known keys. Only what numpy.save writes is read: a reader
// of all of Python's literals would be a reader of all of its surprises.

namespace cg::embed {
namespace {

[[noreturn]] void fail(const char* what) { throw Error(ErrorKind::kFormat, fmt::format("not a .npy header: {}", what)); }

class Literal {
 public:
  explicit Literal(std::string_view text) : text_(text) {}

  void spaces() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\n')) text_.remove_prefix(1);
  }
  bool take(std::string_view word) {
    spaces();
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  void expect(std::string_view word) {
    if (!take(word)) fail("its dictionary is not as NumPy writes it");
  }
  std::string quoted() {
    expect("'");
    const std::size_t end = text_.find('\'');
    if (end == std::string_view::npos) fail("a name without an end");
    std::string name(text_.substr(0, end));
    text_.remove_prefix(end + 1);
    return name;
  }
  std::size_t number() {
    spaces();
    std::size_t value = 0;
    const auto [end, problem] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (problem != std::errc()) fail("its shape is not made of numbers");
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

std::vector<std::size_t> shape_of(Literal& text) {
  std::vector<std::size_t> shape;
  text.expect("(");
  while (!text.take(")")) {
    shape.push_back(text.number());
    if (!text.take(",")) {
      text.expect(")");
      break;
    }
  }
  return shape;
}

}  // namespace

NpyHeader parse_npy_header(std::string_view bytes) {
  if (!bytes.starts_with(kNpyMagic)) fail("the magic bytes are missing");
  const auto byte = [&](std::size_t at) -> std::size_t {
    if (at >= bytes.size()) fail("it is cut off");
    return static_cast<unsigned char>(bytes[at]);
  };
  const std::size_t version = byte(6);
  if (version < 1 || version > 3) fail("its version is none of 1, 2 and 3");
  std::size_t start = 10;
  std::size_t length = byte(8) | (byte(9) << 8U);
  if (version > 1) {
    length |= (byte(10) << 16U) | (byte(11) << 24U);
    start = 12;
  }
  if (length > bytes.size() - start) fail("it is cut off");

  NpyHeader header;
  header.size_bytes = start + length;
  Literal text(bytes.substr(start, length));
  unsigned seen = 0;
  text.expect("{");
  while (!text.take("}")) {
    const std::string key = text.quoted();
    text.expect(":");
    if (key == "descr") {
      header.type = text.quoted();
      seen |= 1U;
    } else if (key == "fortran_order") {
      header.fortran_order = text.take("True");
      if (!header.fortran_order) text.expect("False");
      seen |= 2U;
    } else if (key == "shape") {
      header.shape = shape_of(text);
      seen |= 4U;
    } else {
      fail("an unknown key in its dictionary");
    }
    if (!text.take(",")) {
      text.expect("}");
      break;
    }
  }
  text.spaces();
  if (!text.empty() || seen != 7U) fail("its dictionary is not as NumPy writes it");
  return header;
}

std::string npy_header(std::string_view type, std::size_t rows, std::size_t columns) {
  std::string text = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}, {}), }}", type, rows, columns);
  text.append(63 - (10 + text.size()) % 64, ' ');
  text += '\n';
  std::string out(kNpyMagic);
  out += '\x01';
  out += '\x00';
  out += static_cast<char>(text.size() & 0xffU);
  out += static_cast<char>(text.size() >> 8U);
  return out + text;
}

}  // namespace cg::embed
