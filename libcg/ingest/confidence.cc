#include "libcg/ingest/confidence.h"

#include <algorithm>

#include "libcg/parse/language.h"

namespace cg::ingest {
namespace {

/// JavaScript and TypeScript, as measured against tsc: several targets are the signatures of one overloaded function, of which
/// a call means one; and receivers of unknown type are mostly objects of the platform.
std::uint8_t script_confidence(const Evidence& e) {
  if (e.how == How::kAmbiguous) return 15;
  if (e.how == How::kUniqueName && e.guessed) return 10;
  if (e.candidates > 1) return 50;
  return e.how == How::kHierarchy ? 98 : e.how == How::kType ? 97 : 99;
}

}  // namespace

std::uint8_t confidence(const Evidence& e) {
  const bool script = parse::all_languages()[e.language].imports == parse::ImportStyle::kScript;
  if (script && e.how != How::kCompiler && e.how != How::kUnresolved && e.how != How::kExternal) return script_confidence(e);
  // A member guessed by its name alone: in languages with headers field names are prefixed and unique; elsewhere a
  // unique `get` means little, because most receivers are library objects.
  const bool headers = parse::all_languages()[e.language].imports == parse::ImportStyle::kInclude;
  switch (e.how) {
    case How::kCompiler: return 100;
    case How::kScope: return e.candidates > 1 ? 80 : 98;
    case How::kImport: return e.candidates > 1 ? 75 : 96;
    case How::kType: return e.candidates > 1 ? 75 : 95;
    case How::kHierarchy: return e.candidates > 1 ? 70 : 90;
    case How::kUniqueName: return e.guessed ? (headers ? 80 : 40) : 85;
    case How::kAmbiguous: return static_cast<std::uint8_t>(std::min<std::size_t>(45, 100 / std::max<std::size_t>(1, e.candidates)));
    case How::kUnresolved:
    case How::kExternal: return 0;
  }
  return 0;
}

}  // namespace cg::ingest
