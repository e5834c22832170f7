#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libcg/base/mmap.h"

namespace cg::embed {

/// A table of token vectors: what encoding stands on. The file is laid out to be used where it is mapped, and is described
/// in man/cg-formats.5, "The model".
///
/// To verify 4 MB and to make a table of where each token is takes a millisecond, which is nothing where a tree is encoded and a tenth
/// of what a process takes that asks one question. So tokens lie in their order, to be found by halves, and rows have seals, to be proved
/// by the few that are used: a model that is opened for questions touches 350 KB of its file.
class Model {
 public:
  /// Where the model is: $CG_MODEL, else that of the prefix in which the running tool is installed, else that of the
  /// source tree it was built from. Error{kIo} if none is there.
  [[nodiscard]] static std::string find();
  /// Error{kIo}; Error{kFormat} for a file that is none, of another version, or damaged.
  [[nodiscard]] static Model open(const std::string& path);
  /// The same for one thread that asks for few tokens: find() proves what it finds, and throws Error{kFormat} where that is damaged.
  [[nodiscard]] static Model open_for_questions(const std::string& path);
  /// The checksum that a file says it has, which open() verifies. Errors as of open(), as far as the first bytes show.
  [[nodiscard]] static std::uint64_t declared_checksum(const std::string& path);
  /// open() over bytes that outlive the model.
  [[nodiscard]] static Model from_bytes(std::string_view bytes, std::string name);
  /// open_for_questions() over bytes that outlive the model.
  [[nodiscard]] static Model for_questions(std::string_view bytes, std::string name);

  [[nodiscard]] std::size_t dim() const noexcept { return dim_; }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// What tells vectors of one model from those of another.
  [[nodiscard]] std::uint64_t checksum() const noexcept { return checksum_; }
  /// Where its numbers come from and under which terms, for people.
  [[nodiscard]] std::string_view origin() const noexcept { return origin_; }

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view token) const;
  [[nodiscard]] std::string_view token(std::uint32_t id) const noexcept;
  /// Tokens are numbered in the order of their bytes. The vector of a token is its bytes times its scale. Its length is the token's weight: rows are not normalised.
  [[nodiscard]] const std::int8_t* table() const noexcept { return table_; }
  [[nodiscard]] float scale(std::uint32_t id) const noexcept { return scales_[id]; }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t id;  ///< kNone: free
  };

  /// Error{kFormat} if the row of a token or its neighbours are damaged.
  void prove(std::size_t id) const;
  [[nodiscard]] std::optional<std::uint32_t> find_by_halves(std::string_view token) const;

  MappedFile map_;
  std::string name_;
  std::string_view origin_;
  std::string_view texts_;
  std::string_view seals_;
  std::size_t count_ = 0;
  std::size_t dim_ = 0;
  std::uint64_t checksum_ = 0;
  const std::int8_t* table_ = nullptr;
  std::vector<float> scales_;
  std::vector<std::uint32_t> ends_;  ///< of each token in texts_
  mutable std::vector<bool> proved_;  ///< by seal
  std::vector<Slot> slots_;          ///< open addressing, at most half full, a power of two; none for questions
};

/// The bytes of a model file: `tokens`, one vector of `dim` bytes each in `table`, and their scales. dim is a multiple of 64.
[[nodiscard]] std::string model_bytes(std::string_view origin, std::span<const std::string> tokens, std::span<const std::int8_t> table,
                                      std::span<const float> scales, std::size_t dim);

}  // namespace cg::embed
