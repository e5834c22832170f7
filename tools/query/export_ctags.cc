// A tags file must be sorted by name, and the symbols of a large tree do not fit in memory as text. The table of names is
// sorted already, but reading symbols in its order would decode a page of symbols for each. So names are taken in batches:
// of each batch the symbols are read in the order of files, sorted by line, and written.
//
// The format is that of Universal Ctags' manual, ctags(1) and tags(5): "extended", with numbers as addresses, because the
// index knows lines and needs no sources to say them. Names are escaped as its "u-ctags" output mode asks: backslash and
// control characters as \\ and \xNN anywhere, space and '!' at the start. An escaped first character moves a name to
// where '\' sorts, behind where it stood: such names wait until the others have come as far.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "libcg/base/kinds.h"
#include "tools/query/export.h"
#include "tools/query/session.h"

namespace cg::tools {
namespace {

constexpr std::string_view kHead =
    "!_TAG_FILE_FORMAT\t2\t/extended format/\n"
    "!_TAG_FILE_SORTED\t1\t/0=unsorted, 1=sorted, 2=foldcase/\n"
    "!_TAG_OUTPUT_EXCMD\tnumber\t/number, pattern, mixed, or combineV2/\n"
    "!_TAG_OUTPUT_FILESEP\tslash\t/slash or backslash/\n"
    "!_TAG_OUTPUT_MODE\tu-ctags\t/u-ctags or e-ctags/\n"
    "!_TAG_PROGRAM_NAME\tcg\t//\n";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      out += "\\\\";
    } else if (is_control(c) || (i == 0 && (c == ' ' || c == '!'))) {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

/// Whether escaping changes where the name sorts; a doubled backslash does not.
bool moves_when_escaped(std::string_view name) {
  return !name.empty() && (name[0] == ' ' || name[0] == '!' || std::any_of(name.begin(), name.end(), is_control));
}

class TagsExport {
 public:
  TagsExport(Session& session, cli::Output& output)
      : reader_(session.reader()), output_(output) {}

  void write() {
    output_.write(kHead);
    reader_.for_each_name({}, [&](std::string_view name, const std::vector<graph::DefinitionRow>& rows) {
      if (name.empty()) return true;
      if (moves_when_escaped(name)) {
        waiting_.emplace(escaped(name), rows);
        return true;
      }
      add(escaped(name), rows);
      return true;
    });
    while (!waiting_.empty()) take_waiting();
    flush();
  }

 private:
  struct Tag {
    std::uint32_t name;  ///< into names_
    SymbolRef symbol;
    std::string line;
  };

  /// Symbols a batch: some 30 MB of lines.
  static constexpr std::size_t kBatch = std::size_t{1} << 18;

  void take_waiting() {
    const auto node = waiting_.extract(waiting_.begin());
    add_now(node.key(), node.mapped());
  }

  void add(std::string name, const std::vector<graph::DefinitionRow>& rows) {
    while (!waiting_.empty() && waiting_.begin()->first < name) take_waiting();
    add_now(std::move(name), rows);
  }

  void add_now(std::string name, const std::vector<graph::DefinitionRow>& rows) {
    for (const graph::DefinitionRow& row : rows) {
      tags_.push_back({static_cast<std::uint32_t>(names_.size()), row.symbol, {}});
    }
    names_.push_back(std::move(name));
    if (tags_.size() >= kBatch) flush();
  }

  void flush() {
    std::sort(tags_.begin(), tags_.end(),
              [this](const Tag& a, const Tag& b) { return a.symbol < b.symbol; });
    for (Tag& tag : tags_) tag.line = line_of(names_[tag.name], tag.symbol);
    std::sort(tags_.begin(), tags_.end(), [](const Tag& a, const Tag& b) {
      return a.name != b.name ? a.name < b.name : a.line < b.line;
    });
    for (const Tag& tag : tags_) output_.write(tag.line);
    tags_.clear();
    names_.clear();
  }

  /// Empty for what has no name of its own, or no place.
  std::string line_of(const std::string& name, SymbolRef ref) {
    const graph::SymbolRow row = reader_.symbol(ref);
    if (row.at.line == 0 || (row.flags & graph::kAnonymousFlag) != 0) return {};
    const graph::FileRow& file = reader_.file(ref.file);
    std::string line = fmt::format("{}\t{}\t{};\"\tkind:{}\tline:{}\tlanguage:{}", name, escaped(file.path), row.at.line,
                                   name_of(row.kind), row.at.line, escaped(file.language));
    append_scope(line, ref, row);
    if ((row.flags & graph::kFileLocalFlag) != 0) line += "\tfile:";
    if (row.end_line >= row.at.line) line += fmt::format("\tend:{}", row.end_line);
    line += '\n';
    return line;
  }

  /// class:Outer.Inner and the like: what it is a member of.
  void append_scope(std::string& line, SymbolRef ref, const graph::SymbolRow& row) {
    if (!row.owner.empty()) {
      line += fmt::format("\tclass:{}", escaped(row.owner));
    } else if (row.container != 0 && row.container != kNone) {
      const SymbolRef container{ref.file, row.container};
      line += fmt::format("\t{}:{}", name_of(reader_.symbol(container).kind), escaped(reader_.qualified_name(container)));
    }
  }

  graph::IndexReader& reader_;
  cli::Output& output_;
  std::vector<std::string> names_;
  std::vector<Tag> tags_;
  std::map<std::string, std::vector<graph::DefinitionRow>> waiting_;
};

}  // namespace

void export_ctags(Session& session, cli::Output& output) { TagsExport(session, output).write(); }

}  // namespace cg::tools
