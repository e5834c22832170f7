#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/function_ref.h"
#include "libcg/base/kinds.h"
#include "libcg/graph/records.h"
#include "libcg/search/meaning.h"
#include "libcg/search/question.h"
#include "libcg/search/search_index.h"
#include "libcg/search/word_table.h"

namespace cg::search {

/// A chunk of a file that answers, by its lines and its two signals, each by the largest of the file.
struct AnsweringChunk {
  std::uint32_t start_line = 0, end_line = 0;
  float words = 0, meaning = 0;
  [[nodiscard]] bool meets(std::uint32_t first_line, std::uint32_t last_line) const { return first_line <= end_line && last_line >= start_line; }
};

/// A definition that may be shown for a file.
struct WeighedDefinition {
  std::uint32_t ordinal = 0;
  std::uint32_t start_line = 0, end_line = 0;
  float value = 0;  ///< how well it answers, to be compared within its file
};

/// Says how well the definitions of a file answer a question, and so which is shown for it. One question after the other.
class DefinitionChoice {
 public:
  /// Both must outlive it; without `meaning` names are compared by their words alone.
  DefinitionChoice(SearchIndex& index, Meaning* meaning) : index_(index), meaning_(meaning) {}

  /// `rarity` is that of the question's tokens in the tree; empty: not known. `meaning` is taken to have read the question if `meant`.
  void ask(const Question& question, std::span<const float> rarity, bool meant);

  /// Those definitions of a file of whose kind `among` is true and that lie in any of the chunks or are called as the question is, by ordinal.
  [[nodiscard]] std::vector<WeighedDefinition> weigh(FileId file, std::span<const AnsweringChunk> chunks,
                                                     FunctionRef<bool(SymbolKind)> among);

  /// What a chunk is worth where it has no definition.
  [[nodiscard]] static float value_of(const AnsweringChunk& chunk);

 private:
  /// That a part of a name is like a word asked for: 1 for the same, less for a relative.
  struct Hit {
    std::uint32_t word = 0;
    float likeness = 0;
  };
  /// A part of names: taken apart once, and compared once for a question.
  struct Part {
    std::string stem;          ///< empty: it is a letter, and says nothing
    std::uint32_t letters = 0; ///< letters_of() it
    std::uint32_t asked = 0;   ///< the question that `hits` are of
    std::vector<Hit> hits;
  };
  const Part& part(std::string_view as_written);
  /// Raises `likeness`, by word; returns how many parts the name has.
  int look(std::string_view name, std::span<float> likeness);
  /// By word, for a file, `having` being how many of so many names have it or a relative, each by its likeness.
  [[nodiscard]] std::vector<float> weights(std::span<const float> having, std::size_t names) const;
  void add_meaning(FileId file, std::span<WeighedDefinition> definitions);

  SearchIndex& index_;
  Meaning* meaning_;
  struct Word {
    std::string_view stem;
    std::uint32_t letters = 0;  ///< letters_of() it
    float weight = 0;           ///< by its place and its rarity in the tree
  };
  std::vector<Word> words_;
  std::string called_;  ///< the name, if that is all that is asked
  bool meant_ = false;
  std::uint32_t asked_ = 0;  ///< questions so far
  WordTable part_names_;
  std::vector<Part> parts_;  ///< by their numbers there
  std::string initials_;     ///< of the name looked at
};

}  // namespace cg::search
