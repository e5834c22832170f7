#include "libcg/graph/name_query.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "libcg/graph/file_lookup.h"
#include "libcg/graph/kind_groups.h"
#include "libcg/graph/module_name.h"
#include "libcg/graph/offered_names.h"
#include "libcg/graph/qualified_name.h"

namespace cg::graph {
namespace {

/// "42" or "42:7"; the column is read over, as it comes along when a location is pasted.
std::optional<std::uint32_t> line_number(std::string_view text) {
  std::uint32_t line = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), line);
  if (error != std::errc{} || line == 0) return std::nullopt;
  std::string_view rest(at, static_cast<std::size_t>(text.data() + text.size() - at));
  if (rest.starts_with(':')) {
    rest.remove_prefix(1);
    if (rest.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return line;
  }
  return rest.empty() ? std::optional(line) : std::nullopt;
}

class Resolving {
 public:
  Resolving(IndexReader& reader, const TreePlace& place, const NameOptions& options)
      : reader_(reader), place_(place), options_(options) {}

  Resolution run(std::string_view question) {
    named(question, kNone);
    if (out_.symbols.empty()) in_module(question);
    if (out_.symbols.empty()) offered_again(question);
    if (out_.symbols.empty()) in_file(question);
    if (out_.symbols.empty() && out_.other_files.empty() && question.find_first_of("./") != std::string_view::npos) {
      if (const auto file = one_file(question)) out_.symbols.push_back({*file, 0});
    }
    std::sort(out_.symbols.begin(), out_.symbols.end());
    if (!options_.declarations) drop_declared();
    out_.ambiguous = count_things() > 1;
    return std::move(out_);
  }

 private:
  /// Adds what is called so, in one file or (kNone) anywhere.
  void named(std::string_view name, FileId file) {
    for (const std::string_view last : possible_last_parts(name)) {
      for (const DefinitionRow& row : reader_.definitions(last)) {
        if (file != kNone && row.symbol.file != file) continue;
        if (last.size() != name.size() && !fits_qualified(reader_.qualified_name(row.symbol), name)) continue;
        out_.symbols.push_back(row.symbol);
      }
    }
  }

  /// json.decoder.scan: what languages name by the file that it is in.
  void in_module(std::string_view name) {
    for (const std::string_view last : possible_last_parts(name)) {
      if (last.size() == name.size()) continue;
      for (const DefinitionRow& row : reader_.definitions(last)) {
        const FileRow& file = reader_.file(row.symbol.file);
        const std::string module = module_name(file.language, file.path);
        if (!module.empty() && fits_qualified(module + '/' + reader_.qualified_name(row.symbol), name)) out_.symbols.push_back(row.symbol);
      }
    }
  }

  /// tokio::spawn, flask.Flask.run: by a module that imports it, and so offers it under its own name. It, or a class around it.
  void offered_again(std::string_view name) {
    for (const std::string_view last : possible_last_parts(name)) {
      if (last.size() == name.size()) continue;
      for (const DefinitionRow& row : reader_.definitions(last)) {
        std::string tail;
        for (SymbolRef at = row.symbol; at.ordinal != 0;) {
          const SymbolRow symbol = reader_.symbol(at);
          tail = tail.empty() ? symbol.name : symbol.name + '/' + tail;
          if (is_offered_as(reader_, at, tail, name) || ((symbol.flags & kExtensionFlag) != 0 && extended_offered_as(symbol.name, tail, name))) {
            out_.symbols.push_back(row.symbol);
            break;
          }
          if (symbol.container == kNone || symbol.container == 0 || !is_class_like(reader_.symbol({at.file, symbol.container}).kind)) break;
          at.ordinal = symbol.container;
        }
      }
    }
  }

  /// A block that adds to a class (impl) is not imported, the class is.
  bool extended_offered_as(const std::string& extended, const std::string& tail, std::string_view name) {
    for (const DefinitionRow& row : reader_.definitions(extended)) {
      if (is_class_like(row.kind) && is_offered_as(reader_, row.symbol, tail, name)) return true;
    }
    return false;
  }

  /// path:name and path:line. A path may have colons itself, so each lone one may be the border.
  void in_file(std::string_view question) {
    for (std::size_t colon = question.find(':'); colon != std::string_view::npos; colon = question.find(':', colon + 1)) {
      if (colon + 1 < question.size() && question[colon + 1] == ':') {
        ++colon;
        continue;
      }
      const std::string_view rest = question.substr(colon + 1);
      if (colon == 0 || rest.empty()) continue;
      const auto file = one_file(question.substr(0, colon));
      if (!file) continue;
      if (const auto line = line_number(rest)) {
        around(*file, *line);
      } else {
        named(rest, *file);
      }
      if (!out_.symbols.empty()) return;
    }
  }

  std::optional<FileId> one_file(std::string_view path) {
    const std::vector<FileId> files = find_files(reader_, place_, path);
    if (files.size() == 1) {
      out_.other_files.clear();
      return files.front();
    }
    for (const FileId file : files) out_.other_files.push_back(reader_.file(file).path);
    return std::nullopt;
  }

  /// The symbol of the fewest lines around the line; of several on that very line, the outermost, which is what a whole
  /// line names. Symbols without a name own nothing, so what is around them is meant.
  void around(FileId file, std::uint32_t line) {
    const std::uint32_t count = reader_.file(file).symbols;
    if (line > std::max(1U, reader_.file(file).lines)) return;
    SymbolRef best{file, 0};
    std::uint32_t fewest = kNone;
    for (std::uint32_t ordinal = 1; ordinal < count; ++ordinal) {
      const SymbolRow& row = reader_.symbol({file, ordinal});
      if ((row.flags & kAnonymousFlag) != 0 || line < row.start_line || line > row.end_line) continue;
      if (row.end_line - row.start_line < fewest) {
        fewest = row.end_line - row.start_line;
        best.ordinal = ordinal;
      }
    }
    out_.symbols.push_back(best);
  }

  [[nodiscard]] bool is_declaration(SymbolRef ref) const { return (reader_.symbol(ref).flags & kDeclarationFlag) != 0; }

  /// A definition written in a namespace that its declaration is outside of (or the other way round) has a longer name.
  static bool same_name(const std::string& a, const std::string& b) { return fits_qualified(a, b) || fits_qualified(b, a); }

  void drop_declared() {
    if (out_.symbols.size() < 2) return;
    std::vector<std::string> defined;
    for (const SymbolRef ref : out_.symbols) {
      if (!is_declaration(ref)) defined.push_back(reader_.qualified_name(ref));
    }
    if (defined.empty()) return;
    std::erase_if(out_.symbols, [&](SymbolRef ref) {
      if (!is_declaration(ref)) return false;
      const std::string name = reader_.qualified_name(ref);
      return std::any_of(defined.begin(), defined.end(), [&](const std::string& d) { return same_name(name, d); });
    });
  }

  /// Pieces of one thing: a namespace opened twice, a class and its extension, several declarations of something that is
  /// defined elsewhere, branches of #if, a class and its constructor.
  bool same_thing(SymbolRef a, SymbolRef b) {
    const SymbolRow x = reader_.symbol(a);
    const SymbolRow y = reader_.symbol(b);
    const auto both = [&](std::uint32_t flag) { return (x.flags & y.flags & flag) != 0; };
    const auto constructs = [](const SymbolRow& inner, const SymbolRow& outer) {
      return inner.kind == SymbolKind::kConstructor && is_class_like(outer.kind) && inner.name == outer.name;
    };
    if (constructs(x, y) || constructs(y, x)) return true;
    if (!same_name(reader_.qualified_name(a), reader_.qualified_name(b))) return false;
    if (is_space(x.kind) && is_space(y.kind)) return true;
    return ((x.flags | y.flags) & (kExtensionFlag | kDeclarationFlag)) != 0 || (both(kConditionalFlag) && a.file == b.file);
  }

  std::size_t count_things() {
    std::vector<SymbolRef> things;
    for (const SymbolRef ref : out_.symbols) {
      // Two different ones are enough to know, and comparing all with all of a thousand `get` would take long.
      if (things.size() > 1) break;
      if (things.empty() || !same_thing(things.front(), ref)) things.push_back(ref);
    }
    return things.size();
  }

  IndexReader& reader_;
  const TreePlace& place_;
  const NameOptions& options_;
  Resolution out_;
};

}  // namespace

Resolution resolve_name(IndexReader& reader, const TreePlace& place, std::string_view question, const NameOptions& options) {
  if (question.empty()) return {};
  return Resolving(reader, place, options).run(question);
}

}  // namespace cg::graph
