#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/base/temporary_directory.h"

/// A tree of sources that random edits change, one step at a time: what people, editors and git do to a work tree.
/// The same seed does the same.
class EditScript {
 public:
  using Tree = std::map<std::string, std::string>;  ///< path -> content

  EditScript(const TemporaryDirectory& directory, Tree tree, unsigned seed) : directory_(directory), original_(tree), random_(seed) {
    for (const auto& [path, content] : tree) put(path, content);
    branches_.assign(3, std::move(tree));
  }

  /// All files below a folder that are not too large for many rounds.
  static Tree read(const std::filesystem::path& folder, std::size_t max_bytes = 64 << 10) {
    Tree tree;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file() || entry.file_size() > max_bytes) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      tree[std::filesystem::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(in), {}};
    }
    return tree;
  }

  /// Does something, and says what.
  std::string step() {
    if (now_.size() < 3) return switch_branch();
    switch (below(22)) {
      case 0: return add();
      case 1: return remove();
      case 2: return rename();
      case 3: return move();
      case 4: return revert();
      case 5: return switch_branch();
      case 6: return change_language();
      case 7: return spoil();
      case 8: return touch();
      case 9: return change_header();
      case 10: return nothing();
      case 11: return rename_everywhere();
      case 12: return add_definition(any());
      case 13: return remove_definition(any());
      case 14: return move_definition(any());
      case 15: return change_signature(any());
      case 16: return add_definition(any_header());
      case 17: return change_signature(any_header());
      default: return edit(any());
    }
  }

  /// Does something in each of so many sources that are no headers, as a pull does, and says what.
  std::string step_of_many(std::size_t files) {
    std::vector<std::string> sources;
    for (const auto& [path, content] : now_) {
      if (ending(path) != ".h" && ending(path) != ".hpp") sources.push_back(path);
    }
    std::shuffle(sources.begin(), sources.end(), random_);
    sources.resize(std::min(sources.size(), files));
    std::string what;
    for (const std::string& path : sources) what += (below(16) == 0 ? edit(path) : below(4) == 0 ? move_definition(path) : insert_blank_line(path)) + "\n";
    return what;
  }

  /// Does something that puts a file into the tree, takes one out or carries one elsewhere, and says what.
  std::string step_of_files() {
    if (now_.size() < 3) return switch_branch();
    switch (below(7)) {
      case 0: return add();
      case 1: return remove();
      case 2: return rename();
      case 3: return move();
      case 4: return revert();
      case 5: return copy_elsewhere();
      default: return move() + "\n" + rename();
    }
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  const std::string& any() { return std::next(now_.begin(), static_cast<std::ptrdiff_t>(below(now_.size())))->first; }

  void put(const std::string& path, const std::string& content) {
    directory_.write(path, content);
    now_[path] = content;
  }
  void erase(const std::string& path) {
    std::filesystem::remove(directory_.file(path));
    now_.erase(path);
  }

  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
      lines.push_back(text.substr(at, end - at));
      at = end;
    }
    return lines;
  }
  static std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
  }
  static std::string ending(const std::string& path) { return std::filesystem::path(path).extension().string(); }

  std::string insert_blank_line(const std::string& path) {
    std::vector<std::string> lines = lines_of(now_[path]);
    lines.insert(lines.begin() + at(lines.empty() ? 0 : below(lines.size())), "\n");
    put(path, join(lines));
    return "insert a blank line in " + path;
  }

  std::string edit(const std::string path) {
    std::vector<std::string> lines = lines_of(now_[path]);
    const std::size_t at = lines.empty() ? 0 : below(lines.size());
    std::string what;
    switch (below(4)) {
      case 0: {  // a line from somewhere else
        const std::vector<std::string> others = lines_of(now_[any()]);
        if (!others.empty()) lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), others[below(others.size())]);
        what = "insert a line in ";
        break;
      }
      case 1:
        if (!lines.empty()) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        what = "delete a line of ";
        break;
      case 2:
        if (!lines.empty()) lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[below(lines.size())]);
        what = "copy a line in ";
        break;
      default:  // a comment or blank line: moves everything down and changes nothing
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), "\n");
        what = "insert a blank line in ";
        break;
    }
    put(path, join(lines));
    return what + path;
  }

  std::string add() {
    const std::string from = any();
    const std::string to = std::filesystem::path(from).replace_filename("added" + std::to_string(below(5)) + ending(from)).string();
    put(to, std::string(now_[from]));
    return "copy " + from + " to " + to;
  }
  /// A second file of that name, which those that include it by its name may mean.
  std::string copy_elsewhere() {
    const std::string from = below(2) == 0 ? any_header() : any();
    const std::string folder = std::filesystem::path(any()).parent_path().string();
    const std::string to = (std::filesystem::path(folder) / std::filesystem::path(from).filename()).string();
    if (to == from) return edit(from);
    put(to, std::string(now_[from]));
    return "copy " + from + " to " + to;
  }
  std::string remove() {
    const std::string path = any();
    erase(path);
    return "delete " + path;
  }
  std::string rename() {
    const std::string from = any();
    const std::string to = std::filesystem::path(from).replace_filename("renamed" + std::to_string(below(5)) + ending(from)).string();
    return carry(from, to, "rename ");
  }
  std::string move() {
    const std::string from = any();
    const std::string folder = std::filesystem::path(any()).parent_path().string();
    const std::string to = (std::filesystem::path(folder) / std::filesystem::path(from).filename()).string();
    return carry(from, to, "move ");
  }
  std::string change_language() {
    static const std::vector<std::string> kEndings{".c", ".h", ".cc", ".hpp", ".py", ".js", ".ts", ".go", ".rs", ".java", ".rb", ".php", ".txt"};
    const std::string from = any();
    return carry(from, std::filesystem::path(from).replace_extension(kEndings[below(kEndings.size())]).string(), "change the language of ");
  }
  std::string carry(const std::string from, const std::string& to, const std::string& what) {
    if (to == from) return edit(from);
    std::filesystem::create_directories(std::filesystem::path(directory_.file(to)).parent_path());
    std::filesystem::rename(directory_.file(from), directory_.file(to));
    now_[to] = now_[from];
    now_.erase(from);
    return what + from + " to " + to;
  }
  std::string revert() {
    for (int i = 0; i < 20; ++i) {
      const auto& [path, content] = *std::next(original_.begin(), static_cast<std::ptrdiff_t>(below(original_.size())));
      if (now_.contains(path) && now_[path] == content) continue;
      put(path, content);
      return "revert " + path;
    }
    return edit(any());
  }
  std::string switch_branch() {
    const std::size_t to = below(branches_.size());
    branches_[branch_] = now_;
    branch_ = to;
    const Tree wanted = branches_[to];
    for (const auto& [path, content] : Tree(now_)) {
      if (!wanted.contains(path)) erase(path);
    }
    for (const auto& [path, content] : wanted) {
      if (!now_.contains(path) || now_[path] != content) put(path, content);
    }
    return "switch to branch " + std::to_string(to);
  }
  std::string spoil() {
    static const std::vector<std::string> kBytes{"\xff\xfe", "\x80\xc0", std::string("\0", 1), "\xEF\xBB\xBF", "\xed\xa0\x80"};
    const std::string path = any();
    std::string content = now_[path];
    content.insert(below(content.size() + 1), kBytes[below(kBytes.size())]);
    put(path, content);
    return "put strange bytes into " + path;
  }
  std::string touch() {
    const std::string path = any();
    put(path, std::string(now_[path]));
    return "touch " + path;
  }
  std::string change_header() { return edit(any_header()); }
  /// The header that others name most often, half of the time: what is included everywhere.
  std::string any_header() {
    std::vector<std::string> headers;
    std::string most;
    std::size_t most_named = 0;
    for (const auto& [path, content] : now_) {
      if (ending(path) != ".h" && ending(path) != ".hpp") continue;
      headers.push_back(path);
      const std::string name = std::filesystem::path(path).filename().string();
      std::size_t named = 0;
      for (const auto& [other, text] : now_) named += text.find(name) != std::string::npos ? 1 : 0;
      if (named > most_named) {
        most = path;
        most_named = named;
      }
    }
    if (headers.empty()) return any();
    return below(2) == 0 && !most.empty() ? most : headers[below(headers.size())];
  }

  /// Lines between blank ones: a function, a class, a few declarations.
  struct Block {
    std::size_t from = 0, to = 0;
  };
  static std::vector<Block> blocks_of(const std::vector<std::string>& lines) {
    std::vector<Block> blocks;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= lines.size(); ++i) {
      if (i < lines.size() && lines[i].find_first_not_of(" \t\r\n") != std::string::npos) continue;
      if (i > from) blocks.push_back({from, i});
      from = i + 1;
    }
    return blocks;
  }
  static std::ptrdiff_t at(std::size_t line) { return static_cast<std::ptrdiff_t>(line); }

  std::string add_definition(const std::string path) {
    std::vector<std::string> lines = lines_of(now_[path]);
    const std::string from = any();
    const std::vector<std::string> others = lines_of(now_[from]);
    const std::vector<Block> blocks = blocks_of(others), places = blocks_of(lines);
    if (blocks.empty()) return edit(path);
    const Block b = blocks[below(blocks.size())];
    std::vector<std::string> taken(others.begin() + at(b.from), others.begin() + at(b.to));
    taken.push_back("\n");
    lines.insert(lines.begin() + at(places.empty() ? 0 : places[below(places.size())].from), taken.begin(), taken.end());
    put(path, join(lines));
    return "put a block of " + from + " into " + path;
  }
  std::string remove_definition(const std::string path) {
    std::vector<std::string> lines = lines_of(now_[path]);
    const std::vector<Block> blocks = blocks_of(lines);
    if (blocks.empty()) return edit(path);
    const Block b = blocks[below(blocks.size())];
    lines.erase(lines.begin() + at(b.from), lines.begin() + at(b.to));
    put(path, join(lines));
    return "take a block out of " + path;
  }
  std::string move_definition(const std::string path) {
    std::vector<std::string> lines = lines_of(now_[path]);
    const std::vector<Block> blocks = blocks_of(lines);
    if (blocks.size() < 2) return edit(path);
    const Block b = blocks[below(blocks.size())];
    std::vector<std::string> taken(lines.begin() + at(b.from), lines.begin() + at(b.to));
    lines.erase(lines.begin() + at(b.from), lines.begin() + at(b.to));
    taken.push_back("\n");
    const std::vector<Block> places = blocks_of(lines);
    lines.insert(lines.begin() + at(places[below(places.size())].from), taken.begin(), taken.end());
    put(path, join(lines));
    return "move a block within " + path;
  }
  /// A parameter more, a word more in front, or another word in a line that has a parameter list.
  std::string change_signature(const std::string path) {
    std::vector<std::string> lines = lines_of(now_[path]);
    std::vector<std::size_t> heads;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find('(') != std::string::npos) heads.push_back(i);
    }
    if (heads.empty()) return edit(path);
    std::string& line = lines[heads[below(heads.size())]];
    const std::string other = word(now_[any()]);
    switch (below(3)) {
      case 0: line.insert(line.find('(') + 1, other.empty() ? "int extra, " : other + " extra, "); break;
      case 1: line.insert(line.find_first_not_of(" \t"), "static "); break;
      default: {
        const std::string one = word(line);
        if (!one.empty() && !other.empty()) line.replace(line.find(one), one.size(), other);
        break;
      }
    }
    put(path, join(lines));
    return "change a head in " + path;
  }
  std::string nothing() { return "do nothing"; }
  /// Replaces a word of one file by a word of another, in one file: names change, references break and bind anew.
  std::string rename_everywhere() {
    const std::string path = any();
    const std::string from = word(now_[path]);
    const std::string to = word(now_[any()]);
    if (from.empty() || to.empty()) return edit(path);
    std::string content = now_[path];
    for (std::size_t at = content.find(from); at != std::string::npos; at = content.find(from, at + to.size())) content.replace(at, from.size(), to);
    put(path, content);
    return "replace " + from + " by " + to + " in " + path;
  }
  std::string word(const std::string& text) {
    if (text.empty()) return {};
    const auto inside = [&](std::size_t i) { return std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_'; };
    std::size_t at = below(text.size());
    while (at < text.size() && !inside(at)) ++at;
    std::size_t end = at;
    while (end < text.size() && inside(end)) ++end;
    return end - at < 3 ? std::string() : text.substr(at, end - at);
  }

  const TemporaryDirectory& directory_;
  Tree original_, now_;
  std::vector<Tree> branches_;
  std::size_t branch_ = 0;
  std::mt19937 random_;
};
