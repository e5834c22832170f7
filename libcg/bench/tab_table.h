#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cg::bench {

/// A table of lines and tabs. If its first line begins with the name of its first column that line names the columns, in any order
/// and with any others among them; otherwise they come in the order given.
class TabTable {
 public:
  /// Columns: those that must be there, then those that may be. Error{kIo} if the file cannot be read.
  TabTable(std::filesystem::path file, std::vector<std::string_view> columns, std::size_t least);

  class Row {
   public:
    /// Empty where there is no such column.
    [[nodiscard]] std::string_view operator[](std::size_t column) const;
    /// Empty text is 0. Error{kFormat} for anything else that is no number.
    [[nodiscard]] std::uint32_t number(std::size_t column) const;

   private:
    friend class TabTable;
    const TabTable* table_ = nullptr;
    std::vector<std::string_view> values_;
    std::size_t line_ = 0;
  };
  /// Calls visit(row) for each line that is not empty. Error{kFormat} for a line with too few values.
  void for_each(const std::function<void(const Row&)>& visit) const;

 private:
  std::string name_, text_;
  std::vector<std::string_view> columns_;
  std::size_t least_;
  std::vector<std::optional<std::size_t>> places_;  ///< of the columns, in a line
  std::size_t first_line_ = 0;                      ///< 1 behind a head
};

}  // namespace cg::bench
