#pragma once
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/parse/facts.h"
#include "libcg/parse/language.h"

namespace cg::ingest {

/// How what a file means to others has changed: which names now lead elsewhere. Starts what NameClosure carries on.
struct MeaningChange {
  bool none = false;            ///< it means the very same: nothing below matters
  bool unbounded = false;       ///< it cannot be said by names: all files must be linked
  bool moves = false;           ///< the file comes or goes, and what is said by its path and its spaces is for moved_files.h
  bool includes = false;        ///< of C: it includes other files than before
  std::set<std::string> names;  ///< what is asked for by one of these may lead elsewhere
  std::set<std::string> plain;  ///< of these, in C: names of functions and variables alone, to which no member access leads
  std::set<std::string> appeared;  ///< names that it mentions now and did not: new to the tree if no other file mentions them
  std::set<std::string> owners;    ///< types to which it gave or took a member, written outside of them
  std::vector<std::uint32_t> now_of;      ///< by old ordinal of its symbols the new one, or kNone
  std::vector<std::string> included;      ///< what it included before: specs, for includes
  std::vector<std::uint32_t> included_flags;
};

/// `moves`: one of both is what an empty file says, and stands for that there is none.
[[nodiscard]] MeaningChange compare_meaning(std::size_t language, const parse::Facts& before, const parse::Facts& now, bool moves = false);

/// Whether an import is a plain #include: which names it lets in is decided by reach.
/// `import` is a parse::Import or a ProgramImport.
template <class Import>
[[nodiscard]] bool is_include(std::size_t language, const Import& import) {
  return parse::all_languages()[language].imports == parse::ImportStyle::kInclude && import.name == 0 && (import.flags & parse::kNamespace) == 0;
}
/// Whether names in an import's module are looked up: a.b.C of Java, a::b of Rust. Elsewhere it is a path.
[[nodiscard]] bool has_named_module(std::size_t language);
/// The parts of a.b.C, a::b, A\B.
[[nodiscard]] std::vector<std::string_view> name_parts(std::string_view compound);

}  // namespace cg::ingest
