#include "libcg/ingest/narrow_linking.h"

#include <algorithm>

#include "libcg/ingest/link_tables.h"
#include "libcg/ingest/program.h"
#include "libcg/ingest/resolver.h"

namespace cg::ingest {
namespace {

/// A try costs as much as the program's files; what is far from an end after so many will not find one.
constexpr int kMaxRounds = 16;
/// From so many heads on, reading all is not much dearer.
constexpr std::size_t kMaxHeads = 2000;
/// Files that are asked whether they mention a name that nothing defines.
constexpr std::size_t kMostAsked = 64;

/// The names in the expressions of a file's sites that are to be linked.
class WantedNames {
 public:
  explicit WantedNames(const NarrowTarget& target) : facts_(*target.facts), states_(facts_.exprs.size(), 0), names_(facts_.names.size(), 0) {
    const auto& sites = facts_.sites;
    for (std::size_t i = 0; i < sites.size();) {
      const std::size_t end = end_of_place(sites, i);
      for (; i < end && !target.kept->of(i).known; ++i) {
        const parse::Site& s = sites[i];
        names_[s.name] = std::max(names_[s.name], kNamed);
        visit(s.expr, kNamed);
        if (s.kind != EdgeKind::kImports) visit(s.call, kNamed);
      }
      i = end;
    }
  }

  static constexpr char kNamed = 1;
  /// Part of another expression: whether the tree mentions it decides what that one's value is (a member that nothing has may be a
  /// library's), and how a reason calls it.
  static constexpr char kWeighed = 2;
  /// Or 0.
  [[nodiscard]] char operator[](std::size_t name) const { return names_[name]; }
  /// Whether some site is called so: not a word of the language, then.
  [[nodiscard]] bool has_site(std::size_t name) const {
    return std::any_of(facts_.sites.begin(), facts_.sites.end(), [&](const parse::Site& s) { return s.name == name; });
  }

 private:
  void visit(parse::ExprId id, char how) {
    if (id == kNone || states_[id] >= how) return;
    states_[id] = how;
    const parse::Expr& e = facts_.exprs[id];
    if (!parse::has_number(e.op)) {
      const bool weighed = how == kWeighed && (e.op == parse::Op::kMember || e.op == parse::Op::kLiteral || e.is_type);
      names_[e.name] = std::max(names_[e.name], weighed ? kWeighed : kNamed);
    }
    if (e.op != parse::Op::kSymbol) visit(e.base, e.op == parse::Op::kCall && how == kNamed ? kNamed : kWeighed);
    for (std::uint32_t i = 0; i < e.args; ++i) visit(facts_.args[e.first_arg + i], kWeighed);
  }

  const parse::Facts& facts_;
  std::vector<char> states_;  ///< by ExprId
  std::vector<char> names_;
};

}  // namespace

NarrowLinking::NarrowLinking(TreeNames& names, TreeHeads& heads, const Packages& packages, const FileRows& includes)
    : names_(names), heads_(heads), packages_(packages), includes_(includes) {}

bool NarrowLinking::link(const std::vector<NarrowTarget>& targets) {
  for (const NarrowTarget& target : targets) {
    read_.insert(target.file);
    want(target);
  }
  bool more = true;
  for (int round = 0; round < kMaxRounds && more; ++round) {
    more = false;
    if (!take_round(targets, more)) return false;
  }
  return !more;
}

void NarrowLinking::want(const NarrowTarget& target) {
  const WantedNames wanted(target);
  for (std::size_t i = 0; i < target.facts->names.size(); ++i) {
    const std::string& name = target.facts->names[i];
    if (wanted[i] == 0 || name.empty()) continue;
    if (!names_.definers(name).empty()) {
      mentioned_.insert(name);
    } else if (wanted[i] == WantedNames::kWeighed) {
      bool& sited = weighed_[name];
      sited = sited || wanted.has_site(i);
    }
  }
}

bool NarrowLinking::add_program(Program& program) {
  for (FileId file = 0; file < heads_.size(); ++file) {
    if (!read_.contains(file)) {
      program.add_unread(heads_.path(file), heads_.language(file));
      continue;
    }
    const parse::Facts* facts = heads_.head(file);
    if (facts == nullptr) return false;
    program.add(heads_.path(file), heads_.language(file), *facts);
  }
  for (const std::string& name : mentioned_) (void)program.names.intern(name);
  return true;
}

bool NarrowLinking::take_round(const std::vector<NarrowTarget>& targets, bool& more) {
  Program program;
  if (!add_program(program)) return false;
  std::vector<char> asked(program.names.size(), 0);
  program.note_asked(&asked);
  program.finish();
  program.note_asked(nullptr);  // what files of other languages ask each other is of no matter here
  const LinkContext context(program, packages_, &includes_);
  program.note_asked(&asked);
  Resolver resolver(context.tables());
  for (const NarrowTarget& target : targets) *target.links = link_file(resolver, target.file, *target.uses, nullptr, target.kept);
  program.note_asked(nullptr);
  for (GlobalName name = 1; name < asked.size(); ++name) {
    if (asked[name] != 0 && !read_definers(std::string(program.names.view(name)), more)) return false;
  }
  return more || settle_unknown(program, more);
}

bool NarrowLinking::read_definers(const std::string& name, bool& more) {
  if (!complete_.insert(name).second) return true;
  static const std::size_t kC = parse::language_of_name("c");
  for (const FileId file : names_.definers(name)) {
    const std::size_t language = heads_.language(file);
    if (language != kC && same_world(language, kC)) return false;  // classes and namespaces are found by other ways
    if (!read_.insert(file).second) continue;
    more = true;
  }
  constexpr std::size_t kFew = 64;
  return read_.size() <= std::max(kFew, std::min(kMaxHeads, heads_.size() / 2));
}

/// Names that no definition has: whether the tree mentions them at all is known once a file that does is read. Wherever such a name
/// stands there is a site, but for words of the language, so that the files with sites of it are all that may mention it. Where
/// they are too many, that none does only all files together could say.
bool NarrowLinking::settle_unknown(const Program& program, bool& more) {
  for (const auto& [name, sited] : weighed_) {
    if (program.find_name(name) != kNone) continue;
    const std::vector<FileId> some = names_.some_unbound(name, kMostAsked);
    if (std::any_of(some.begin(), some.end(), [&](FileId file) { return heads_.mentions(file, name); }) || heads_.any_mentions(name)) {
      mentioned_.insert(name);
      more = true;
    } else if (!sited || some.size() == kMostAsked) {
      return false;
    }
  }
  return true;
}

}  // namespace cg::ingest
