#include "libcg/bench/tab_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "libcg/base/error.h"
#include "libcg/base/file_read.h"

namespace cg::bench {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0;; ) {
    const std::size_t tab = line.find('\t', from);
    out.push_back(line.substr(from, tab - from));
    if (tab == std::string_view::npos) return out;
    from = tab + 1;
  }
}

/// Takes the first line off `text`.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

TabTable::TabTable(std::filesystem::path file, std::vector<std::string_view> columns, std::size_t least)
    : name_(file.string()), columns_(std::move(columns)), least_(least) {
  const ReadStatus status = read_file(name_, {.max_bytes = kMostBytes}, text_);
  if (status != ReadStatus::kOk) throw Error(ErrorKind::kIo, fmt::format("{}: {}; name a table that is there", name_, describe(status)));
  std::string_view rest = text_;
  const auto head = split(next_line(rest));
  const bool named = head.front() == columns_.front();
  first_line_ = named ? 1 : 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto at = std::find(head.begin(), head.end(), columns_[i]);
    if (named && at == head.end() && i < least_) {
      throw Error(ErrorKind::kFormat, fmt::format("{}:1: no column {}; there must be {}", name_, columns_[i], fmt::join(columns_.begin(), columns_.begin() + static_cast<std::ptrdiff_t>(least_), ", ")));
    }
    // Without a head only those that must be there have a place.
    if (named) {
      places_.push_back(at == head.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - head.begin())));
    } else {
      places_.push_back(i < least_ ? std::optional(i) : std::nullopt);
    }
  }
}

void TabTable::for_each(const std::function<void(const Row&)>& visit) const {
  std::string_view rest = text_;
  Row row;
  row.table_ = this;
  for (std::size_t number = 0; !rest.empty(); ++number) {
    const std::string_view line = next_line(rest);
    if (number < first_line_ || line.empty()) continue;
    row.values_ = split(line);
    row.line_ = number + 1;
    for (std::size_t i = 0; i < least_; ++i) {
      if (*places_[i] < row.values_.size()) continue;
      throw Error(ErrorKind::kFormat, fmt::format("{}:{}: {} values, and no {} among them", name_, row.line_, row.values_.size(), columns_[i]));
    }
    visit(row);
  }
}

std::string_view TabTable::Row::operator[](std::size_t column) const {
  const auto place = table_->places_[column];
  return place && *place < values_.size() ? values_[*place] : std::string_view();
}

std::uint32_t TabTable::Row::number(std::size_t column) const {
  const std::string_view text = (*this)[column];
  if (text.empty()) return 0;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw Error(ErrorKind::kFormat, fmt::format("{}:{}: {}: {} is no line number", table_->name_, line_, table_->columns_[column], text));
  }
  return value;
}

}  // namespace cg::bench
