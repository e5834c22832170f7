#include "libcg/embed/training/held_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "libcg/base/bytes.h"
#include "libcg/base/error.h"
#include "libcg/base/file_read.h"
#include "libcg/base/hash.h"

namespace cg::embed {
namespace {

constexpr std::size_t kLeastLineBytes = 25;  ///< "return nullptr;" is in every tree
constexpr double kMostShared = 0.4;
constexpr std::uint64_t kMostFileBytes = 4U << 20U;

template <class Each>
void for_each_telling_line(std::string_view text, Each&& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) continue;
    line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
    if (line.size() >= kLeastLineBytes) each(hash64(line));
  }
}

}  // namespace

void HeldOut::add_text(std::string_view text) {
  for_each_telling_line(text, [this](std::uint64_t line) { lines_.push_back(line); });
  sorted_ = false;
}

void HeldOut::add_tree(const std::string& directory) {
  namespace fs = std::filesystem;
  std::error_code failure;
  fs::recursive_directory_iterator files(directory, failure);
  std::string content;
  for (const fs::recursive_directory_iterator end; !failure && files != end; files.increment(failure)) {
    if (files->path().filename() == ".git") {
      files.disable_recursion_pending();
    } else if (files->is_regular_file() &&
               read_file(files->path().string(), {.max_bytes = kMostFileBytes}, content) == ReadStatus::kOk) {
      add_text(content);
    }
  }
  if (failure) throw Error(ErrorKind::kIo, fmt::format("{}: cannot be walked: {}", directory, failure.message()));
}

void HeldOut::sort() {
  if (sorted_) return;
  std::ranges::sort(lines_);
  lines_.erase(std::unique(lines_.begin(), lines_.end()), lines_.end());
  sorted_ = true;
}

std::string HeldOut::bytes() {
  sort();
  ByteWriter out;
  for (const std::uint64_t line : lines_) out.u64(line);
  return out.take();
}

HeldOut HeldOut::from_bytes(std::string_view bytes) {
  HeldOut held_out;
  ByteReader reader(bytes);
  while (!reader.done()) held_out.lines_.push_back(reader.u64());
  if (!std::ranges::is_sorted(held_out.lines_)) throw Error(ErrorKind::kFormat, "not a file of held-out lines: its numbers are not in order");
  return held_out;
}

bool HeldOut::holds(std::string_view text) {
  if (lines_.empty()) return false;
  sort();
  std::size_t all = 0;
  std::size_t shared = 0;
  for_each_telling_line(text, [&](std::uint64_t line) {
    ++all;
    if (std::ranges::binary_search(lines_, line)) ++shared;
  });
  if (all < 3) return all != 0 && shared == all;
  return static_cast<double>(shared) > kMostShared * static_cast<double>(all);
}

}  // namespace cg::embed
