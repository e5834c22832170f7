// Extracts facts from any bytes: the first says the language, the rest is the file. Facts come out or the sanitizers
// speak; the text of the facts follows every reference in them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libcg/parse/extract.h"
#include "libcg/parse/facts_text.h"
#include "libcg/parse/language.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static cg::parse::Parser parser;
  static cg::parse::Syntax scratch;
  if (size == 0) return 0;
  const std::size_t number = data[0] % cg::parse::all_languages().size();
  const std::string_view source(reinterpret_cast<const char*>(data + 1), size - 1);
  const cg::parse::Facts facts = cg::parse::extract(number, "file", source, parser, scratch);
  if (facts.symbols.empty() || facts.bytes != source.size()) std::abort();
  const std::string text = cg::parse::facts_text(facts, cg::parse::language(number));
  if (facts.symbols.size() > 1 && text.empty()) std::abort();
  return 0;
}
