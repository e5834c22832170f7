// A file means something to others by what its symbols are called, which NameClosure follows, and by three things more:
//
//   its path       an import that names it, or one that has named another file and would now name this one: every import of the
//                  tree is led to its file by the paths of before and by those of now, and where it comes to another one the
//                  importing file is linked, and what it imports so may be something else for those who ask it by that name. The rules of
//                  languages need not be known for that, only their resolution of imports (imports.h): the nearest file
//                  of a name, a folder's index, a package whose __init__.py makes that of its siblings.
//   its includes   the same with what C and C++ see through them (include_change.h)
//   its spaces     a namespace of C++, a package of Go or Java: as long as others open it as well, it is there before and now, and means
//                  what is in it. Only sites that lead to the places where it is opened have one more or less.
//
// What cannot be said so: a space that is new or no more, an import of all that another file has (what that lets in has any name), and
// languages where files make spaces in other ways (Rust's modules, Ruby's classes, C#'s parts). There all files are linked.
#include "libcg/ingest/moved_files.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>
#include <utility>

#include "libcg/ingest/include_change.h"
#include "libcg/ingest/include_table.h"
#include "libcg/ingest/link_file.h"
#include "libcg/ingest/tree_names.h"
#include "libcg/storage/transaction.h"

namespace cg::ingest {
namespace {

using parse::ImportStyle;

ImportStyle style_of(std::size_t language) { return parse::all_languages()[language].imports; }

bool by_path(std::size_t language) {
  const ImportStyle style = style_of(language);
  return style == ImportStyle::kPython || style == ImportStyle::kScript || style == ImportStyle::kPath ||
         parse::all_languages()[language].name == "php";
}

bool is_identifier(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](unsigned char c) { return c == '_' || c == '$' || c >= 0x80 || std::isalnum(c) != 0; });
}

bool opens_space(SymbolKind kind) { return kind == SymbolKind::kNamespace || kind == SymbolKind::kModule; }

class Moves {
 public:
  Moves(const storage::Environment& environment, const TreeChange& change, const graph::FileNumbers& numbers, const Packages& packages, const Program& program,
        const LinkTables& tables)
      : env_(environment), change_(change), numbers_(numbers), packages_(packages), p_(program), t_(tables) {
    for (const ChangedFile& c : change.changed) {
      changed_.insert(c.file);
      if (!c.stays()) moving_.insert(c.file);
    }
  }

  MovedFiles run(const std::vector<std::vector<std::string>>& path_names) {
    follow_paths(path_names);
    follow_includes();
    follow_spaces();
    return std::move(out_);
  }

 private:
  void follow_paths(const std::vector<std::vector<std::string>>& path_names) {
    Program old;
    for (FileId file = 0; file < change_.files.size(); ++file) {
      old.add_unread(change_.known[file] ? change_.files[file]->path : std::string(1, '\0'), p_.files[file].language);
    }
    old.finish();
    const LinkContext before(old, packages_);
    const Imports& old_imports = before.tables().imports;
    for (FileId file = 0; file < change_.files.size(); ++file) {
      const std::size_t language = p_.files[file].language;
      if (!by_path(language) || !p_.files[file].read || moving_.contains(file)) continue;
      const auto moved = [&](std::string_view spec, std::uint32_t flags) {
        return old_imports.module(file, spec, flags).files != t_.imports.module(file, spec, flags).files;
      };
      for (const ProgramImport& i : p_.imports_of(file)) {
        const std::string spec(p_.names.view(i.module));
        bool other = moved(spec, i.flags);
        if (style_of(language) == ImportStyle::kPython && i.name != 0) {  // from package import module
          const bool dots = spec.find_first_not_of('.') == std::string::npos;
          other = moved(spec + (dots ? "" : ".") + std::string(p_.names.view(i.name)), i.flags) || other;
        }
        if (!other) continue;
        out_.concerned.insert(file);
        if ((i.flags & parse::kWildcard) != 0) out_.bounded = false;
        for (const std::string_view name : {p_.names.view(i.name), p_.names.view(i.alias), t_.imports.bound_name(file, i)}) {
          if (!name.empty()) out_.names.emplace(name);
        }
        out_.names.insert(spec);
      }
      for (const std::string& name : path_names[file]) {
        // A bare name may be a package of the tree, or an alias.
        const bool bare = is_identifier(name) && style_of(language) == ImportStyle::kScript;
        if (bare && packages_.scripts.paths.empty() && !packages_.folders.contains("npm " + name)) continue;
        if (!moved(name, 0)) continue;
        out_.concerned.insert(file);
        out_.names.insert(name);
      }
    }
    // A module of Python is known by its name to those who have its package.
    for (const FileId file : moving_) {
      if (style_of(p_.files[file].language) != ImportStyle::kPython) continue;
      std::string_view path = change_.files[file]->path;
      path = path.substr(0, path.rfind('.'));
      if (path.ends_with("/__init__")) path = path.substr(0, path.rfind('/'));
      out_.names.emplace(path.substr(path.rfind('/') + 1));
    }
  }

  void follow_includes() {
    const storage::ReadTransaction txn(env_);
    const auto added = std::count_if(change_.changed.begin(), change_.changed.end(), [](const ChangedFile& c) { return c.was == nullptr; });
    const FileRows before = load_includes(env_, txn, change_.files.size(), static_cast<std::size_t>(added), numbers_);
    for (FileId file = 0; file < change_.files.size(); ++file) {
      const auto row = t_.includes[file];
      if (std::equal(row.begin(), row.end(), before[file].begin(), before[file].end())) continue;
      out_.includes[file].assign(row.begin(), row.end());
      out_.concerned.insert(file);
    }
    if (out_.includes.empty()) return;
    const auto change = compare_includes(before, out_.includes, moving_);
    out_.bounded = out_.bounded && change.has_value();
    if (change) out_.concerned.insert(change->seeing.begin(), change->seeing.end());
  }

  void follow_spaces() {
    std::set<std::pair<std::string, std::string>> opened;  // by others, before and now: in Go the name is not that of the folder
    for (FileId file = 0; file < p_.files.size(); ++file) {
      const ProgramFile& f = p_.files[file];
      if (!f.read || changed_.contains(file)) continue;
      for (GlobalId id = f.first; id < f.first + f.symbols; ++id) {
        if (!opens_space(p_.symbols[id].kind())) continue;
        if (const SpaceId space = t_.spaces.of_symbol(id); space != kNone) opened.emplace(t_.spaces.name(space), p_.names.view(p_.symbols[id].name));
      }
    }
    const storage::ReadTransaction txn(env_);
    const std::set<FileId> none;
    TreeNames names(env_, txn, numbers_, none);
    for (const ChangedFile& c : change_.changed) {
      if (c.stays()) continue;
      const parse::Facts& facts = c.was == nullptr ? c.facts : c.before;
      Program alone;
      alone.add(change_.files[c.file]->path, p_.files[c.file].language, facts);
      alone.finish();
      const PathIndex paths(alone);
      const Spaces spaces(alone, paths);
      for (GlobalId id = 0; id < alone.symbols.size(); ++id) {
        const ProgramSymbol& s = alone.symbols[id];
        if (!opens_space(s.kind()) || (s.flags & parse::kAnonymous) != 0) continue;
        const SpaceId space = spaces.of_symbol(id);
        const std::string name(alone.names.view(s.name));
        if (space == kNone || !opened.contains({std::string(spaces.name(space)), name})) {
          out_.bounded = false;
          return;
        }
        names.add_askers(name, false, out_.concerned);
        names.add_askers(name.substr(name.find_last_of(".:") + 1), false, out_.concerned);
      }
    }
  }

  const storage::Environment& env_;
  const TreeChange& change_;
  const graph::FileNumbers& numbers_;
  const Packages& packages_;
  const Program& p_;
  const LinkTables& t_;
  std::set<FileId> changed_, moving_;
  MovedFiles out_;
};

}  // namespace

bool may_move(std::string_view language) {
  static constexpr std::string_view kLanguages[] = {"c", "cpp", "python", "javascript", "typescript", "tsx", "go", "java"};
  return std::find(std::begin(kLanguages), std::end(kLanguages), language) != std::end(kLanguages);
}

std::vector<std::string> path_like_names(std::size_t language, const parse::Facts& head) {
  std::vector<std::string> out;
  if (!by_path(language) || style_of(language) == ImportStyle::kPython) return out;
  std::copy_if(head.names.begin(), head.names.end(), std::back_inserter(out), [](const std::string& name) { return !name.empty(); });
  return out;
}

MovedFiles follow_moved_files(const storage::Environment& environment, const TreeChange& change, const graph::FileNumbers& numbers, const Packages& packages,
                              const Program& program, const LinkTables& tables, const std::vector<std::vector<std::string>>& path_names) {
  return Moves(environment, change, numbers, packages, program, tables).run(path_names);
}

}  // namespace cg::ingest
