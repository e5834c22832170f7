#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libcg/embed/model.h"
#include "libcg/tune/operation.h"

namespace cg::tune {

/// Opens the index, answers the questions, by meaning, too, where the index has vectors of the model, and gives a hash of all answers.
[[nodiscard]] std::uint64_t search_answers(const std::filesystem::path& index, std::span<const std::string> questions, const embed::Model* model);
/// The model that is installed; none if there is none.
[[nodiscard]] std::optional<embed::Model> installed_model();

/// Questions in words, drawn from the names and comments of an index, answered by words and meaning from the index just opened, as a
/// process with many questions would. Without vectors or a model, by words alone.
class SearchOperation final : public Operation {
 public:
  /// Error{kUsage} if the index has nothing to be asked for.
  explicit SearchOperation(std::filesystem::path index);
  [[nodiscard]] std::string_view name() const noexcept override { return "search"; }
  Sample run(const Knobs& settings) override;

 private:
  std::filesystem::path index_;
  std::vector<std::string> questions_;
  std::optional<embed::Model> model_;
};

}  // namespace cg::tune
